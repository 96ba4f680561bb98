from odoo.addons.component.core import Component
from odoo.addons.connector.components.mapper import changed_by, mapping


class ProductExportMapper(Component):
    _name = "acme.product.export.mapper"
    _inherit = "base.export.mapper"
    _collection = "acme.backend"
    _apply_on = "acme.product.template"

    direct = [("name", "title"), ("default_code", "article_number")]

    @changed_by("list_price")
    @mapping
    def price(self, record):
        return {"net_price": "%.2f" % record.list_price}

    @mapping
    def stock(self, record):
        return self.env["acme.stock"].levels(record)


class ProductExporter(Component):
    _name = "acme.product.exporter"
    _inherit = "acme.exporter"
    _apply_on = "acme.product.template"
