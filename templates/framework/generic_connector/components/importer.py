import json
import logging
import time
import traceback
from contextlib import contextmanager

import psycopg2

from odoo import fields

from odoo.addons.component.core import AbstractComponent, Component
from odoo.addons.connector.exception import MappingError
from odoo.addons.queue_job.exception import RetryableJobError

from ..exceptions import (
    AmbiguousMatchError,
    AuthenticationError,
    ConcurrentImportError,
    MissingRecordError,
    RecordErrors,
    RemoteError,
)
from ..tools import MISSING, advisory_key, compose_id, dig, digest

_logger = logging.getLogger(__name__)


class ImportItem:
    """One external record on its way into Odoo."""

    __slots__ = ("external_id", "record", "digest", "binding", "odoo", "is_new", "data")

    def __init__(self, external_id, record):
        self.external_id = external_id
        self.record = record
        self.digest = digest(record)
        #: its binding; None until it has one
        self.binding = None
        #: the Odoo record; None until it is matched or created
        self.odoo = None
        self.is_new = True
        #: scratch space of the concrete importer, emptied before each try
        self.data = {}


class ImportResult:
    """What became of a page."""

    def __init__(self):
        self.created = 0
        self.updated = 0
        self.skipped = 0
        self.failed = 0
        #: external ids that became dead letters
        self.failed_ids = []
        #: False when the deadline came first
        self.complete = True


