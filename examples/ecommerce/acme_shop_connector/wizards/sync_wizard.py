from odoo import fields, models


class AcmeShopSyncWizard(models.TransientModel):
    """Chooses what to import, and since when."""

    _name = "acme_shop.sync.wizard"
    _inherit = "generic.sync.wizard"
    _description = "Acme Shop Synchronisation"

    backend_id = fields.Many2one(
        comodel_name="acme_shop.backend",
        required=True,
        default=lambda self: self._default_backend(),
    )
    sync_customers = fields.Boolean(string="Customers", default=True)
    sync_categories = fields.Boolean(string="Categories", default=True)
    sync_products = fields.Boolean(string="Products", default=True)
    sync_pricelists = fields.Boolean(string="Pricelists", default=True)
    sync_inventory = fields.Boolean(string="Inventory", default=True)
    sync_orders = fields.Boolean(string="Orders", default=True)
