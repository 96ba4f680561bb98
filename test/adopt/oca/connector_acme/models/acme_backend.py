import logging

from odoo import fields, models

_logger = logging.getLogger(__name__)


class AcmeBackend(models.Model):
    _name = "acme.backend"
    _description = "Acme Backend"
    _inherit = "connector.backend"

    name = fields.Char(required=True)
    location = fields.Char(
        string="Address", required=True, help="Root of the shop, with https://"
    )
    token = fields.Char(string="API Token", required=True)
    version = fields.Selection([("v1", "Version 1"), ("v2", "Version 2")], default="v2")
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    import_partners_from = fields.Datetime()

    def action_import_partners(self):
        for backend in self:
            backend.env["acme.res.partner"].with_delay().import_batch(backend)
            backend.import_partners_from = fields.Datetime.now()
        return True
