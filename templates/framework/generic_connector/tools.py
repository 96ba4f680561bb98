"""Small pure helpers: paths into payloads, digests, dates, delays, own cursors."""

import hashlib
import json
import math
import random
import re
import struct
from contextlib import contextmanager
from datetime import date, datetime, timezone
from email.utils import parsedate_to_datetime

from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from odoo import api
from odoo.tools import config

#: what ``dig`` returns where a path leads nowhere; ``None`` is a value of its own
MISSING = object()

_STEP = re.compile(r"\[([\w-]+)=([^\]]*)\]|([^.\[\]]+)|\[(\d*)\]")

#: how deep a payload may be nested; what lies deeper is left out
MAX_DEPTH = 100
#: what PostgreSQL cannot store: the NUL character, and halves of surrogate pairs
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
#: how JSON text writes them, and many that are fine
_SUSPECT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]|[^"\[\]{}]+', re.DOTALL)


def decode_json(raw):
    """Return decoded JSON that PostgreSQL can hold.

    NUL characters and halves of surrogate pairs are left out of texts, and what is
    nested deeper than ``MAX_DEPTH``: one bad record must not cost its page. Numbers
    of any length are read.

    :param bytes raw: the JSON
    :raise ValueError: when it is none
    """
    try:
        data = _load(raw)
    except RecursionError:
        data = _load(_flatten(raw.decode(errors="replace")).encode())
    return clean(data) if _SUSPECT.search(raw) else data


def _load(raw):
    try:
        return json.loads(raw)
    except UnicodeDecodeError:
        return json.loads(raw.decode(errors="replace"))
    except json.JSONDecodeError:
        raise
    except ValueError:
        # Python refuses to read integers of more than 4,300 digits.
        return json.loads(raw, parse_int=_load_int)


def _load_int(text):
    return int(text) if len(text) < 100 else float(text)


def _flatten(text):
    """Return JSON text without what is nested too deep."""
    parts, depth = [], 0
    for match in _BRACKETS.finditer(text):
        token = match.group()
        if token in "[{":
            depth += 1
            if depth == MAX_DEPTH:
                parts.append("null")
        if depth < MAX_DEPTH:
            parts.append(token)
        if token in "]}":
            depth -= 1
    return "".join(parts)


def clean(data, depth=0):
    """Return decoded JSON without what PostgreSQL cannot hold."""
    if isinstance(data, str):
        return _UNSTORABLE.sub("", data)
    if isinstance(data, (dict, list)) and depth == MAX_DEPTH:
        return None
    if isinstance(data, dict):
        return {clean(key): clean(item, depth + 1) for key, item in data.items()}
    if isinstance(data, list):
        return [clean(item, depth + 1) for item in data]
    return data


def clip(text, length=80):
    """Return a text as messages can hold it: short, and storable."""
    text = clean(str(text))
    return text if len(text) <= length else f"{text[:length]}…"


def brief(value):
    """Return any value as a short text, for messages."""
    return clip(repr(clean(value)))


def dig(data, path, default=None):
    """Follow a path into a payload; never raises.

    ``a.b`` goes into objects, ``a[0]`` into a list, ``a[].b`` collects ``b`` of every
    element into a list, ``a[c=d]`` is the first element whose ``c`` is the text d.

    :param data: decoded JSON
    :param str path: the path; empty means ``data`` itself
    :param default: returned where the path leads nowhere
    """
    if not path:
        return data
    steps = _STEP.findall(path)
    return _dig(data, steps, default)


def _dig(value, steps, default):
    for position, (key, wanted, name, index) in enumerate(steps):
        if key:
            value = _find(value, key, wanted)
            if value is MISSING:
                return default
        elif name:
            if not isinstance(value, dict) or name not in value:
                return default
            value = value[name]
        elif index:
            if not isinstance(value, list) or int(index) >= len(value):
                return default
            value = value[int(index)]
        else:
            if not isinstance(value, list):
                return default
            rest = steps[position + 1 :]
            collected = [_dig(element, rest, MISSING) for element in value]
            flat = []
            for element in collected:
                if element is MISSING:
                    continue
                if isinstance(element, list):
                    flat.extend(element)
                else:
                    flat.append(element)
            return flat
    return value


def _find(value, key, wanted):
    """Return the first object of a list that has a value, MISSING without one."""
    for element in value if isinstance(value, list) else ():
        found = element.get(key) if isinstance(element, dict) else None
        text = str(found).lower() if isinstance(found, bool) else str(found)
        if text == wanted:
            return element
    return MISSING


def bury(data, path, value):
    """Set a value at a path, making the objects on the way.

    ``a.b`` goes into objects, ``a[c=d]`` into the object of a list whose ``c`` is d.
    """
    *parents, last = path.split(".")
    for step in parents:
        name, _bracket, rest = step.partition("[")
        if not rest:
            data = data.setdefault(name, {})
            continue
        key, _equals, wanted = rest.removesuffix("]").partition("=")
        elements = data.setdefault(name, [])
        found = _find(elements, key, wanted)
        if found is MISSING:
            found = {key: wanted}
            elements.append(found)
        data = found
    data[last] = value


def meets(record, condition):
    """Tell whether a record meets a condition: ``{"path", "equals" or "in"}``.

    No condition is met by none.
    """
    if not condition:
        return False
    value = dig(record, condition["path"], MISSING)
    if "in" in condition:
        return value in condition["in"]
    return value == condition.get("equals")


def drop(data, path):
    """Remove what stands at a path: ``a.b``, or ``a[].b`` in every element."""
    step, _dot, rest = path.partition(".")
    name = step.removesuffix("[]")
    if not isinstance(data, dict) or name not in data:
        return
    if not rest:
        del data[name]
        return
    value = data[name]
    for element in value if isinstance(value, list) else [value]:
        drop(element, rest)


def fill(template, lookup):
    """Replace every ``{name}`` of a template by ``lookup(name)``, None by nothing."""

    def replace(match):
        value = lookup(match.group(1))
        return "" if value is None or value is False else str(value)

    return re.sub(r"\{([^{}]+)\}", replace, template)


def compose_id(record, paths):
    """Return the external id of a payload as text, or "" where it has none.

    :param paths: one path, or several whose values are joined with a colon
    """
    if isinstance(paths, str):
        paths = [paths]
    parts = [dig(record, path) for path in paths]
    if any(
        part is None or part == "" or isinstance(part, (dict, list)) for part in parts
    ):
        return ""
    return ":".join(str(part) for part in parts)


def digest(data):
    """Return a digest of a payload that does not depend on the order of its keys."""
    options = {"sort_keys": True, "separators": (",", ":"), "default": str}
    try:
        text = json.dumps(data, **options)
    except RecursionError:
        text = json.dumps(clean(data), **options)
    return hashlib.sha256(text.encode()).hexdigest()


def dump(data):
    """Return a payload as JSON for people; what is nested too deep is left out."""
    try:
        return json.dumps(data, indent=2, ensure_ascii=False)
    except RecursionError:
        return json.dumps(clean(data), indent=2, ensure_ascii=False)


def advisory_key(*parts):
    """Return the 64-bit key of a PostgreSQL advisory lock for these parts."""
    name = "|".join(str(part) for part in parts)
    return struct.unpack("q", hashlib.sha256(name.encode()).digest()[:8])[0]


def parse_datetime(value):
    """Return a naive UTC datetime from ISO 8601 text, or None.

    Text without an offset is taken as UTC.
    """
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)
    elif isinstance(value, str) and value.strip():
        text = value.strip().replace("Z", "+00:00").replace("z", "+00:00")
        # Offsets as +0200 and fractions of any length are valid ISO 8601, but
        # Python 3.10 reads neither.
        text = re.sub(r"([+-]\d{2})(\d{2})$", r"\1:\2", text)
        text = re.sub(
            r"\.(\d+)", lambda match: "." + match.group(1)[:6].ljust(6, "0"), text
        )
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
    else:
        return None
    if moment.tzinfo:
        try:
            moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
        except OverflowError:
            # The first and the last day of the calendar have no other zone.
            return None
    return moment.replace(microsecond=0)


