"""What both sides of a binding held when they were synchronised last: its base.

A base is ``{field: (what Odoo held, what the external system said)}``. The two may
differ: Odoo cleans texts and rounds numbers. Each side is compared with itself only.
"""

import hashlib
import json

from odoo.fields import Command
from odoo.tools import html2plaintext

from .tools import MISSING, clip

#: characters of a value that a base keeps; of longer ones it keeps a digest
MAX_KEPT = 200
#: characters of a value that people are shown
MAX_SHOWN = 2000
#: a side that equals nothing: it counts as changed
UNKNOWN = {}

_NUMBERS = ("float", "monetary")
_MULTI = ("one2many", "many2many")


def freeze(record, name):
    """Return what a record holds in a field as a base keeps it, None for nothing."""
    field, value = record._fields[name], record[name]
    if field.type in _MULTI:
        return sorted(value.ids)
    if field.type == "many2one":
        return value.id or None
    return _freeze(field, value)


def freeze_value(field, value):
    """Return a value that an import would write as a base keeps it.

    :return: ``MISSING`` for commands that do more than to set a relation
    """
    if field.type not in _MULTI:
        return _freeze(field, value)
    if not value:
        return []
    if len(value) != 1 or value[0][0] != Command.SET:
        return MISSING
    return sorted(value[0][2])


def _freeze(field, value):
    if field.type in _NUMBERS:
        return round(float(value or 0.0), 6)
    if field.type == "integer":
        return int(value or 0)
    if field.type == "boolean":
        return bool(value)
    if value in (None, False, ""):
        return None
    if field.type == "many2one":
        return int(value)
    text = str(value)
    if len(text) <= MAX_KEPT:
        return text
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def is_nothing(frozen):
    """Tell whether a side holds nothing; 0 and False are something."""
    return frozen is None or frozen == []


def load_base(text):
    """Return a base from the text that a binding keeps it as."""
    sides = json.loads(text) if text else {}
    return {name: (values[0], values[-1]) for name, values in sides.items()}


def dump_base(base):
    """Return a base as the text that a binding keeps it as."""
    return json.dumps(
        {
            name: [odoo] if odoo == external else [odoo, external]
            for name, (odoo, external) in base.items()
        },
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def explain(record, name, value=MISSING):
    """Return what a record holds, or what an import would write, for people."""
    field = record._fields[name]
    if value is MISSING:
        value = record[name]
    else:
        value = field.convert_to_record(field.convert_to_cache(value, record), record)
    if field.relational:
        return ", ".join(value.mapped("display_name"))
    if field.type == "selection":
        labels = dict(field._description_selection(record.env))
        return str(labels.get(value, value or ""))
    if field.type == "html":
        return clip(html2plaintext(value or ""), MAX_SHOWN)
    if value in (None, False, "") and field.type not in (
        *_NUMBERS,
        "integer",
        "boolean",
    ):
        return ""
    return clip(value, MAX_SHOWN)
