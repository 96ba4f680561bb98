from . import components, models, wizards
from .hooks import uninstall_hook
