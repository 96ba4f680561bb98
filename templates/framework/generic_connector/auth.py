"""Ways to authenticate, chosen by ``_auth["kind"]`` of the adapter.

Each is a function ``(config, fill) -> (headers, params)``: ``fill`` puts the
backend's fields into a template such as ``"{api_key}"``. Those in ``SIGNERS`` sign
each request as it goes out: ``(config, fill, method, url, params)``.
"""

import base64
import hashlib
import hmac
import secrets
import time
from urllib.parse import parse_qsl, quote, urlsplit

#: hash of an OAuth 1.0 signature method
_OAUTH1_HASHES = {"HMAC-SHA256": hashlib.sha256, "HMAC-SHA1": hashlib.sha1}
_DEFAULT_PORTS = {"http": 80, "https": 443}


def _header(config, fill):
    return {config["header"]: fill(config["value"])}, {}


def _bearer(config, fill):
    return {"Authorization": f"Bearer {fill(config['token'])}"}, {}


def _basic(config, fill):
    pair = f"{fill(config['username'])}:{fill(config['password'])}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}, {}


def _query(config, fill):
    return {}, {name: fill(value) for name, value in config["params"].items()}


def _none(_config, _fill):
    return {}, {}


def _escape(text):
    """Percent-encode as RFC 3986 wants it: only the unreserved characters stay."""
    return quote(str(text), safe="~")


def _oauth1(config, fill, method, url, params):
    """Sign a request as RFC 5849 says, with a time and a nonce of its own.

    The secret itself is never sent. All parameters of the address are signed.
    """
    algorithm = config.get("signature_method", "HMAC-SHA256")
    protocol = {
        "oauth_consumer_key": fill(config["consumer_key"]),
        "oauth_nonce": secrets.token_hex(16),
        "oauth_signature_method": algorithm,
        "oauth_timestamp": str(int(time.time())),
    }
    if config.get("token"):
        protocol["oauth_token"] = fill(config["token"])
    parts = urlsplit(url)
    signed = parse_qsl(parts.query, keep_blank_values=True)
    for name, value in {**params, **protocol}.items():
        values = value if isinstance(value, list | tuple) else [value]
        signed.extend((name, item) for item in values if item is not None)
    pairs = sorted((_escape(name), _escape(value)) for name, value in signed)
    host = (parts.hostname or "").lower()
    if parts.port and parts.port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{parts.port}"
    base = "&".join(
        (
            method.upper(),
            _escape(f"{parts.scheme.lower()}://{host}{parts.path or '/'}"),
            _escape("&".join(f"{name}={value}" for name, value in pairs)),
        )
    )
    token_secret = fill(config.get("token_secret") or "")
    key = f"{_escape(fill(config['consumer_secret']))}&{_escape(token_secret)}"
    digest = hmac.new(key.encode(), base.encode(), _OAUTH1_HASHES[algorithm]).digest()
    protocol["oauth_signature"] = base64.b64encode(digest).decode()
    if config.get("placement") == "query":
        return {}, protocol
    if config.get("realm"):
        protocol = {"realm": config["realm"], **protocol}
    listed = ", ".join(f'{name}="{_escape(item)}"' for name, item in protocol.items())
    return {"Authorization": f"OAuth {listed}"}, {}


AUTH_KINDS = {
    "header": _header,
    "bearer": _bearer,
    "basic": _basic,
    "query": _query,
    "none": _none,
    # Nothing that stays the same: see SIGNERS.
    "oauth1": _none,
}

SIGNERS = {"oauth1": _oauth1}
