from . import (
    account_move,
    backend,
    category_binding,
    customer_binding,
    delivery_binding,
    inventory_binding,
    order_binding,
    order_line_binding,
    product_binding,
    variant_binding,
)
