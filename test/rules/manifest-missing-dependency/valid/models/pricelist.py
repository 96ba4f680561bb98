from odoo.addons.sale.models.sale_order import SaleOrder


def is_order(record):
    return isinstance(record, SaleOrder)
