from odoo.tests import tagged

from .common import AcmeParcelsCase


@tagged("post_install", "-at_install")
class TestConnection(AcmeParcelsCase):
    def test_good_credentials(self):
        """The connection test says so, and who answered."""
        action = self.backend.action_test_connection()
        self.assertEqual(action["params"]["type"], "success")
        self.assertEqual(self.backend.connection_state, "connected")

    def test_wrong_credentials(self):
        """A refusal is shown, and nothing more is sent until it works again."""
        self.backend.api_key = "wrong"
        with self.assertLogs("odoo.addons.generic_connector", "ERROR"):
            action = self.backend.action_test_connection()
        self.assertEqual(action["params"]["type"], "danger")
        self.assertNotIn("wrong", action["params"]["message"])
        self.assertEqual(self.backend.connection_state, "suspended")
        self.backend.action_sync_all()
        self.run_jobs()
        self.assertFalse(self.mock.calls)
        self.backend.api_key = "test-api-key"
        self.backend.action_test_connection()
        self.assertEqual(self.backend.connection_state, "connected")
