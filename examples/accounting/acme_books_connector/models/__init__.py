from . import (
    backend,
    bill_binding,
    invoice_binding,
    partner_binding,
    payment_binding,
    product_binding,
)
