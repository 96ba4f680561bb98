# Components before models: the order does not matter, but that is how we had it.
from . import components
from . import models
