import logging

from odoo import models

_logger = logging.getLogger(__name__)


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def action_greet(self):
        _logger.info("backend %s", self.name)


if __name__ == "__main__":
    print(__file__)
