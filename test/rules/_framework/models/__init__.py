from . import backend, contact_binding
