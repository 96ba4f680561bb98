from . import demo_backend, pricelist, res_partner
