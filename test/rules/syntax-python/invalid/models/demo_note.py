from odoo import fields, models


class ResPartner(models.Model)  # expect: syntax-python
    """Remarks of the accounts."""

    _inherit = "res.partner"

    demo_note = fields.Char(help="What Demo says of the contact.")
