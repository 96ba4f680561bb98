from . import demo_backend, demo_payment, res_partner
