from . import test_connection, test_delivery, test_partner, test_product, test_sync
