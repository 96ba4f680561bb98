from odoo import api, fields, models


class GenericOrderBackendMixin(models.AbstractModel):
    """The choices of a backend whose connector imports orders.

    Products for shipping and discount lines and the warehouse are fields of the
    concrete backend: ``delivery_product_id``, ``discount_product_id``,
    ``warehouse_id``. Only that addon depends on the modules of those models.
    """

    _name = "generic.order.backend.mixin"
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
    missing_tax = fields.Selection(
        selection=[("create", "Create it"), ("fail", "Make it a dead letter")],
        string="When a Tax Is Missing",
        default="create",
        required=True,
        help="What to do when no sales tax of the company has the rate of an order "
        "line.",
    )
    tax_rounding_differs = fields.Boolean(compute="_compute_tax_rounding_differs")

    @api.depends("company_id")
    def _compute_tax_rounding_differs(self):
        """Tell whether the company rounds taxes otherwise than shops do.

        A shop rounds the tax of each line. Where the company rounds the sum of a tax,
        totals may differ by a cent.
        """
        for backend in self:
            company = backend.company_id
            backend.tax_rounding_differs = (
                "tax_calculation_rounding_method" in company._fields
                and company.tax_calculation_rounding_method == "round_globally"
            )