def parse_number(value):
    """Return a number, or the text of one, as a float.

    :raise ValueError: when it is none that Odoo could calculate with
    """
    if isinstance(value, bool):
        raise ValueError("a Boolean")
    try:
        number = float(value)
    except (TypeError, OverflowError) as error:
        raise ValueError("no number") from error
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number


def parse_retry_after(value, now=None):
    """Return the seconds of a Retry-After header (number or HTTP date), or None."""
    if not value:
        return None
    if re.fullmatch(r"\s*-?\d+(\.\d+)?\s*", str(value)):
        return max(0.0, float(value))
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    now = now or datetime.now(timezone.utc)
    return max(0.0, (moment - now).total_seconds())


def backoff(attempt, base=0.25, limit=60.0):
    """Return the seconds to wait before a retry: exponential, with full jitter.

    :param int attempt: how many tries failed so far, from 1 on
    """
    return random.uniform(0, min(limit, base * 2**attempt))


def flatten_error(value):
    """Return a remote's error as one line, whatever shape it came in."""
    if value is None:
        return ""
    if isinstance(value, dict):
        parts = []
        for key, item in value.items():
            text = flatten_error(item)
            parts.append(f"{key}: {text}" if text else str(key))
        return "; ".join(parts)
    if isinstance(value, list):
        return ", ".join(filter(None, (flatten_error(item) for item in value)))
    return str(value)


def mask(text, secrets):
    """Replace every secret in a text by asterisks."""
    for secret in secrets:
        if secret and len(secret) > 3:
            text = text.replace(secret, "***")
    return text


def page_deadline():
    """Return the seconds that a page may take: well below ``limit_time_real``."""
    limit = config.get("limit_time_real") or 120
    return max(5.0, min(60.0, limit * 0.4)) if limit > 0 else 60.0


@contextmanager
def own_env(env):
    """Yield an environment on a cursor of its own, committed at the end.

    What is written here survives the rollback of the job. Two rules keep it from
    waiting for the very transaction that opened it: the rows written here are
    written by nobody else, and hold no foreign key to a row that jobs lock.
    The lock time-out is the safety net.
    """
    with env.registry.cursor() as cr:
        cr.execute("SET LOCAL lock_timeout = '5s'")
        yield api.Environment(cr, env.uid, {}, True)


@contextmanager
def own_cursor(env):
    """Yield a cursor of its own for rows that all workers write, committed at the end.

    It sees what others have committed meanwhile (READ COMMITTED): whoever waited for
    a row's lock reads what the last one left. A crash of the database may cost the
    last half second: nobody waits for the disk here.
    """
    with env.registry.cursor() as cr:
        # The cursors of tests are parts of a transaction that is at work.
        if cr.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE:
            cr.execute(
                "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"
                "SET LOCAL synchronous_commit = off;"
                "SET LOCAL lock_timeout = '5s'"
            )
        yield cr
