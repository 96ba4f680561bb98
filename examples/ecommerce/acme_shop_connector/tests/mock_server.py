"""A mock of Acme Shop on this machine: what the tests talk to.

It keeps the records that a test puts into it, checks the credentials, pages and
filters as the system does, and takes writes.
"""

import json
import re
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

#: Credentials that every request has to carry.
HEADERS = {"X-API-Key": "test-api-key"}
TEST_ENDPOINT = "/customers"
PAGE_SIZE = 3
ENTITIES = {
    "customer": {
        "endpoints": {
            "list": ("GET", "/customers"),
            "get": ("GET", "/customers/{id}"),
            "create": ("POST", "/customers"),
            "update": ("PUT", "/customers/{id}"),
            "search": ("GET", "/customers?email={email}"),
        },
        "list_key": "data",
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": "updated_at",
        "filter": "updated_since",
        "assigned": ["id"],
        "children": {},
    },
    "category": {
        "endpoints": {
            "list": ("GET", "/categories"),
            "get": ("GET", "/categories/{id}"),
            "create": ("POST", "/categories"),
            "update": ("PUT", "/categories/{id}"),
        },
        "list_key": "data",
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": "updated_at",
        "filter": "updated_since",
        "assigned": ["id"],
        "children": {},
    },
    "product": {
        "endpoints": {
            "list": ("GET", "/products"),
            "get": ("GET", "/products/{id}"),
            "create": ("POST", "/products"),
            "update": ("PUT", "/products/{id}"),
        },
        "list_key": "data",
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": "updated_at",
        "filter": "updated_since",
        "assigned": ["id"],
        "children": {"variants": ["id"]},
    },
    "pricelist": {
        "endpoints": {
            "list": ("GET", "/pricelists"),
            "get": ("GET", "/pricelists/{id}"),
        },
        "list_key": "data",
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": "updated_at",
        "filter": "updated_since",
        "assigned": ["id"],
        "children": {"items": ["id"]},
    },
    "inventory": {
        "endpoints": {
            "list": ("GET", "/inventory"),
            "get": ("GET", "/inventory/{variant_id}/{location_id}"),
            "update": ("PUT", "/inventory/{variant_id}/{location_id}"),
        },
        "list_key": "data",
        "item_key": None,
        "request_key": None,
        "id": ["variant_id", "location_id"],
        "updated": "updated_at",
        "filter": "updated_since",
        "assigned": [],
        "children": {},
    },
    "order": {
        "endpoints": {
            "list": ("GET", "/orders"),
            "get": ("GET", "/orders/{id}"),
            "create": ("POST", "/orders"),
        },
        "list_key": "data",
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": "updated_at",
        "filter": "updated_since",
        "assigned": ["id"],
        "children": {"lines": ["id"]},
    },
    "table:location": {
        "endpoints": {
            "list": ("GET", "/locations"),
        },
        "list_key": "data",
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": None,
        "filter": None,
        "assigned": [],
        "children": {},
    },
}


def dig(record, path):
    """Return what stands at a dotted path, None where nothing does."""
    for key in path.split("."):
        record = record.get(key) if isinstance(record, dict) else None
    return record


def put(record, path, value):
    """Set what stands at a dotted path."""
    *parents, last = path.split(".")
    for key in parents:
        record = record.setdefault(key, {})
    record[last] = value


def external_id(entity, record):
    """Return the id of a record as text, the parts of a composite one joined."""
    paths = ENTITIES[entity]["id"]
    paths = [paths] if isinstance(paths, str) else paths
    return ":".join(str(dig(record, path)) for path in paths)


def moment(value):
    """Return a date of the system as seconds since 1970."""
    text = str(value)
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text) / (1000 if float(text) > 1e11 else 1)
    date = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if date.tzinfo is None:
        date = datetime.fromisoformat(f"{text}+00:00")
    return date.timestamp()


class MockServer(ThreadingHTTPServer):
    """The system: its records by entity and id, and the calls that it answered."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), MockHandler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.reset()

    def reset(self):
        """Forget records and calls."""
        self.records = {entity: {} for entity in ENTITIES}
        self.calls = []
        self.last_id = 900000

    def stop(self):
        """Give the port back."""
        self.shutdown()
        self.server_close()

    def add(self, entity, *records):
        """Keep records of an entity, in the order in which lists show them."""
        for record in records:
            self.records[entity][external_id(entity, record)] = record

    def change(self, entity, record, **values):
        """Change a record now, as a person would on the system's own pages."""
        for path, value in values.items():
            put(record, path.replace("__", "."), value)
        if ENTITIES[entity]["updated"]:
            put(
                record,
                ENTITIES[entity]["updated"],
                datetime.now().astimezone().isoformat(timespec="seconds"),
            )

    def count(self, entity, operation):
        """Return how often an endpoint of an entity was called."""
        return self.calls.count((entity, operation))


