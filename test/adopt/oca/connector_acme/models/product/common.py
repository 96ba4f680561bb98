from odoo import fields, models

from odoo.addons.component.core import Component


class AcmeProductTemplate(models.Model):
    _name = "acme.product.template"
    _description = "Acme Product"
    _inherit = "acme.binding"
    _inherits = {"product.template": "odoo_id"}

    odoo_id = fields.Many2one(
        "product.template", string="Odoo Product", required=True, ondelete="cascade"
    )


class ProductAdapter(Component):
    _name = "acme.product.adapter"
    _inherit = "acme.adapter"
    _apply_on = "acme.product.template"

    _acme_path = "/articles"

    def create(self, data):
        # An article is made as a draft, and shown by a second request.
        article = self._call("POST", "/articles", data=data)
        self._call("POST", f"/articles/{article['id']}/publish")
        return article
