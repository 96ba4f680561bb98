from . import demo_backend, demo_order, res_partner
