from functools import partial

from odoo import api, models, tools

try:
    from odoo.addons.queue_job.job import job
except ImportError:

    def job(**_options):
        return lambda method: method


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _register_hook(self):
        # A method that queue_job gives every model.
        self._patch_method("test_connection", self._patch_job_auto_delay("test_connection"))
        return super()._register_hook()

    @job(default_channel="root.demo")
    def pull(self):
        """Fetches what is new."""

    @api.autovacuum
    def _gc_demo(self):
        self.search([("name", "=", False)], limit=1).unlink()
        self.env.cr.commit()

    def _after_commit(self):
        self.write({"name": "Demo"})
        self.env.cr.commit()

    def prepare(self):
        """Does the rest once all is written."""
        self.env.cr.postcommit.add(partial(self._after_commit))

    def keep(self):
        """Keeps what the remote side knows already."""
        if not tools.config["test_enable"]:
            self.env.cr.commit()
