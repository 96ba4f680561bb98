from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AcmeShopCase


@tagged("post_install", "-at_install")
class TestSync(AcmeShopCase):
    def get_runs(self):
        """Return the imports of the backend in the order of their start."""
        return self.env["generic.run"].search(
            [("backend_id", "=", self.backend.generic_backend_id.id)], order="id"
        )

    def test_import_all(self):
        """One run per entity, those that others depend on first."""
        self.backend.action_sync_all()
        self.run_jobs()
        runs = self.get_runs()
        self.assertEqual(
            runs.mapped("binding_model"),
            [
                "acme_shop.res.partner",
                "acme_shop.product.category",
                "acme_shop.product.template",
                "acme_shop.product.pricelist",
                "acme_shop.stock.level",
                "acme_shop.sale.order",
            ],
        )
        self.assertEqual(set(runs.mapped("state")), {"done"})

    def test_wizard(self):
        """The wizard starts what was chosen, and nothing else."""
        wizard = self.env["acme_shop.sync.wizard"].create(
            {
                "backend_id": self.backend.id,
                "mode": "all",
                "sync_categories": False,
                "sync_products": False,
                "sync_pricelists": False,
                "sync_inventory": False,
                "sync_orders": False,
            }
        )
        wizard.action_sync()
        self.run_jobs()
        self.assertEqual(
            self.get_runs().mapped("binding_model"), ["acme_shop.res.partner"]
        )

    def test_wizard_while_an_import_runs(self):
        """Whoever wants something else than the import that runs is told so."""
        entity = next(iter(self.backend._sync_entities))
        self.backend._sync_entity(entity)
        self.backend._sync_entity(entity)
        self.assertEqual(len(self.get_runs()), 1)
        with self.assertRaises(UserError):
            self.backend._sync_entity(entity, force=True)
        self.run_jobs()

    def test_scheduled_actions(self):
        """They are shipped inactive, and start an import when they run."""
        cron = self.env.ref("acme_shop_connector.ir_cron_acme_shop_sync_customers")
        self.assertFalse(cron.active)
        cron.method_direct_trigger()
        self.run_jobs()
        self.assertIn("acme_shop.res.partner", self.get_runs().mapped("binding_model"))
