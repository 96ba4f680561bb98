from odoo import models

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
