def pre_init_hook(cr):
    cr.execute("ALTER TABLE res_partner ADD COLUMN IF NOT EXISTS demo_code varchar")


def post_init_hook(cr, registry):
    pass


def uninstall_hook(cr, registry):
    pass
