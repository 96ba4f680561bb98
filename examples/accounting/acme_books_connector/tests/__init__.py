from . import (
    test_bill,
    test_connection,
    test_invoice,
    test_mappings,
    test_partner,
    test_payment,
    test_product,
    test_sync,
)
