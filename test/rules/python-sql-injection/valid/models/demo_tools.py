from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _count_named(self, name):
        self.env.cr.execute("SELECT count(*) FROM res_partner WHERE name = %s", (name,))
        return self.env.cr.fetchone()[0]

    def _unseen(self, query, params):
        self.env.cr.execute(
            f"SELECT id FROM demo_order WHERE id NOT IN ({query}) LIMIT %s",
            (*params, 100),
        )
        return self.env.cr.fetchall()
