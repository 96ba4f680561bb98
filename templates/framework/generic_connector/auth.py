"""Ways to authenticate, chosen by ``_auth["kind"]`` of the adapter.

Each is a function ``(config, fill) -> (headers, params)``: ``fill`` puts the
backend's fields into a template such as ``"{api_key}"``.
"""

import base64


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


AUTH_KINDS = {
    "header": _header,
    "bearer": _bearer,
    "basic": _basic,
    "query": _query,
    "none": _none,
}
