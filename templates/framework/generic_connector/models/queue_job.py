from datetime import timedelta

from odoo import fields, models

#: what PostgreSQL's client raises on a connection that is gone
CONNECTION_LOST = frozenset(
    (
        "psycopg2.InterfaceError",
        "psycopg2.OperationalError",
        "psycopg2.errors.AdminShutdown",
        "psycopg2.errors.CrashShutdown",
    )
)
#: seconds after which such a job runs again
PAUSE = 10


class QueueJob(models.Model):
    _inherit = "queue.job"

    def write(self, vals):
        """Put a connector's job back when it lost the database, as after a restart.

        The queue fails it, whatever the job itself says: on a dead connection even
        giving up raises an error. Its work is rolled back, so it may run again.
        """
        if vals.get("state") == "failed" and vals.get("exc_name") in CONNECTION_LOST:
            limit = vals.get("max_retries")
            if self._is_of_connector() and not (limit and vals["retry"] >= limit):
                vals = {
                    **vals,
                    "state": "pending",
                    "eta": fields.Datetime.now() + timedelta(seconds=PAUSE),
                    "result": vals.get("exc_message") or vals["exc_name"],
                    "exc_name": False,
                    "exc_message": False,
                    "exc_info": False,
                }
        return super().write(vals)

    def _is_of_connector(self):
        """Tell whether these are jobs of a generated connector."""
        return all(
            (job.identity_key or "").startswith("generic.backend:") for job in self
        )
