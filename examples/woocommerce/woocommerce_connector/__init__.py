from . import components, controllers, models, wizards
from .hooks import uninstall_hook
