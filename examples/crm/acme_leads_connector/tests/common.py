from odoo import Command

from odoo.addons.generic_connector.tests.common import ConnectorCase

from .mock_server import MockServer, external_id
from .samples import sample

#: Entities whose records the samples of another one refer to, number by number.
REFERRED = {
    "lead": ["contact", "stage"],
    "project": ["contact"],
}


class AcmeLeadsCase(ConnectorCase):
    """A backend that talks to a mock of Acme Leads on this machine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mock = MockServer()
        cls.addClassCleanup(cls.mock.stop)
        cls.backend = cls.env["acme_leads.backend"].create(
            {
                "name": "Test",
                "base_url": cls.mock.url,
                # Small pages, so that few records make several.
                "page_size": 3,
                # The mock takes as many as come.
                "requests_per_second": 1000,
                "api_key": "test-api-key",
            }
        )

    def setUp(self):
        super().setUp()
        self.mock.reset()

    def add_samples(self, entity, count):
        """Put records into the mock and return them."""
        for other in REFERRED.get(entity, ()):
            self.add_samples(other, count)
        records = [sample(entity, number) for number in range(1, count + 1)]
        self.mock.add(entity, *records)
        return records

    def import_all(self, plural):
        """Import every record of an entity, changed or not."""
        self.backend._sync_entity(plural, full=True)
        self.run_jobs()

    def export(self, records):
        """Export records as the Action menu does; return the wizard."""
        wizard = (
            self.env["connector.export.wizard"]
            .with_context(active_model=records._name, active_ids=records.ids)
            .create({"backend_ids": [Command.set(self.backend.base_backend_id.ids)]})
        )
        wizard.action_export()
        self.run_jobs()
        return wizard

    def get_conflict(self, binding):
        """Return the open conflict of a binding, empty where there is none."""
        return self.env["generic.conflict"]._find_open(binding)

    def get_bindings(self, model):
        """Return all bindings of the backend, archived ones among them."""
        return (
            self.env[model]
            .with_context(active_test=False)
            .search([("backend_id", "=", self.backend.id)], order="id")
        )

    def get_binding(self, model, entity, record):
        """Return the binding of a remote record."""
        return self.get_bindings(model).filtered(
            lambda binding: binding.external_id == external_id(entity, record)
        )
