from odoo import fields, models


class GenericDeadLetterIgnore(models.TransientModel):
    """Asks why dead letters are not worth another try."""

    _name = "generic.dead.letter.ignore"
    _description = "Ignore Dead Letters"

    reason = fields.Char(required=True)

    def action_ignore(self):
        """Close the selected dead letters with this reason."""
        self.ensure_one()
        letters = self.env["generic.dead.letter"].browse(
            self.env.context.get("active_ids") or []
        )
        letters._ignore(self.reason)
        return {"type": "ir.actions.act_window_close"}
