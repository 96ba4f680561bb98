from . import mapper
from . import importer
from . import exporter
