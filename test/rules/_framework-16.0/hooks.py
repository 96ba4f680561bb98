from odoo import SUPERUSER_ID, api

from odoo.addons.generic_connector.hooks import uninstall_connector


def uninstall_hook(cr, _registry):
    """Leave nothing behind: parents of the backends, queue jobs, shared rows."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    uninstall_connector(env, "demo.backend")
