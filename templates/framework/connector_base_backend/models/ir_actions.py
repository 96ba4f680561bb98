from odoo import api, models


class IrActionsActions(models.Model):
    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        """Show "Export to Connectors" once, however many addons bring it.

        Each connector ships the action for the models that it exports.
        """
        bindings = super().get_bindings(model_name)
        if not bindings.get("action"):
            return bindings
        exports = (
            self.env["ir.actions.act_window"]
            .sudo()
            .search(
                [
                    ("id", "in", [action["id"] for action in bindings["action"]]),
                    ("res_model", "=", "connector.export.wizard"),
                ]
            )
        )
        repeats = set(exports.sorted("id")[1:].ids)
        if not repeats:
            return bindings
        actions = [item for item in bindings["action"] if item["id"] not in repeats]
        return {**bindings, "action": actions}
