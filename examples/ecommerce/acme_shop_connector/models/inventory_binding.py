from odoo import fields, models


class AcmeShopStockLevel(models.Model):
    """An inventory record of Acme Shop and its product variant in Odoo."""

    _name = "acme_shop.stock.level"
    _inherit = "generic.stock.binding"
    _inherits = {"product.product": "odoo_id"}
    _description = "Acme Shop Inventory"

    _entity = "inventory"
    _entity_plural = "inventory"

    backend_id = fields.Many2one(
        comodel_name="acme_shop.backend",
        string="Acme Shop Backend",
        required=True,
        index=True,
        ondelete="restrict",
    )
    odoo_id = fields.Many2one(
        comodel_name="product.product",
        string="Odoo Product Variant",
        required=True,
        index=True,
        ondelete="cascade",
    )
