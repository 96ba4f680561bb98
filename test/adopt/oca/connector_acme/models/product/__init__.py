from . import common, exporter
