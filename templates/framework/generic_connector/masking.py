"""What is left out of the audit and of the log: secrets, and what people are known by.

An exchange is written down so that people can see what happened, not who bought it.
Where a key or a text does not tell, it is masked rather than shown.
"""

import json
import re
from urllib.parse import parse_qsl, unquote

from .tools import MAX_DEPTH, clip, decode_json, mask

#: what stands in the place of a value
MASK = "***"
#: characters of a path and of a body that are kept
MAX_PATH = 500
MAX_BODY = 20_000

#: a key with one of these words holds a secret
SECRET_WORDS = frozenset(
    "authorization cookie credential credentials cvc cvv passphrase passwd password "
    "pin pwd secret secrets sig signature token tokens".split()
)
#: so does one that has these words side by side
SECRET_PAIRS = ("accesskey", "apikey", "authkey", "consumerkey", "privatekey")
#: a key with one of these words tells who or where somebody is, or what they wrote
PERSONAL_WORDS = frozenset(
    "birthday birthdate cell city comment comments dob email emails fax firstname "
    "forename fullname iban ip lastname mail middlename mobile nickname note notes "
    "phone phones postcode street surname telephone username zip zipcode".split()
)
PERSONAL_PAIRS = (
    "accountholder",
    "accountnumber",
    "cardholder",
    "cardnumber",
    "contactname",
    "customername",
    "dateofbirth",
    "familyname",
    "firstname",
    "fullname",
    "givenname",
    "lastname",
    "middlename",
    "postalcode",
    "recipientname",
    "socialsecurity",
    "taxnumber",
    "vatid",
    "vatnumber",
)
#: all that stands below such a key says where somebody is
ADDRESS_WORDS = frozenset(("address", "addresses"))
ADDRESS_KEYS = frozenset(("billing", "shipping", "ship_to", "bill_to"))
#: what stands below such a key is somebody
PERSON_WORDS = frozenset(
    "attendee author buyer client consignee contact customer employee guest lead "
    "owner partner payer person recipient sender user".split()
)
#: what says who it is, in the record of somebody
PERSON_KEYS = frozenset(
    "company company_name display_name name tax_id tax_ids title vat".split()
)
#: what stands below such a key is what stands above it
WRAPPERS = frozenset("attributes data fields items properties records results".split())

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_EMAIL = re.compile(r"[\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
_CREDENTIALS = re.compile(r"\b(Bearer|Basic|OAuth)\s+[^\s,;\"']{6,}", re.IGNORECASE)
#: user:password@ of an address
_LOGIN = re.compile(r"(?<=://)[^/\s@]+@")
#: +49 30 1234567, (030) 123 45 67, 030/1234567, 555-123-4567
_PHONE = re.compile(
    r"(?<![\w.:/-])(?:\+\d[\d ()./-]{5,}\d|\(\d{2,6}\)[ /-]?\d[\d /-]{3,}\d"
    r"|0\d{2,5}[ /]\d[\d /-]{3,}\d|\d{3}-\d{3}-\d{4})(?!\w)"
)


def mask_text(text, secrets=()):
    """Return a text without secrets, e-mail addresses and phone numbers."""
    text = mask(str(text), secrets)
    text = _CREDENTIALS.sub(rf"\1 {MASK}", _LOGIN.sub(f"{MASK}@", text))
    return _PHONE.sub(MASK, _EMAIL.sub(MASK, text))


class Masker:
    """Masks what one backend exchanges.

    :param secrets: values that must never be seen, whatever they stand in
    :param fields: keys, or ends of paths (``customer.code``), to mask as well
    """

    def __init__(self, secrets=(), fields=()):
        # The longest first: one secret may be a part of another.
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)
        self._fields = [tuple(field.lower().split(".")) for field in fields]

    def text(self, value):
        """Return a text without secrets, e-mail addresses and phone numbers."""
        return mask_text(value, self._secrets)

    def path(self, path, params=None, is_person=False):
        """Return a path and its query as they may be shown.

        :param dict params: further parameters of the query
        """
        path, _mark, query = str(path).partition("?")
        shown = self.text(unquote(path))
        pairs = parse_qsl(query, keep_blank_values=True)
        pairs += (params or {}).items()
        if pairs:
            shown = f"{shown}?{self._query(pairs, is_person)}"
        return clip(shown, MAX_PATH)

    def body(self, body, is_person=False):
        """Return a body as it may be shown: indented JSON or text, False without one.

        :param body: bytes, decoded JSON, or None
        :param bool is_person: its records are people
        """
        if body is None or body == b"":
            return False
        if isinstance(body, bytes):
            try:
                body = decode_json(body)
            except ValueError:
                return clip(self._plain(body), MAX_BODY)
        data = self.data(body, is_person)
        return clip(
            json.dumps(data, indent=2, ensure_ascii=False, default=str), MAX_BODY
        )

    def data(self, data, is_person=False):
        """Return a copy of decoded JSON with what is private masked."""
        return self._walk(data, (), "person" if is_person else None)

    def _plain(self, body):
        """Return a body that is no JSON: a form, or somebody's page."""
        text = body.decode(errors="replace")
        if "<" not in text and "=" in text:
            text = self._query(parse_qsl(text, keep_blank_values=True))
        return self.text(text)

    def _query(self, pairs, is_person=False):
        kind = "person" if is_person else None
        return "&".join(
            f"{name}={self._value(str(name), self.text(value), (str(name),), kind)}"
            for name, value in pairs
        )

    def _walk(self, data, path, kind):
        """Return a copy of what stands at a path.

        :param kind: what it is about: "person", "address" or None
        """
        if len(path) > MAX_DEPTH:
            return MASK
        if isinstance(data, dict):
            return {
                key: self._value(key, value, (*path, key.lower()), kind)
                for key, value in data.items()
            }
        if isinstance(data, list):
            # Its own step, so that lists in lists have their end too.
            return [self._walk(item, (*path, "[]"), kind) for item in data]
        if kind == "address" and data is not None:
            return MASK
        return self.text(data) if isinstance(data, str) else data

    def _value(self, key, value, path, kind):
        """Return the value of a key as it may be shown."""
        if value is None or isinstance(value, bool) or value == "":
            return value
        words = [word.lower() for word in _WORDS.findall(key)]
        if self._is_chosen(path) or _has(words, SECRET_WORDS, SECRET_PAIRS):
            return MASK
        is_personal = _has(words, PERSONAL_WORDS, PERSONAL_PAIRS)
        if isinstance(value, (dict, list)):
            below = "address" if is_personal else self._get_kind(key, words, kind)
            return self._walk(value, path, below)
        if is_personal or kind == "person" and key.lower() in PERSON_KEYS:
            return MASK
        if kind == "address" and "id" not in words:
            return MASK
        if not isinstance(value, str):
            return value
        return MASK if ADDRESS_WORDS.intersection(words) else self.text(value)

    def _get_kind(self, key, words, kind):
        """Return what an object or a list below a key is about."""
        if ADDRESS_WORDS.intersection(words) or key.lower() in ADDRESS_KEYS:
            return "address"
        if kind == "address":
            return kind
        if PERSON_WORDS.intersection(word.removesuffix("s") for word in words):
            return "person"
        return kind if key.lower() in WRAPPERS else None

    def _is_chosen(self, path):
        """Tell whether the spec masks what stands at a path."""
        if not self._fields:
            return False
        path = tuple(step for step in path if step != "[]")
        return any(path[-len(field) :] == field for field in self._fields)


def _has(words, alone, together):
    return bool(alone.intersection(words)) or any(
        pair in "".join(words) for pair in together
    )
