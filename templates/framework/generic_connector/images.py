"""Pictures from addresses that an external system names.

Such an address is somebody else's word: followed blindly it would let a payload make
this server ask its own network. Only https is spoken, no address that is not public,
checked after the name was resolved and at every redirect, and the connection goes to
the address that was checked. Size and time are limited, and what comes has to be a
picture.
"""

import ipaddress
import socket
import time
from urllib.parse import urljoin, urlsplit

import certifi
import urllib3

MAX_SIZE = 10 * 1024 * 1024
MAX_SECONDS = 30
MAX_REDIRECTS = 3
CHUNK = 64 * 1024

#: first bytes of what Odoo shows; SVG is left out, it can hold scripts
SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")


class ImageError(Exception):
    """A picture that is not to be had.

    :param int status: HTTP status, 0 without an answer
    """

    def __init__(self, message, status=0):
        super().__init__(message)
        self.status = status


class ImageRefusedError(ImageError):
    """An address that is not followed, or no picture behind it."""


class ImageUnavailableError(ImageError):
    """The picture cannot be had now: network, time-out, 408, 425, 429, 5xx."""


def fetch_image(url, trusted=()):
    """Return the bytes of the picture at an address.

    :param str url: as the external system sends it
    :param trusted: hosts (``name`` or ``name:port``) that may be private, and may
        speak http
    :raise ImageRefusedError: for what will not become better
    :raise ImageUnavailableError: for what may
    """
    deadline = time.monotonic() + MAX_SECONDS
    for _hop in range(MAX_REDIRECTS + 1):
        response, url = _open(url, trusted, deadline)
        try:
            if response.status in (301, 302, 303, 307, 308):
                url = urljoin(url, response.headers.get("Location") or "")
                continue
            if response.status in (408, 425, 429) or response.status >= 500:
                raise ImageUnavailableError(
                    f"{url}: HTTP {response.status}", response.status
                )
            if response.status != 200:
                raise ImageRefusedError(
                    f"{url}: HTTP {response.status}", response.status
                )
            return _read(url, response, deadline)
        finally:
            response.close()
    raise ImageRefusedError(f"{url}: more than {MAX_REDIRECTS} redirects")


def _open(url, trusted, deadline):
    """Return (response with its body unread, URL)."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise ImageRefusedError(f"{url}: {error}") from error
    host = parts.hostname or ""
    is_trusted = host in trusted or f"{host}:{port}" in trusted
    if parts.scheme != "https" and not (is_trusted and parts.scheme == "http"):
        raise ImageRefusedError(f"{url}: only https is fetched")
    if not host or parts.username or parts.password:
        raise ImageRefusedError(f"{url}: no address of a picture")
    address = _resolve(url, host, port, is_trusted)
    timeout = urllib3.Timeout(total=max(1.0, deadline - time.monotonic()))
    options = {"timeout": timeout, "retries": False, "maxsize": 1}
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address,
            port,
            cert_reqs="CERT_REQUIRED",
            ca_certs=certifi.where(),
            server_hostname=host,
            assert_hostname=host,
            **options,
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port, **options)
    target = parts.path or "/"
    if parts.query:
        target = f"{target}?{parts.query}"
    try:
        response = pool.urlopen(
            "GET",
            target,
            headers={"Host": parts.netloc, "Accept": "image/*"},
            redirect=False,
            assert_same_host=False,
            preload_content=False,
        )
    except urllib3.exceptions.HTTPError as error:
        raise ImageUnavailableError(f"{url}: {error}") from error
    return response, url


def _resolve(url, host, port, is_trusted):
    """Return the address to connect to; every one of the name has to be public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ImageUnavailableError(f"{url}: {error}") from error
    addresses = [entry[4][0] for entry in found]
    for address in addresses:
        ip = ipaddress.ip_address(address.split("%")[0])
        ip = getattr(ip, "ipv4_mapped", None) or ip
        if not is_trusted and (not ip.is_global or ip.is_multicast):
            raise ImageRefusedError(f"{url}: {address} is no public address")
    return addresses[0]


def _read(url, response, deadline):
    """Return the body, as far as it is a picture within the limits."""
    content = bytearray()
    try:
        for chunk in response.stream(CHUNK, decode_content=False):
            content += chunk
            if len(content) > MAX_SIZE:
                raise ImageRefusedError(f"{url}: more than {MAX_SIZE} bytes")
            if time.monotonic() > deadline:
                raise ImageUnavailableError(f"{url}: more than {MAX_SECONDS} seconds")
    except urllib3.exceptions.HTTPError as error:
        raise ImageUnavailableError(f"{url}: {error}") from error
    body = bytes(content)
    is_webp = body[:4] == b"RIFF" and body[8:12] == b"WEBP"
    if not is_webp and not body.startswith(SIGNATURES):
        raise ImageRefusedError(f"{url}: no picture (PNG, JPEG, GIF or WebP)")
    return body
