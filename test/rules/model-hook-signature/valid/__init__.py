from . import components, models
from .hooks import post_init_hook
