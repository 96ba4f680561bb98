from . import demo_backend, demo_tools, res_partner
