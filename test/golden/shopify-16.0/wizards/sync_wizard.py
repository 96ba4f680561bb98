from odoo import fields, models


class ShopifySyncWizard(models.TransientModel):
    """Chooses what to import, and since when."""

    _name = "shopify.sync.wizard"
    _inherit = "generic.sync.wizard"
    _description = "Shopify Synchronisation"

    backend_id = fields.Many2one(
        comodel_name="shopify.backend",
        required=True,
        default=lambda self: self._default_backend(),
    )
    sync_customers = fields.Boolean(string="Customers", default=True)
    sync_products = fields.Boolean(string="Products", default=True)
    sync_inventory = fields.Boolean(string="Inventory", default=True)
    sync_orders = fields.Boolean(string="Orders", default=True)
