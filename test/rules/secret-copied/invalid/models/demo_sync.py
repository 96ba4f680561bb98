from odoo import fields, models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    webhook_secret = fields.Char(groups="base.group_system")  # expect: secret-copied
