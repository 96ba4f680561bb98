import copy

from odoo.addons.component.core import AbstractComponent

from ..tools import bury, compose_id, dig, drop


class GenericPartnerExporter(AbstractComponent):
    """Exports contacts, and their address where that is a record of its own.

    A new contact brings its address along, as the only one of its list. That of a known
    contact is written by a request of its own.
    """

    _name = "generic.partner.exporter"
    _inherit = "generic.binding.exporter"

    #: {"path": place of the main address, "list": place of all addresses, "entity":
    #: whose endpoints write one, "id"}; empty where it is written with the contact
    _address = {}

    def _split_address(self, payload):
        """Return a payload without its address, and the address; None where it is empty."""
        address = dig(payload, self._address["path"]) or {}
        payload = copy.deepcopy(payload)
        drop(payload, self._address["path"])
        return payload, address if any(address.values()) else None

    def _send_create(self, payload, key):
        if self._address:
            payload, address = self._split_address(payload)
            if address:
                bury(payload, self._address["list"], [address])
        return super()._send_create(payload, key)

    def _update(self, binding, payload):
        if not self._address:
            return super()._update(binding, payload)
        payload, address = self._split_address(payload)
        contact = super()._update(binding, payload)
        if address:
            self._update_address(binding, contact, address)
        return contact

    def _update_address(self, binding, contact, address):
        """Write the address of a known contact, if it is another one.

        :param dict contact: as the system answered the update of the contact
        :param dict address: what is exported of the address
        """
        known = dig(contact, self._address["path"])
        known = known if isinstance(known, dict) else {}
        if all(
            (known.get(name) or None) == (value or None)
            for name, value in address.items()
        ):
            return
        entity = self._address["entity"]
        address_id = compose_id(known, self._address["id"])
        parent = {"parent_id": binding.external_id}
        if address_id:
            self.backend_adapter._update(entity, address_id, address, **parent)
        else:
            self.backend_adapter._create(entity, address, **parent)
        bury(contact, self._address["path"], {**known, **address})
