def post_init_hook(cr, registry):  # expect: model-hook-signature
    """Give each contact of old a place in the queue."""
    cr.execute("UPDATE res_partner SET active = active")
