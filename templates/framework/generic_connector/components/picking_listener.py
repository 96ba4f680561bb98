from odoo.addons.component.core import AbstractComponent


class GenericPickingListener(AbstractComponent):
    """Exports transfers when they get ready, or deliveries when they are done.

    What makes them so may well be an import: an order that is confirmed as it comes
    in, a warehouse that says what it shipped. Only a transfer that is linked has no
    news for the system that the import came from.
    """

    _name = "generic.picking.listener"
    _inherit = "generic.export.listener"

    def _is_heard(self, record):
        if super()._is_heard(record):
            return True
        if record.env.context.get("install_mode"):
            return False
        picking = record.picking_id if record._name == "stock.move" else record
        bindings = record.env[self._binding_model].sudo()
        return not bindings.search_count([("odoo_id", "in", picking.ids)])
