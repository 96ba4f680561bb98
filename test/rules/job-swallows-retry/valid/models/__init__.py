from . import demo_backend, demo_sync, res_partner
