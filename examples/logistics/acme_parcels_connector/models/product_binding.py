from odoo import fields, models


class AcmeParcelsProductProduct(models.Model):
    """A product of Acme Parcels and its product variant in Odoo."""

    _name = "acme_parcels.product.product"
    _inherit = "generic.binding"
    _inherits = {"product.product": "odoo_id"}
    _description = "Acme Parcels Product"

    _entity = "product"
    _entity_plural = "products"
    _conflict_field = "conflict_products"
    _sends = (
        "name",
        "default_code",
        "barcode",
        "lst_price",
        "weight",
        "description_sale",
        "active",
    )

    backend_id = fields.Many2one(
        comodel_name="acme_parcels.backend",
        string="Acme Parcels Backend",
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


class ProductProduct(models.Model):
    _inherit = "product.product"

    acme_parcels_bind_ids = fields.One2many(
        comodel_name="acme_parcels.product.product",
        inverse_name="odoo_id",
        string="Acme Parcels Products",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
    acme_parcels_stock_bind_ids = fields.One2many(
        comodel_name="acme_parcels.stock.level",
        inverse_name="odoo_id",
        string="Acme Parcels Stock",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
