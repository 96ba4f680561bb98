"""What can go wrong between Odoo and an external system, and what it means.

Two families: what may work later (a ``RetryableJobError``: the job is put back) and
what will not (everything else: a failed run, a dead letter, a message to the user).
"""

from odoo.addons.connector.exception import (
    ConnectorException,
    IDMissingInBackend,
    MappingError,
    NetworkRetryableError,
)
from odoo.addons.queue_job.exception import RetryableJobError


class RemoteRetryableError(NetworkRetryableError):
    """The network or the remote failed in a way that may heal by itself.

    :param int status: HTTP status, or None
    """

    def __init__(self, message, seconds=None, ignore_retry=False, status=None):
        super().__init__(message, seconds=seconds, ignore_retry=ignore_retry)
        self.status = status


class GateError(RemoteRetryableError):
    """A request that has to wait: nothing was sent, and no try of the job is used up.

    :param float seconds: how long
    """

    def __init__(self, message, seconds=None, status=None):
        super().__init__(message, seconds=seconds, ignore_retry=True, status=status)


class BreakerOpenError(GateError):
    """The remote failed too often in a row: it is left alone for a while."""


class RateLimitError(GateError):
    """Requests would come too fast, or came too fast (429, then ``status`` says so)."""


class OutcomeUnknownError(RemoteRetryableError):
    """A write was sent and its answer never came: it may have happened or not.

    The job is retried, but whoever retries has to look the record up first.
    """


class ConcurrentImportError(RetryableJobError):
    """Another job works on the same record; this one takes its turn later."""

    def __init__(self, message, seconds=2):
        super().__init__(message, seconds=seconds, ignore_retry=True)


class NotExportedError(RetryableJobError):
    """What a record refers to has no external id yet; its export is on its way."""

    def __init__(self, message):
        super().__init__(message, seconds=15)


class RemoteError(ConnectorException):
    """The remote refused a request, or answered what nobody can read.

    :param str message: the remote's own words where it had any, secrets masked
    :param int status: HTTP status, or None
    """

    def __init__(self, message, status=None):
        super().__init__(message)
        self.status = status


class UnsettledError(RemoteError):
    """A create may have happened or not, and there is no way to find out."""


class AuthenticationError(RemoteError):
    """The remote refuses the credentials (401, 403): the backend is suspended."""


class MissingRecordError(RemoteError, IDMissingInBackend):
    """The record does not exist in the external system (404, 410)."""


class BackendSuspendedError(ConnectorException):
    """The backend is suspended: nothing is sent until somebody tests it again."""

    def put_back(self):
        """Return the error by which a job waits until the connection works again."""
        return RetryableJobError(str(self), seconds=600, ignore_retry=True)


class WorkerLostError(ConnectorException):
    """The worker was killed again and again: nobody tries it once more."""


class ConfigurationError(ConnectorException):
    """The backend or the connector is set up in a way that cannot work."""


class UnmappedValueError(MappingError):
    """An external value that nobody has mapped, and that may not be left out.

    :param str table: name of the mapping table
    :param str key: the external key
    """

    def __init__(self, message, table, key):
        super().__init__(message)
        self.table = table
        self.key = key


class AmbiguousMatchError(ConnectorException):
    """Several Odoo records match one external record, and the policy is to fail."""


class DocumentTotalError(ConnectorException):
    """The total of an imported order or invoice is not the remote one."""


class OrderCancelError(ConnectorException):
    """A cancelled order cannot be cancelled here: it is delivered or invoiced."""


class PostedDocumentError(ConnectorException):
    """An external document differs from a posted one, which is not rewritten."""


class RecordErrors(ConnectorException):
    """Some records of a batch cannot be imported, and it is known which.

    :param dict errors: external id -> what is wrong with it
    """

    def __init__(self, errors):
        super().__init__("; ".join(str(error) for error in errors.values()))
        self.errors = errors


class InvalidPayloadError(ConnectorException):
    """A record must not be sent as it is.

    :param list errors: everything that is wrong with it, one sentence each
    """

    def __init__(self, errors):
        super().__init__("\n".join(errors))
        self.errors = errors
