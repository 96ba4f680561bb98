from . import adapter, binder, exporter, importer, listener, mapper
