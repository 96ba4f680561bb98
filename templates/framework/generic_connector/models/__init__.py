from . import (
    generic_backend,
    generic_backend_health,
    generic_backend_mixin,
    generic_binding,
    generic_checkpoint,
    generic_dead_letter,
    generic_export_attempt,
    generic_order_backend_mixin,
    generic_run,
    generic_stock_binding,
    generic_webhook,
)
