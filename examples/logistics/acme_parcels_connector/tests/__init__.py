from . import (
    test_connection,
    test_delivery,
    test_mappings,
    test_partner,
    test_product,
    test_stock,
    test_sync,
)
