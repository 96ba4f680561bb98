import logging

from odoo import models
from odoo.exceptions import ValidationError

_logger = logging.getLogger(__name__)


class DemoBackend(models.Model):
    _inherit = "demo.backend"

    def _rename(self, name):
        try:
            with self.env.cr.savepoint():
                self.write({"name": name})
        except ValidationError:
            _logger.warning("backend %s keeps its name", self.id)
