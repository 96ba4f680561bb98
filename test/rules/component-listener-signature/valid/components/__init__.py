from . import adapter, binder, core, exporter, importer, listener, mapper
