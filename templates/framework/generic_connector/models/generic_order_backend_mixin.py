from odoo import fields, models


class GenericOrderBackendMixin(models.AbstractModel):
    """The choices of a backend whose connector imports orders.

    Products for shipping and discount lines and the warehouse are fields of the
    concrete backend: ``delivery_product_id``, ``discount_product_id``,
    ``warehouse_id``. Only that addon depends on the modules of those models.
    """

    _name = "generic.order.backend.mixin"
    _inherit = "generic.document.backend.mixin"
    _description = "Backend with Orders"

    order_confirmation = fields.Selection(
        selection=[
            ("draft", "Leave as quotation"),
            ("paid", "Confirm when paid"),
            ("always", "Confirm always"),
        ],
        string="Imported Orders",
        default="draft",
        required=True,
    )
    order_total_tolerance = fields.Float(
        string="Tolerance of Totals",
        default=0.005,
        digits=(16, 4),
        help="An imported order whose total differs from the remote one by more than "
        "this is not imported but becomes a dead letter.",
    )
