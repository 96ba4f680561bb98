from . import dead_letter_ignore
from . import sync_wizard
