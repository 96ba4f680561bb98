from odoo import models


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_check(self):
        for backend in self:
            backend._check()
        return True

    def _check(self):
        with self.env.registry.cursor() as cr:
            cr.execute("UPDATE demo_backend SET write_date = now()")
            cr.commit()
        return self.base_url

    def action_send(self):
        self._check()
        if self._can_commit():
            self.env.cr.commit()

    def _can_commit(self):
        return True
