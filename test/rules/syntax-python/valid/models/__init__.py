from . import demo_backend, demo_note, res_partner
