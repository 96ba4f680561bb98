from . import demo_backend, demo_payment, parser, res_partner
