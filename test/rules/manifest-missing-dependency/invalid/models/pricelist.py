from odoo.addons.sale.models.sale_order import SaleOrder  # expect: manifest-missing-dependency


def is_order(record):
    return isinstance(record, SaleOrder)
