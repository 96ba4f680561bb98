from odoo import models


class DemoStockMixin(models.AbstractModel):
    """What the bindings with a stock share."""

    _name = "demo.stock.mixin"
    _description = "Demo Stock"

    def export_stock(self):
        """Export the stock of one record; a job."""
        return self.display_name


class DemoResPartner(models.Model):
    _name = "demo.res.partner"
    _inherit = ["demo.res.partner", "demo.stock.mixin"]
