from . import (
    account_move,
    backend,
    category_binding,
    customer_binding,
    inventory_binding,
    item_binding,
    order_binding,
    order_line_binding,
    pricelist_binding,
    product_binding,
    variant_binding,
)
