from . import connector_base_backend
