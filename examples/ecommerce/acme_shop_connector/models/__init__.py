from . import (
    backend,
    customer_binding,
    order_binding,
    order_line_binding,
    product_binding,
    variant_binding,
)
