"""Mappers, and the modifiers that say how a value gets from one side to the other.

A modifier is what OCA's ``direct`` takes: a callable ``(mapper, record, to_attr)``.
Those for imports take a path into the payload (``"a.b[0].c"``) or another modifier, so
they can be put into one another: ``iso8601(first("processed_at", "created_at"))``. A
path that leads nowhere gives the field's empty value; 0, "" and False are values and
stay what they are.
"""

from datetime import datetime, timedelta

from odoo.tools import html2plaintext

from odoo.addons.component.core import AbstractComponent, Component
from odoo.addons.connector.components.mapper import (
    changed_by,
    external_to_m2o,
    follow_m2o_relations,
    m2o_to_external,
    mapping,
    none,
    only_create,
)
from odoo.addons.connector.exception import MappingError

from ..tools import bury, dig, parse_datetime

__all__ = [
    "GenericExportMapper",
    "GenericImportMapper",
    "changed_by",
    "constant",
    "country",
    "either",
    "equals",
    "external_to_m2o",
    "first",
    "follow",
    "follow_m2o_relations",
    "html_to_text",
    "iso8601",
    "join",
    "lookup",
    "m2o_to_external",
    "mapping",
    "minor_units",
    "money",
    "naive_utc",
    "none",
    "only_create",
    "path",
    "split",
    "state",
    "text",
    "to_bool",
    "to_float",
    "to_int",
    "to_iso8601",
    "to_str",
    "unix_millis",
    "unix_seconds",
    "weight",
    "weight_out",
]

_EPOCH = datetime(1970, 1, 1)
#: kilograms in one of each unit
_WEIGHT_UNITS = {
    "g": 0.001,
    "kg": 1.0,
    "mg": 0.000001,
    "lb": 0.45359237,
    "lbs": 0.45359237,
    "oz": 0.028349523125,
}


def _read(mapper, record, field, to_attr):
    """Return what a path or a modifier gives, None where there is nothing."""
    if callable(field):
        value = field(mapper, record, to_attr)
        return None if value is False else value
    return dig(record, field)


def _empty(value):
    return value is None or value == ""


def path(field):
    """Take the value at a path as it is."""

    def modifier(self, record, to_attr):
        value = _read(self, record, field, to_attr)
        return False if value is None else value

    return modifier


def constant(field):
    """Take always the same value."""

    def modifier(self, record, to_attr):
        return field

    return modifier


def first(*field):
    """Take the first of several paths that has a value."""

    def modifier(self, record, to_attr):
        for candidate in field:
            value = _read(self, record, candidate, to_attr)
            if not _empty(value):
                return value
        return False

    return modifier


def join(*field, sep=" ", fallback=()):
    """Join the texts of several paths; the first fallback where all are empty."""

    def modifier(self, record, to_attr):
        parts = [_read(self, record, part, to_attr) for part in field]
        joined = sep.join(str(part).strip() for part in parts if not _empty(part))
        if joined.strip():
            return joined
        value = first(*fallback)(self, record, to_attr)
        return value if value is False else str(value)

    return modifier


def _number(value, kind, to_attr):
    try:
        return kind(value)
    except (TypeError, ValueError) as error:
        raise MappingError(f"{to_attr}: {value!r} is no number") from error


def to_float(field):
    """Convert to a float; a missing value is 0."""

    def modifier(self, record, to_attr):
        value = _read(self, record, field, to_attr)
        return 0.0 if _empty(value) else _number(value, float, to_attr)

    return modifier


def to_int(field):
    """Convert to an integer, cutting off a fraction; a missing value is 0."""

    def modifier(self, record, to_attr):
        value = _read(self, record, field, to_attr)
        return 0 if _empty(value) else int(_number(value, float, to_attr))

    return modifier


def to_str(field):
    """Convert to text."""

    def modifier(self, record, to_attr):
        value = _read(self, record, field, to_attr)
        return False if value is None else str(value)

    return modifier


def to_bool(field):
    """Convert to a Boolean; the texts "false", "no", "off" and "0" are false."""

    def modifier(self, record, to_attr):
        value = _read(self, record, field, to_attr)
        if isinstance(value, str):
            return value.strip().lower() not in ("", "0", "false", "no", "off")
        return bool(value)

    return modifier


def equals(field, wanted):
    """Tell whether the value is the wanted one."""

    def modifier(self, record, to_attr):
        return _read(self, record, field, to_attr) == wanted

    return modifier


