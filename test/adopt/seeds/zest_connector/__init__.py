from . import models
from . import wizards
from . import components
from . import controllers
