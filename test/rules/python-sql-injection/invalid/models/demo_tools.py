from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _count_named(self, name):
        self.env.cr.execute(
            f"SELECT count(*) FROM res_partner WHERE name = '{name}'"  # expect: python-sql-injection
        )
        return self.env.cr.fetchone()[0]