def iso8601(field):
    """Convert ISO 8601 text to naive UTC, as Odoo stores it."""

    def modifier(self, record, to_attr):
        value = _read(self, record, field, to_attr)
        if _empty(value):
            return False
        moment = parse_datetime(value)
        if moment is None:
            raise MappingError(f"{to_attr}: {value!r} is no date")
        return moment

    return modifier


def naive_utc(field):
    """Convert text that is UTC without saying so."""
    return iso8601(field)


def unix_seconds(field):
    """Convert seconds since 1970 to naive UTC."""
    return _since_epoch(field, 1)


def unix_millis(field):
    """Convert milliseconds since 1970 to naive UTC."""
    return _since_epoch(field, 1000)


def _since_epoch(field, factor):
    def modifier(self, record, to_attr):
        value = _read(self, record, field, to_attr)
        if _empty(value):
            return False
        seconds = int(_number(value, float, to_attr) / factor)
        try:
            return _EPOCH + timedelta(seconds=seconds)
        except OverflowError as error:
            raise MappingError(f"{to_attr}: {value!r} is no date") from error

    return modifier


def html_to_text(field):
    """Convert HTML to plain text."""

    def modifier(self, record, to_attr):
        value = _read(self, record, field, to_attr)
        return False if _empty(value) else html2plaintext(str(value)).strip()

    return modifier


def country(field):
    """Find a country by its two-letter code."""

    def modifier(self, record, to_attr):
        code = _read(self, record, field, to_attr)
        return self._find_country(code) if code else False

    return modifier


def state(field, country):
    """Find a state by its code within the country with the code at another path."""

    def modifier(self, record, to_attr):
        code = _read(self, record, field, to_attr)
        country_code = _read(self, record, country, to_attr)
        if not code or not country_code:
            return False
        return self._find_state(country_code, code)

    return modifier


def weight(field, unit):
    """Convert a weight to the database's unit (kg or lb)."""

    def modifier(self, record, to_attr):
        value = _read(self, record, field, to_attr)
        if _empty(value):
            return 0.0
        kilograms = _number(value, float, to_attr) * _WEIGHT_UNITS[unit]
        return kilograms / _WEIGHT_UNITS[self._get_weight_unit()]

    return modifier


def minor_units(field, currency):
    """Convert an amount in cents; the currency at a path says how many decimals."""

    def modifier(self, record, to_attr):
        value = _read(self, record, field, to_attr)
        if _empty(value):
            return 0.0
        code = _read(self, record, currency, to_attr)
        decimals = self._get_currency_decimals(code)
        return _number(value, float, to_attr) / 10**decimals

    return modifier


def lookup(field, model):
    """Find the Odoo record that a binding model binds to the external id at a path.

    :raise MappingError: when the record is not imported
    """

    def modifier(self, record, to_attr):
        external_id = _read(self, record, field, to_attr)
        if _empty(external_id):
            return False
        found = self._find_bound(model, str(external_id))
        if not found:
            raise MappingError(f"{to_attr}: {model} {external_id} is not imported")
        return found

    return modifier


def follow(field):
    """Follow a path through an Odoo record: ``"country_id.code"``."""

    def modifier(self, record, to_attr):
        return _follow(self, record, field, to_attr)

    return modifier


def _follow(mapper, record, field, to_attr):
    if callable(field):
        return field(mapper, record, to_attr)
    value = record
    for name in field.split("."):
        value = value[name]
    return value


def either(field, if_true, if_false):
    """Give one value where the field is true, another where it is not."""

    def modifier(self, record, to_attr):
        return if_true if _follow(self, record, field, to_attr) else if_false

    return modifier


def money(field, decimals=2):
    """Write an amount as text with its decimals: ``"12.50"``."""

    def modifier(self, record, to_attr):
        return f"{_follow(self, record, field, to_attr) or 0.0:.{decimals}f}"

    return modifier


def text(field):
    """Write as text; False is the empty text."""

    def modifier(self, record, to_attr):
        value = _follow(self, record, field, to_attr)
        return "" if value is False or value is None else str(value)

    return modifier


def split(field, part):
    """Split a name: part 0 is the first word, part 1 the rest."""

    def modifier(self, record, to_attr):
        words = str(_follow(self, record, field, to_attr) or "").split(None, 1)
        return words[part] if part < len(words) else ""

    return modifier


def weight_out(field, unit):
    """Write a weight in a unit, as a whole number where the unit is gram."""

    def modifier(self, record, to_attr):
        value = _follow(self, record, field, to_attr) or 0.0
        kilograms = value * _WEIGHT_UNITS[self._get_weight_unit()]
        amount = kilograms / _WEIGHT_UNITS[unit]
        return round(amount) if unit in ("g", "mg") else round(amount, 6)

    return modifier


