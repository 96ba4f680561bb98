from . import compatible, demo_backend, res_partner
