from . import demo_backend, demo_stock, res_partner