class GenericImporter(AbstractComponent):
    """Imports external records, a page at a time.

    A page is the unit of work, a record the unit of failure. A page whose records
    cannot be imported together is halved until the bad record stands alone; that one
    becomes a dead letter and the others come through. What may work later (network,
    locks, 429, 5xx) is no bad record: it puts the whole page back.
    """

    _name = "generic.importer"
    _inherit = "base.importer"
    _usage = "record.importer"
    _base_mapper_usage = "import.mapper"

    #: ((Odoo field, path), …): how to find the Odoo record of a new external one
    _match_on = ()
    #: ({"model": binding model, "path": path of its external ids}, …)
    _dependencies = ()
    #: parts with bindings of their own:
    #: ({"model", "path", "id", "parent", "values", "skip": {"path", "equals"}}, …)
    _children = ()
    #: how many records are imported together at most
    _chunk_size = 250

    # One record

    def _import_record(self, external_id, force=False):
        """Read one external record and import it: a page of one.

        :return: the binding, empty when the record is gone or a dead letter
        """
        external_id = str(external_id)
        record = None
        try:
            record = self._read_record(external_id)
            result = self.import_page([record], force=force)
        except MissingRecordError:
            return self._mark_deleted(external_id)
        except (RetryableJobError, RemoteError) as error:
            if isinstance(error, AuthenticationError):
                self.backend_record._suspend(error)
            elif isinstance(error, RetryableJobError):
                if not self.backend_record._is_last_try():
                    raise
            self._bury(external_id, record, error)
            return self.model.browse()
        if result.failed:
            return self.model.browse()
        return self._get_binding(external_id)

    def _read_record(self, external_id):
        """Return the payload of one record."""
        return self.backend_adapter._read(self.model._entity, external_id)

    def _get_binding(self, external_id):
        """Return the binding of an external id, empty where there is none."""
        return self.binder.to_internal(external_id)

    def _mark_deleted(self, external_id):
        """Note on the binding that its external record is gone; return it.

        The Odoo record stays as it is: documents may depend on it.
        """
        binding = self._get_binding(external_id)
        if binding:
            binding.with_context(connector_no_export=True).write(
                {"sync_state": "deleted", "no_export": True}
            )
        self._letters()._resolve_imported(
            self.backend_record.generic_backend_id.id, self.model._name, [external_id]
        )
        return binding

    def _retry(self, letter):
        """Import the record of a dead letter once more.

        It is read anew where the system lets single records be read.
        """
        resource = self.backend_adapter._resources.get(self.model._entity) or {}
        if resource.get("get"):
            self._import_record(letter.external_id, force=True)
        elif letter.payload:
            self.import_page([json.loads(letter.payload)], force=True)

    # A page

    def import_page(self, records, force=False, skip_ids=(), deadline=None):
        """Import external records together.

        :param list records: payloads
        :param bool force: import those too that did not change
        :param skip_ids: external ids to leave out
        :param float deadline: ``time.monotonic()`` after which no further chunk is
            begun; the result is then not ``complete``
        :return: :class:`ImportResult`
        :raise RetryableJobError: when the page has to be put back
        """
        result = ImportResult()
        with self._quiet_cursor():
            items = self._collect(records, skip_ids, result)
            if not items:
                return result
            # Before any savepoint: a rollback would give the locks away.
            self._lock(items)
            self._load_bindings(items)
            self._recheck([item for item in items if not item.binding])
            todo = [item for item in items if force or self._is_changed(item)]
            result.skipped += len(items) - len(todo)
            for start in range(0, len(todo), self._chunk_size):
                if start and deadline and time.monotonic() > deadline:
                    result.complete = False
                    break
                chunk = todo[start : start + self._chunk_size]
                self._import_dependencies([item.record for item in chunk])
                self._import_or_halve(chunk, result)
        return result

    def _collect(self, records, skip_ids, result):
        """Return the items of a page; the last of several with one id counts."""
        items = {}
        skip_ids = set(skip_ids)
        for record in records:
            external_id = self._get_external_id(record)
            if not external_id:
                self._bury("", record, RemoteError("The record has no id"))
                result.failed += 1
            elif external_id not in skip_ids:
                items[external_id] = ImportItem(external_id, record)
        return [items[external_id] for external_id in sorted(items)]

    def _get_external_id(self, record):
        """Return the external id of a payload as text, "" where it has none."""
        if not isinstance(record, dict):
            return ""
        return self.backend_adapter._get_external_id(self.model._entity, record)

    def _lock(self, items):
        """Lock the external ids until the end of the transaction.

        Taken in one order everywhere and never waited for: two jobs cannot block
        each other.

        :raise ConcurrentImportError: when another job has one of them
        """
        if not items:
            return
        backend = self.backend_record
        keys = sorted(
            advisory_key(backend._name, backend.id, self.model._name, item.external_id)
            for item in items
        )
        self.env.cr.execute(
            "SELECT bool_and(pg_try_advisory_xact_lock(key)) "
            "FROM unnest(%s::bigint[]) AS key",
            (keys,),
        )
        if self.env.cr.fetchone()[0] is False:
            raise ConcurrentImportError(
                f"Another job imports some of these records ({self.model._name})"
            )

    def _load_bindings(self, items):
        """Find the bindings of all items with one query."""
        bound = self.binder.to_internal_many([item.external_id for item in items])
        for item in items:
            item.binding = bound.get(item.external_id)
            item.is_new = not item.binding

    def _recheck(self, items):
        """Look again, in a new transaction, for bindings of what looks new.

        Ours still shows the state from before the lock.

        :raise ConcurrentImportError: when another job has just imported one
        """
        if not items:
            return
        with self.env.registry.cursor() as cr:
            cr.execute(
                f'SELECT 1 FROM "{self.model._table}" '
                "WHERE backend_id = %s AND external_id = ANY(%s) LIMIT 1",
                (self.backend_record.id, [item.external_id for item in items]),
            )
            if cr.fetchone():
                raise ConcurrentImportError(
                    f"Another job has just imported some of these ({self.model._name})",
                    seconds=1,
                )

    def _is_changed(self, item):
        """Tell whether an item differs from what was imported last."""
        return not item.binding or item.binding.import_digest != item.digest

    # Dependencies

    def _import_dependencies(self, records):
        """Import what these records need and Odoo lacks, in bulk."""
        for dependency in self._dependencies:
            external_ids = set()
            for record in records:
                found = dig(record, dependency["path"])
                for value in found if isinstance(found, list) else [found]:
                    if value is not None and value != "":
                        external_ids.add(str(value))
            self._import_missing(dependency["model"], external_ids)

    def _import_missing(self, model, external_ids):
        """Import the records of another model that are not bound yet.

        What cannot be imported becomes a dead letter of its own.
        """
        if not external_ids:
            return
        binder = self.binder_for(model)
        missing = external_ids - set(binder.to_internal_many(external_ids))
        if not missing:
            return
        importer = self.component(usage="record.importer", model_name=model)
        entity = self.env[model]._entity
        found = self.backend_adapter._read_many(entity, sorted(missing))
        importer.import_page(list(found.values()))

    # Halving

    def _import_or_halve(self, items, result):
        """Import items together; where that fails, each half by itself."""
        for item in items:
            item.data = {}
        try:
            with self.env.cr.savepoint():
                created, updated, skipped = self._import_batch(items)
        except (RetryableJobError, AuthenticationError):
            self._forget()
            raise
        except psycopg2.OperationalError as error:
            # queue_job would put it back for ever, without counting.
            raise ConcurrentImportError(str(error).split("\n")[0]) from error
        except Exception as error:
            self._forget()
            if self._is_binding_conflict(error):
                raise ConcurrentImportError(
                    "Another job has just bound one of these records"
                ) from error
            if isinstance(error, RecordErrors):
                self._import_rest(items, error.errors, result)
                return
            if len(items) > 1:
                middle = len(items) // 2
                self._load_bindings(items)
                self._import_or_halve(items[:middle], result)
                self._import_or_halve(items[middle:], result)
                return
            self._bury_item(items[0], error, result)
            return
        result.created += created
        result.updated += updated
        result.skipped += skipped

    def _import_rest(self, items, errors, result):
        """Bury the records that are known to be bad, and import the others."""
        self._load_bindings(items)
        for item in items:
            if item.external_id in errors:
                self._bury_item(item, errors[item.external_id], result)
        rest = [item for item in items if item.external_id not in errors]
        if rest:
            self._import_or_halve(rest, result)

    def _bury_item(self, item, error, result):
        self._bury(item.external_id, item.record, error)
        result.failed += 1
        result.failed_ids.append(item.external_id)

    def _forget(self):
        """Empty the look-up cache: it may hold what was rolled back."""
        cache = getattr(self.work, "cache", None)
        if cache is not None:
            cache.clear()

    def _is_binding_conflict(self, error):
        """Tell whether our own unique constraint on external ids was violated."""
        if not isinstance(error, psycopg2.IntegrityError):
            return False
        name = error.diag.constraint_name or ""
        return name == f"{self.model._table}_backend_external_uniq"

    @contextmanager
    def _quiet_cursor(self):
        """Keep the cursor from logging what is handled here."""
        cr = self.env.cr
        before = getattr(cr, "_default_log_exceptions", None)
        if before is None:
            yield
            return
        cr._default_log_exceptions = False
        try:
            yield
        finally:
            cr._default_log_exceptions = before

    def _letters(self):
        return self.env["generic.dead.letter"]

    def _bury(self, external_id, record, error):
        """Store a record that cannot be imported as a dead letter."""
        backend = self.backend_record
        message = str(error) or type(error).__name__
        _logger.warning(
            "%s: %s %s was not imported: %s",
            backend.display_name,
            self.model._entity,
            external_id,
            message,
        )
        values = {
            "backend_id": backend.generic_backend_id.id,
            "direction": "import",
            "entity": self.model._entity,
            "binding_model": self.model._name,
            "external_id": external_id,
            "error": message,
            "traceback": "".join(traceback.format_exception(error)),
        }
        if record is not None:
            stamps = self.mapper.map_stamps(record) if isinstance(record, dict) else {}
            values.update(
                name=stamps.get("external_name"),
                payload=json.dumps(record, indent=2, ensure_ascii=False),
                payload_digest=digest(record),
            )
        self._letters()._record(values)
        binding = self._get_binding(external_id) if external_id else None
        if binding:
            binding.with_context(connector_no_export=True).write(
                {"sync_state": "failed", "last_error": message}
            )

    # A batch: everything below runs in a savepoint, and may run again

    def _before_import(self, record):
        """Say whether a record is imported; hook. False leaves it out."""
        return True

    def _after_import(self, binding, record):
        """Do what comes after a record was imported; hook."""

    def _import_batch(self, items):
        """Import items together; return how many were (created, updated, skipped)."""
        wanted = [item for item in items if self._before_import(item.record) is not False]
        skipped = len(items) - len(wanted)
        new = [item for item in wanted if not item.binding]
        old = [item for item in wanted if item.binding]
        for item in old:
            item.odoo = self._parent_of(item.binding)
        for item in new:
            item.odoo = None
        self._match(new)
        self._prepare(wanted)
        create = [item for item in new if not item.odoo]
        write = [item for item in wanted if item.odoo]
        self._create_parents(create)
        self._write_parents(write)
        self._create_bindings(new)
        self._write_bindings(old)
        self._import_children(wanted)
        for item in wanted:
            self._after_import(item.binding, item.record)
        self._letters()._resolve_imported(
            self.backend_record.generic_backend_id.id,
            self.model._name,
            [item.external_id for item in wanted],
        )
        return len(new), len(old), skipped

    @property
    def _parent_model(self):
        """The model that is bound, with the context of imports."""
        return self.env[self.binder.unwrap_model()].with_context(
            **self._get_import_context()
        )

    def _parent_of(self, binding):
        """Return the bound record, with the context of imports."""
        return binding.odoo_id.with_context(**self._get_import_context())

    def _get_import_context(self):
        """Return the context that Odoo's records are written with."""
        context = {"connector_no_export": True}
        if self.backend_record.tracking_disable:
            context.update(tracking_disable=True, mail_create_nosubscribe=True)
        return context

    # Matching

    def _match(self, items):
        """Find the Odoo records of new external ones, as ``_match_on`` says.

        A record that is bound on this backend already is another one's.
        """
        taken = set()
        errors = {}
        for field_name, from_path in self._match_on:
            wanted = {}
            for item in items:
                if item.odoo:
                    continue
                for value in self._get_match_values(field_name, item.record, from_path):
                    wanted.setdefault(value, []).append(item)
            if not wanted:
                continue
            candidates = self._find_candidates(field_name, list(wanted))
            for value, group in wanted.items():
                for item in group:
                    found = [
                        record
                        for record in candidates.get(value, [])
                        if record.id not in taken
                    ]
                    if item.odoo or not found:
                        continue
                    try:
                        item.odoo = self._choose(found, field_name, value)
                    except AmbiguousMatchError as error:
                        errors[item.external_id] = error
                        continue
                    taken.add(item.odoo.id)
        if errors:
            raise RecordErrors(errors)

    def _get_match_values(self, field_name, record, from_path):
        """Return the values of a record to match by."""
        found = dig(record, from_path)
        values = found if isinstance(found, list) else [found]
        return [
            self._normalize_match(field_name, value)
            for value in values
            if value is not None and value != ""
        ]

    def _normalize_match(self, field_name, value):
        """Return a value as it is compared."""
        return value

    def _find_candidates(self, field_name, values):
        """Return {value: unbound records that have it}, active ones first."""
        model = self._parent_model
        domain = [(field_name, "in", values), *self._get_company_domain(model)]
        records = model.with_context(active_test=False).search(domain)
        return self._group_candidates(
            records, lambda record: [(record[field_name], record)]
        )

    def _group_candidates(self, records, keys):
        """Group records by the values that they match, without the bound ones."""
        grouped = {}
        for record in records:
            for value, target in keys(record):
                group = grouped.setdefault(value, [])
                if target not in group:
                    group.append(target)
        targets = self._parent_model.browse(
            {target.id for group in grouped.values() for target in group}
        )
        bound = self.binder.bound_many(targets)
        result = {}
        for value, group in grouped.items():
            free = [target for target in group if target.id not in bound]
            active = [
                target
                for target in free
                if "active" not in target._fields or target.active
            ]
            result[value] = active or free
        return result

    def _get_company_domain(self, model):
        """Return the domain of the records that the backend's company may use."""
        if "company_id" not in model._fields:
            return []
        return [("company_id", "in", [False, self.backend_record.company_id.id])]

    def _choose(self, candidates, field_name, value):
        """Take one of several matches, as the backend's policy says."""
        if len(candidates) > 1 and self.backend_record.ambiguous_match == "fail":
            raise AmbiguousMatchError(
                f"{len(candidates)} records have {field_name} {value!r}"
            )
        return min(candidates, key=lambda record: record.id)

    # Mapping

    def _prepare(self, items):
        """Map the items; hook for what has to be known of all before the first."""
        errors = {}
        for item in items:
            try:
                values = self._map(item)
            except MappingError as error:
                errors[item.external_id] = error
                continue
            item.data["parent"], item.data["binding"] = self._split_values(values)
        if errors:
            raise RecordErrors(errors)

    def _map(self, item):
        """Return the values of an item."""
        return self.mapper.map_record(item.record).values(for_create=not item.odoo)

    def _split_values(self, values):
        """Split values into the bound record's and the binding's own."""
        own = {
            name: value
            for name, value in values.items()
            if name in self.model._fields and not self.model._fields[name].inherited
        }
        parent = {name: value for name, value in values.items() if name not in own}
        return parent, own

    # Writing

    def _get_defaults(self):
        """Return the defaults of the bound model: asked for once, not per record."""
        model = self._parent_model
        return model.default_get(list(model._fields))

    def _create_parents(self, items):
        """Create the Odoo records of new items, all at once."""
        if not items:
            return
        defaults = self._get_defaults()
        records = self._parent_model.create(
            [{**defaults, **item.data["parent"]} for item in items]
        )
        for item, record in zip(items, records, strict=True):
            item.odoo = record

    def _write_parents(self, items):
        """Write what changed, on the records themselves.

        Through the binding every write would go the long way over ``_inherits``. One
        recordset for all lets the ORM read them all at once.
        """
        if not items:
            return
        shared = self._parent_model.browse([item.odoo.id for item in items])
        for item, record in zip(items, shared, strict=True):
            changed = self._get_changed(record, item.data["parent"])
            if changed:
                record.write(changed)

    def _get_changed(self, record, values):
        """Return those values that a record does not have yet."""
        changed = {}
        for name, value in values.items():
            field = record._fields[name]
            if field.type in ("one2many", "many2many"):
                changed[name] = value
                continue
            wanted = field.convert_to_cache(value, record)
            current = field.convert_to_cache(record[name], record)
            if field.type in ("float", "monetary") and isinstance(wanted, float):
                if abs(wanted - (current or 0.0)) < 1e-9:
                    continue
            elif (wanted or None) == (current or None):
                continue
            changed[name] = value
        return changed

    def _get_binding_values(self, item):
        """Return the values of a binding after its import."""
        return {
            **self.mapper.map_stamps(item.record),
            **item.data["binding"],
            "import_digest": item.digest,
            "sync_date": fields.Datetime.now(),
            "sync_state": "synced",
            "retry_count": 0,
            "last_error": False,
        }

    def _create_bindings(self, items):
        """Create the bindings of new items, all at once."""
        bindings = self.model.with_context(**self._get_import_context()).create(
            [
                {
                    **self._get_binding_values(item),
                    "backend_id": self.backend_record.id,
                    "external_id": item.external_id,
                    "odoo_id": item.odoo.id,
                }
                for item in items
            ]
        )
        for item, binding in zip(items, bindings, strict=True):
            item.binding = binding

    def _write_bindings(self, items):
        """Write the bindings of known items."""
        for item in items:
            item.binding.with_context(connector_no_export=True).write(
                self._get_binding_values(item)
            )

    # Children

    def _import_children(self, items):
        """Import the parts of records that have bindings of their own."""
        for child in self._children:
            importer = self.component(
                usage="child.importer", model_name=child["model"]
            )
            importer.import_children(items, child)


