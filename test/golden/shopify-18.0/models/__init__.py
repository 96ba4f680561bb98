from . import (
    account_move,
    address_binding,
    backend,
    customer_binding,
    fulfillment_binding,
    inventory_binding,
    order_binding,
    order_line_binding,
    product_binding,
    variant_binding,
)
