from odoo import fields, models


class GenericPickingBackendMixin(models.AbstractModel):
    """The choices of a backend whose connector imports what became of transfers."""

    _name = "generic.picking.backend.mixin"
    _description = "Backend with Shipments"

    shipment_validation = fields.Selection(
        selection=[
            ("none", "Only note carrier, tracking and quantities"),
            ("backorder", "Validate, and backorder what is missing"),
            ("cancel", "Validate, and cancel what is missing"),
        ],
        string="Shipped Transfers",
        default="backorder",
        required=True,
    )
    unknown_shipment = fields.Selection(
        selection=[("skip", "Leave it out"), ("fail", "Make it a dead letter")],
        string="When a Shipment Is Unknown",
        default="skip",
        required=True,
        help="What to do with a shipment that belongs to no transfer of Odoo: somebody "
        "else made it in the external system.",
    )
