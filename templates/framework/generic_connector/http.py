"""The HTTP session of a unit of work."""

import ipaddress
import socket
import threading
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter


def is_loopback(hostname):
    """Tell whether a host name is this machine."""
    if hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(hostname or "").is_loopback
    except ValueError:
        return False


def origin(url):
    """Return (scheme, host, port) of a URL, default ports filled in."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), port


class TimeoutAdapter(HTTPAdapter):
    """A transport on which no request goes out without its time-outs.

    They are set here and not handed through ``Session.send``: Odoo's tests compare
    that argument with a number and fail on the pair (connect, read).
    """

    def __init__(self, timeout):
        self.timeout = timeout
        super().__init__()

    def send(self, request, **kwargs):
        kwargs["timeout"] = self.timeout
        return super().send(request, **kwargs)


class HttpSession:
    """Opens one ``requests`` session when it is first needed, and closes it.

    It lives as long as the unit of work (``backend.work_on``) that it belongs to.
    The adapter of ``backend.get_adapter`` outlives every block: its session lives
    as long as the adapter, or until its ``close()``.
    """

    def __init__(self):
        self._session = None
        #: whether a request went out already
        self.begun = False
        #: key -> answer of what was read, None where it is not kept
        self.answers = None
        #: those of the try before
        self.replay = {}
        #: whether one of them was used
        self.is_replayed = False

    def get(self, base_url, timeout):
        """Return the open session.

        :param str base_url: root of the API
        :param tuple timeout: seconds to connect and to read, until it is asked for
            the next time
        """
        if self._session is None:
            session = requests.Session()
            session.mount("https://", TimeoutAdapter(timeout))
            session.mount("http://", TimeoutAdapter(timeout))
            # An auth of our own keeps requests from taking one out of ~/.netrc.
            session.auth = _leave_alone
            # A proxy from the environment cannot reach this machine's loopback.
            session.trust_env = not is_loopback(urlsplit(base_url).hostname)
            self._session = session
        for transport in self._session.adapters.values():
            transport.timeout = timeout
        return self._session

    def recall(self, key):
        """Return the answer that an earlier try had to a request, None without one."""
        answer = self.replay.pop(key, None) if self.answers is not None else None
        if answer is not None:
            self.is_replayed = True
            self.answers[key] = answer
        return answer

    def close(self):
        """Close the connections; the next request opens new ones."""
        if self._session is not None:
            self._session.close()
            self._session = None


@contextmanager
def time_limit(response, seconds):
    """Hang up on a remote that is still sending after some seconds.

    Time-outs between two packets do not end an answer that comes a byte at a time.

    :return: an event that is set when it was hung up on
    """
    connection = getattr(response.raw, "connection", None)
    sock = getattr(connection, "sock", None)

    is_over = threading.Event()

    def hang_up():
        is_over.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0, seconds), hang_up)
    timer.daemon = True
    if sock is not None:
        timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()


def _leave_alone(request):
    return request
