def post_init_hook(env):
    """Give each contact of old a place in the queue."""
    env.cr.execute("UPDATE res_partner SET active = active")
