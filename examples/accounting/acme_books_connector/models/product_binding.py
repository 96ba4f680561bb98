from odoo import fields, models


class AcmeBooksProductProduct(models.Model):
    """A product of Acme Books and its product variant in Odoo."""

    _name = "acme_books.product.product"
    _inherit = "generic.binding"
    _inherits = {"product.product": "odoo_id"}
    _description = "Acme Books Product"

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
        comodel_name="acme_books.backend",
        string="Acme Books Backend",
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

    acme_books_bind_ids = fields.One2many(
        comodel_name="acme_books.product.product",
        inverse_name="odoo_id",
        string="Acme Books Products",
        copy=False,
        groups="connector_base_backend.group_connector_user",
    )