class MockHandler(BaseHTTPRequestHandler):
    """One request: credentials, then the endpoint that it names."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        """Keep the test's log clean."""

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")

    def do_PUT(self):
        self.answer("PUT")

    def answer(self, method):
        """Send what the endpoint gives, or the system's error."""
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query))
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length) or b"null")
        sent = {name: self.headers.get(name) for name in HEADERS}
        if sent != HEADERS:
            return self.send(401, {"error": "Wrong credentials"})
        for entity, facts in ENTITIES.items():
            # The endpoint that asks for most comes first: one path may serve several.
            for name in ("search", "get", "create", "update", "list"):
                verb, endpoint = facts["endpoints"].get(name, (None, ""))
                found = (
                    self.match(endpoint, url.path, query) if verb == method else None
                )
                if found is not None:
                    self.server.calls.append((entity, name))
                    return getattr(self, f"do_{name}")(entity, found, query, body)
        # Last, because a list of records may serve as the test.
        if url.path == TEST_ENDPOINT:
            return self.send(200, {"message": "Mock"})
        return self.send(404, {"error": "Not found"})

    def match(self, endpoint, path, query):
        """Return the values of an endpoint's placeholders, None if it is another."""
        parts = urlsplit(endpoint)
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(parts.path))
        found = re.fullmatch(pattern, path)
        wanted = dict(parse_qsl(parts.query))
        if not found or not wanted.keys() <= query.keys():
            return None
        values = found.groupdict()
        for name, template in wanted.items():
            for placeholder in re.findall(r"\{(\w+)\}", template):
                values[placeholder] = query[name].split(":")[-1]
        return values

    def send(self, status, body, headers=()):
        """Send an answer in JSON."""
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def wrap(self, key, value):
        """Put what is sent below its key, where the system has one."""
        return {key: value} if key else value

    def key_of(self, entity, found):
        """Return the id that a request names, in its address or in its values."""
        if "id" in found:
            return found["id"]
        return external_id(entity, found)

    def do_list(self, entity, _found, query, _body):
        facts = ENTITIES[entity]
        records = list(self.server.records[entity].values())
        filters = query
        if facts["filter"] and filters.get(facts["filter"]):
            since = moment(filters[facts["filter"]])
            records = [
                record
                for record in records
                if moment(dig(record, facts["updated"])) >= since
            ]
        size = int(query.get("per_page", PAGE_SIZE))
        first = 1
        position = (int(query.get("page", first)) - first) * size
        page = records[position : position + size]
        body = self.wrap(facts["list_key"], page)
        headers = []
        put(body, "total", len(records))
        return self.send(200, body, headers)

    def do_search(self, entity, found, _query, _body):
        facts = ENTITIES[entity]
        records = [
            record
            for record in self.server.records[entity].values()
            if all(str(dig(record, name)) == value for name, value in found.items())
        ]
        return self.send(200, self.wrap(facts["list_key"], records))

    def do_get(self, entity, found, _query, _body):
        facts = ENTITIES[entity]
        record = self.server.records[entity].get(self.key_of(entity, found))
        if record is None:
            return self.send(404, {"error": "Not found"})
        return self.send(200, self.wrap(facts["item_key"], record))

    def do_create(self, entity, _found, _query, body):
        facts = ENTITIES[entity]
        values = body[facts["request_key"]] if facts["request_key"] else body
        record = self.number(entity, values)
        self.server.add(entity, record)
        return self.send(201, self.wrap(facts["item_key"], record))

    def do_update(self, entity, found, _query, body):
        facts = ENTITIES[entity]
        values = body[facts["request_key"]] if facts["request_key"] else body
        key = self.key_of(entity, found or values)
        record = self.server.records[entity].get(key)
        if record is None and "id" in found:
            return self.send(404, {"error": "Not found"})
        record = self.number(entity, {**(record or {}), **values})
        self.server.add(entity, record)
        return self.send(200, self.wrap(facts["item_key"], record))

    def number(self, entity, record):
        """Give a record and its children the ids that the system assigns."""
        facts = ENTITIES[entity]
        self.assign(record, facts["assigned"])
        for path, names in facts["children"].items():
            for child in dig(record, path) or []:
                self.assign(child, names)
        return record

    def assign(self, record, paths):
        """Fill the ids that are missing."""
        for path in paths:
            if dig(record, path) is None:
                self.server.last_id += 1
                put(record, path, self.server.last_id)