def to_iso8601(field):
    """Write a naive UTC datetime as ISO 8601."""

    def modifier(self, record, to_attr):
        value = _follow(self, record, field, to_attr)
        return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else None

    return modifier


class GenericMapper(AbstractComponent):
    """What both directions need: look-ups, each done once per unit of work."""

    _name = "generic.mapper"
    _inherit = "base.connector"

    @property
    def _cache(self):
        """The look-up cache of this unit of work."""
        cache = getattr(self.work, "cache", None)
        if cache is None:
            cache = self.work.cache = {}
        return cache

    def _cached(self, key, find):
        """Return what is cached under a key, finding it the first time."""
        cache = self._cache
        if key not in cache:
            cache[key] = find()
        return cache[key]

    def _find_country(self, code):
        """Return the id of a country, False where the code is unknown."""
        codes = self._cached(
            "countries",
            lambda: {row.code: row.id for row in self.env["res.country"].search([])},
        )
        return codes.get(str(code).upper(), False)

    def _find_state(self, country_code, code):
        """Return the id of a country's state, False where the code is unknown."""
        country_id = self._find_country(country_code)
        states = self._cached(
            ("states", country_id),
            lambda: {
                row.code: row.id
                for row in self.env["res.country.state"].search(
                    [("country_id", "=", country_id)]
                )
            },
        )
        return states.get(str(code).upper(), False)

    def _find_bound(self, model, external_id):
        """Return the id of the bound Odoo record, False where there is none."""

        def find():
            binder = self.binder_for(model)
            return binder.to_internal(external_id, unwrap=True).id or False

        key = ("bound", model, external_id)
        found = self._cached(key, find)
        if not found:
            # It may be imported later within the same unit of work.
            del self._cache[key]
        return found

    def _get_weight_unit(self):
        """Return the database's unit of weight: "kg" or "lb"."""
        return self._cached(
            "weight_unit",
            lambda: "lb"
            if self.env["ir.config_parameter"]
            .sudo()
            .get_param("product.weight_in_lbs")
            == "1"
            else "kg",
        )

    def _get_currency_decimals(self, code):
        """Return how many decimals a currency has; 2 where it is unknown."""

        def find():
            currency = (
                self.env["res.currency"]
                .with_context(active_test=False)
                .search([("name", "=", str(code or "").upper())], limit=1)
            )
            return currency.decimal_places if currency else 2

        return self._cached(("decimals", code), find)


class GenericImportMapper(Component):
    """Maps an external record onto Odoo values.

    The runtime adds ``backend_id``, ``odoo_id`` and ``external_id`` itself.
    """

    _name = "generic.import.mapper"
    _inherit = ["generic.mapper", "base.import.mapper"]
    _usage = "import.mapper"

    #: field of the binding -> path of the external value that it keeps
    _stamps = {}

    def _map_direct(self, record, from_attr, to_attr):
        if callable(from_attr):
            return from_attr(self, record, to_attr)
        value = dig(record, from_attr)
        return False if value is None else value

    def map_stamps(self, record):
        """Return the binding's values that show the external record."""
        values = {}
        for name, from_path in self._stamps.items():
            value = dig(record, from_path)
            field = self.model._fields[name]
            if value is None or value == "":
                values[name] = False
            elif field.type == "datetime":
                values[name] = parse_datetime(value) or False
            elif field.type == "float":
                try:
                    values[name] = float(value)
                except (TypeError, ValueError):
                    values[name] = 0.0
            else:
                values[name] = str(value)
        return values


class GenericExportMapper(Component):
    """Maps an Odoo record onto a payload; targets may be dotted paths."""

    _name = "generic.export.mapper"
    _inherit = ["generic.mapper", "base.export.mapper"]
    _usage = "export.mapper"

    def _map_direct(self, record, from_attr, to_attr):
        """Apply a direct mapping; 0 stays 0, an empty field becomes null."""
        if callable(from_attr):
            return from_attr(self, record, to_attr)
        field = record._fields[from_attr]
        value = record[from_attr]
        if field.type == "many2one":
            return super()._map_direct(record, from_attr, to_attr)
        if field.type in ("date", "datetime"):
            return value.isoformat() if value else None
        if field.type == "boolean" or value is not False:
            return value
        return None

    def finalize(self, map_record, values):
        payload = {}
        for name, value in super().finalize(map_record, values).items():
            bury(payload, name, value)
        return payload
