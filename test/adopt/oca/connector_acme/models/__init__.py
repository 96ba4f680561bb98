from . import acme_backend, acme_binding
from . import partner
from . import product
