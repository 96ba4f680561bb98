from . import (
    test_category,
    test_connection,
    test_customer,
    test_inventory,
    test_mappings,
    test_order,
    test_order_export,
    test_order_refunds,
    test_pricelist,
    test_product,
    test_sync,
    test_webhook,
)
