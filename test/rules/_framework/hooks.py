from odoo.addons.generic_connector.hooks import uninstall_connector


def uninstall_hook(env):
    """Leave nothing behind: parents of the backends, queue jobs, shared rows."""
    uninstall_connector(env, "demo.backend")
