"""A mock of WooCommerce on this machine: what the tests talk to.

It keeps the records that a test puts into it, checks the credentials, pages and
filters as the system does, and takes writes.
"""

import copy
import json
import re
import threading
import time
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

#: Credentials that every request has to carry.
HEADERS = {"Authorization": "Basic dGVzdC1hcGkta2V5OnRlc3QtY29uc3VtZXItc2VjcmV0"}
TEST_ENDPOINT = "/settings/products/woocommerce_weight_unit"
PAGE_SIZE = 3
ENTITIES = {
    "customer": {
        "endpoints": {
            "list": ("GET", "/customers"),
            "get": ("GET", "/customers/{id}"),
            "create": ("POST", "/customers"),
            "update": ("PUT", "/customers/{id}"),
            "search": ("GET", "/customers?role=all&email={email}"),
        },
        "list_key": None,
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": "date_modified_gmt",
        "filter": None,
        "assigned": ["id"],
        "children": {},
    },
    "category": {
        "endpoints": {
            "list": ("GET", "/products/categories"),
            "get": ("GET", "/products/categories/{id}"),
        },
        "list_key": None,
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": None,
        "filter": None,
        "assigned": ["id"],
        "children": {},
    },
    "product": {
        "endpoints": {
            "list": ("GET", "/products"),
            "get": ("GET", "/products/{id}"),
            "create": ("POST", "/products"),
            "update": ("PUT", "/products/{id}"),
            "delete": ("DELETE", "/products/{id}?force=true"),
            "search": ("GET", "/products?sku={sku}"),
        },
        "list_key": None,
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": "date_modified_gmt",
        "filter": "modified_after",
        "assigned": ["id"],
        "children": {"variations": ["id"]},
    },
    "variant": {
        "endpoints": {
            "list": ("GET", "/products/{parent_id}/variations"),
            "get": ("GET", "/products/{parent_id}/variations/{id}"),
            "create": ("POST", "/products/{parent_id}/variations"),
            "update": ("PUT", "/products/{parent_id}/variations/{id}"),
            "search": ("GET", "/products/{parent_id}/variations?sku={sku}"),
        },
        "list_key": None,
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": "date_modified_gmt",
        "filter": None,
        "parent": ["product", "variations"],
        "assigned": ["id"],
        "children": {},
    },
    "inventory": {
        "endpoints": {
            "list": ("GET", "/products"),
            "get": ("GET", "/products/{id}"),
            "update": ("PUT", "/products/{id}"),
        },
        "list_key": None,
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": "date_modified_gmt",
        "filter": "modified_after",
        "assigned": ["id"],
        "children": {},
    },
    "order": {
        "endpoints": {
            "list": ("GET", "/orders"),
            "get": ("GET", "/orders/{id}"),
            "create": ("POST", "/orders"),
        },
        "list_key": None,
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": "date_modified_gmt",
        "filter": "modified_after",
        "assigned": ["id"],
        "children": {"line_items": ["id"]},
    },
    "delivery": {
        "endpoints": {
            "create": ("POST", "/orders/{order_id}/notes"),
        },
        "list_key": None,
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": None,
        "filter": None,
        "assigned": ["id"],
        "children": {},
    },
    "table:carrier": {
        "endpoints": {
            "list": ("GET", "/shipping_methods"),
        },
        "list_key": None,
        "item_key": None,
        "request_key": None,
        "id": "id",
        "updated": None,
        "filter": None,
        "assigned": [],
        "children": {},
    },
    "table:payment_method": {
        "endpoints": {
            "list": ("GET", "/payment_gateways"),
        },
        "list_key": None,
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
        self.answers = {}
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
                time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()),
            )

    def answer_with(self, method, path, body):
        """Answer requests to an address with the same body from now on."""
        self.answers[method, path] = body

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

    def do_DELETE(self):
        self.answer("DELETE")

    def answer(self, method):
        """Send what the endpoint gives, or the system's error."""
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query))
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length) or b"null")
        sent = {name: self.headers.get(name) for name in HEADERS}
        if sent != HEADERS:
            return self.send(401, {"message": "Wrong credentials"})
        if (method, url.path) in self.server.answers:
            self.server.calls.append((method, url.path))
            return self.send(200, self.server.answers[method, url.path])
        for entity, facts in ENTITIES.items():
            # The endpoint that asks for most comes first: one path may serve several.
            for name in ("search", "get", "create", "update", "delete", "list"):
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
        return self.send(404, {"message": "Not found"})

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

    def records_of(self, entity, found):
        """Return the records of an entity by id; parts stand in their parent's."""
        parent = ENTITIES[entity].get("parent")
        if not parent:
            return self.server.records[entity]
        name, path = parent
        record = self.server.records[name].get(found["parent_id"])
        parts = dig(record, path) or []
        return {external_id(entity, part): part for part in parts}

    def hide_parts(self, entity, record):
        """Return a record with the ids of those parts that are listed elsewhere."""
        record = copy.deepcopy(record)
        for facts in ENTITIES.values():
            owner, path = facts.get("parent") or (None, "")
            if owner == entity and "list" in facts["endpoints"]:
                parts = dig(record, path) or []
                put(record, path, [dig(part, facts["id"]) for part in parts])
        return record

    def keep(self, entity, record, found):
        """Keep a record; a part in its parent's."""
        parent = ENTITIES[entity].get("parent")
        if not parent:
            return self.server.add(entity, record)
        name, path = parent
        parts = {**self.records_of(entity, found)}
        parts[external_id(entity, record)] = record
        owner = self.server.records[name][found["parent_id"]]
        put(owner, path, list(parts.values()))

    def do_list(self, entity, found, query, _body):
        facts = ENTITIES[entity]
        records = [
            self.hide_parts(entity, record)
            for record in self.records_of(entity, found).values()
        ]
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
        headers.append(("X-WP-TotalPages", str(-(-len(records) // size))))
        headers.append(("X-WP-Total", str(len(records))))
        return self.send(200, body, headers)

    def do_search(self, entity, found, _query, _body):
        facts = ENTITIES[entity]
        wanted = {name: value for name, value in found.items() if name != "parent_id"}
        records = [
            self.hide_parts(entity, record)
            for record in self.records_of(entity, found).values()
            if all(str(dig(record, name)) == value for name, value in wanted.items())
        ]
        return self.send(200, self.wrap(facts["list_key"], records))

    def do_get(self, entity, found, _query, _body):
        facts = ENTITIES[entity]
        record = self.records_of(entity, found).get(self.key_of(entity, found))
        if record is None:
            return self.send(404, {"message": "Not found"})
        record = self.hide_parts(entity, record)
        return self.send(200, self.wrap(facts["item_key"], record))

    def do_create(self, entity, found, _query, body):
        facts = ENTITIES[entity]
        values = body[facts["request_key"]] if facts["request_key"] else body
        record = self.number(entity, values)
        self.keep(entity, record, found)
        record = self.hide_parts(entity, record)
        return self.send(201, self.wrap(facts["item_key"], record))

    def do_update(self, entity, found, _query, body):
        facts = ENTITIES[entity]
        values = body[facts["request_key"]] if facts["request_key"] else body
        key = self.key_of(entity, found or values)
        record = self.records_of(entity, found).get(key)
        if record is None and "id" in found:
            return self.send(404, {"message": "Not found"})
        record = self.number(entity, {**(record or {}), **values})
        self.keep(entity, record, found)
        record = self.hide_parts(entity, record)
        return self.send(200, self.wrap(facts["item_key"], record))

    def do_delete(self, entity, found, _query, _body):
        self.server.records[entity].pop(self.key_of(entity, found), None)
        return self.send(200, {})

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
