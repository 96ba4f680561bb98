from odoo import fields, models


class DemoNote(models.Model):
    """A remark on an account."""

    _name = "demo.note"
    _description = "Demo Note"

    name = fields.Char(required=True)
