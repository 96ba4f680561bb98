from . import backend, delivery_binding, partner_binding, product_binding, stock_binding
