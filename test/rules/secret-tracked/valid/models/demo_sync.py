from odoo import fields, models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    webhook_secret = fields.Char(copy=False, groups="base.group_system")
