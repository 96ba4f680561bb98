from . import dead_letter_ignore, sync_wizard
