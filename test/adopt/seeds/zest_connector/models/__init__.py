from . import backend
from . import adapter
from . import product_binding
from . import order_binding
