from . import demo_backend, res_partner
