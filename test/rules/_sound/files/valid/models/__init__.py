from . import demo_backend, drivers, res_partner
