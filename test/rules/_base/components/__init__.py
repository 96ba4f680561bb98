from . import adapter, binder, core, exporter, importer, mapper