class GenericChildImporter(Component):
    """Imports the parts of a page's records: addresses, order lines, variants.

    Each part has a binding, so that a second import updates it instead of doubling
    it, and what vanished in the external record goes away.
    """

    _name = "generic.child.importer"
    _inherit = "generic.importer"
    _usage = "child.importer"

    def import_children(self, items, config):
        """Create, update and remove the parts of these records.

        :param items: imported :class:`ImportItem` of the parents
        :param dict config: one entry of the parent importer's ``_children``
        """
        children = []
        for item in items:
            for record in self._get_parts(item.record, config):
                external_id = compose_id(record, config.get("id", "id"))
                if not external_id:
                    continue
                child = ImportItem(external_id, record)
                child.data = {"parent_item": item}
                children.append(child)
        unique = {child.external_id: child for child in children}
        children = list(unique.values())
        self._load_bindings(children)
        self._remove_vanished(items, unique)
        changed = [child for child in children if self._is_changed(child)]
        for child in changed:
            child.odoo = self._parent_of(child.binding) if child.binding else None
            values = {**config.get("values", {}), **self._map(child)}
            parent = child.data["parent_item"]
            values[config["parent"]] = parent.odoo.id
            child.data["parent"], own = self._split_values(values)
            child.data["binding"] = {**own, "external_parent_id": parent.external_id}
        new = [child for child in changed if not child.binding]
        self._create_parents(new)
        self._write_parents([child for child in changed if child.binding])
        self._create_bindings(new)
        self._write_bindings([child for child in changed if not child.is_new])
        return children

    def _get_parts(self, record, config):
        """Return the payloads of a record's parts, without those to skip."""
        parts = dig(record, config["path"])
        parts = parts if isinstance(parts, list) else []
        skip = config.get("skip")
        return [
            part
            for part in parts
            if isinstance(part, dict)
            and not (skip and dig(part, skip["path"], MISSING) == skip["equals"])
        ]

    def _remove_vanished(self, items, kept):
        """Remove the parts that the external records do not have any more."""
        known = [item.external_id for item in items if not item.is_new]
        if not known:
            return
        bindings = self.model.with_context(active_test=False).search(
            [
                ("backend_id", "=", self.backend_record.id),
                ("external_parent_id", "in", known),
                ("external_id", "not in", list(kept)),
            ]
        )
        if bindings:
            self._remove(bindings)

    def _remove(self, bindings):
        """Remove parts: archive the records, documents may refer to them."""
        records = bindings.odoo_id.with_context(**self._get_import_context())
        bindings.unlink()
        if "active" in records._fields:
            records.write({"active": False})
        else:
            records.unlink()
