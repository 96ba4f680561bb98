from odoo import Command

from odoo.addons.generic_connector.tests.common import ConnectorCase

from .mock_server import MockServer, external_id
from .samples import sample


class ShopifyCase(ConnectorCase):
    """A backend that talks to a mock of Shopify on this machine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mock = MockServer()
        cls.addClassCleanup(cls.mock.stop)
        cls.backend = cls.env["shopify.backend"].create(
            {
                "name": "Test",
                "base_url": cls.mock.url,
                # Small pages, so that few records make several.
                "page_size": 3,
                # The mock takes as many as come.
                "requests_per_second": 1000,
                "shop_url": "my-shop.myshopify.com",
                "api_version": "2026-07",
                "api_key": "test-api-key",
                "webhook_secret": "test-webhook-secret",
            }
        )
        cls.map_location("7001", cls.backend.warehouse_id)

    def setUp(self):
        super().setUp()
        self.mock.reset()

    @classmethod
    def map_location(cls, key, place):
        """Say what a remote location is in Odoo."""
        cls.env["generic.mapping"].create(
            {
                "table_id": cls.backend._ensure_mapping_table("location").id,
                "external_key": key,
                "odoo_ref": f"{place._name},{place.id}",
            }
        )

    def add_samples(self, entity, count):
        """Put records into the mock and return them."""
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
