import logging
import time
from functools import partial

import psycopg2

from odoo import SUPERUSER_ID, api

from odoo.addons.component.core import AbstractComponent

from ..log import log

_logger = logging.getLogger(__name__)

#: key of what a transaction has changed so far, in the cursor's precommit data
CHANGED = "generic_connector.changed"


def queue_changed(env, key):
    """Queue the exports of what a transaction changed; runs right before its commit.

    Whatever goes wrong here is logged: nobody's work is lost because of an export.
    """
    started = time.monotonic()
    changed = env.cr.precommit.data.pop(key, {})
    name = entity = "-"
    try:
        # Everything else is flushed already, and other hooks may be waiting.
        with env.cr.savepoint(flush=False):
            for (backend_model, binding_model), record_ids in changed.items():
                model, entity = env[backend_model], env[binding_model]._entity
                for backend in model.browse(
                    model._get_listening_backends(binding_model)
                ):
                    name = backend.display_name
                    backend._export_changed(binding_model, list(record_ids))
            env.flush_all()
    except psycopg2.OperationalError:
        # The server repeats the whole transaction.
        raise
    except Exception:  # noqa: BLE001, it is logged
        env.transaction.clear()
        log(
            _logger,
            logging.ERROR,
            name,
            "Changed records could not be queued for export",
            entity=entity,
            started=started,
            exc_info=True,
        )


class GenericExportListener(AbstractComponent):
    """Exports records when they change, where the backend's switch is on.

    What changed is collected and queued once, right before the commit: several
    writes make one job. Nothing that an import writes is heard (the context
    ``connector_no_export``), so that what just came does not go back.
    """

    _name = "generic.export.listener"
    _inherit = "base.connector.listener"

    #: binding of the exported records
    _binding_model = None
    #: model -> fields whose change matters; a computed one stands for those that it
    #: is computed from
    _watched = {}
    #: model -> field that leads from its records to the exported ones
    _steps = {}
    #: whether records that are not linked yet are exported too
    _exports_new = False
    #: whether what is deleted in Odoo is deleted in the external system
    _deletes = False
    #: whether what is archived is deleted there too: it has no place for that
    _deletes_archived = False

    @classmethod
    def _complete_component_build(cls):
        """Forget what fields stand for: the registry is a new one."""
        result = super()._complete_component_build()
        cls._keys = None
        return result

    def on_record_create(self, record, fields=None):
        """Note a new record, or a new part of a linked one."""
        if record._name in self._steps or self._exports_new:
            self._note(record)

    def on_record_write(self, record, fields=None):
        """Note a changed record; one that was archived may have to be deleted."""
        if (
            self._deletes_archived
            and record._name not in self._steps
            and "active" in (fields or ())
            and not record.active
        ):
            self._queue_deletion(record)
            return
        self._note(record, fields)

    def on_record_unlink(self, record):
        """Note a record that is losing a part, or is being deleted."""
        if record._name in self._steps:
            self._note(record)
        elif self._deletes:
            self._queue_deletion(record)

    def _queue_deletion(self, record):
        """Queue the deletion of a record in the backends whose switch is on."""
        if self._is_heard(record):
            for backend in self._get_backends(record):
                backend._queue_deletion(self._binding_model, record)

    def _get_backends(self, record):
        """Return the backends whose switch is on, kept in the registry's cache."""
        model = record.env[self._collection].sudo()
        return model.browse(model._get_listening_backends(self._binding_model))

    def _is_heard(self, record):
        """Tell whether a change is a person's, not an import's or an installation's."""
        context = record.env.context
        return not (self.no_connector_export(record) or context.get("install_mode"))

    def _note(self, record, fields=None):
        """Note that a record has to be exported, where a backend wants to know."""
        # Imports write much, and what they write is not heard.
        if not self._is_heard(record) or not self._get_backends(record):
            return
        if fields is not None:
            keys = self._get_keys(record.env).get(record._name, frozenset())
            if keys.isdisjoint(fields):
                return
        step = self._steps.get(record._name)
        target = record.sudo()[step] if step else record
        precommit = record.env.cr.precommit
        changed = precommit.data.get(CHANGED)
        if changed is None:
            changed = precommit.data[CHANGED] = {}
            env = api.Environment(record.env.cr, SUPERUSER_ID, {})
            precommit.add(partial(queue_changed, env, CHANGED))
        ids = changed.setdefault((self._collection, self._binding_model), {})
        ids.update(dict.fromkeys(target.ids))

    def _get_keys(self, env):
        """Return {model: names whose write matters}.

        Who writes a price writes ``list_price``, whatever field is exported: a
        computed field is replaced by those that it depends on, as far as they are of
        models that this listener hears.
        """
        cls = type(self)
        if cls._keys is None:
            keys = {name: set(fields) for name, fields in self._watched.items()}
            todo = [(name, field) for name, fields in keys.items() for field in fields]
            while todo:
                for model, name in self._get_origins(env, *todo.pop()):
                    if model in keys and name not in keys[model]:
                        keys[model].add(name)
                        todo.append((model, name))
            cls._keys = {name: frozenset(fields) for name, fields in keys.items()}
        return cls._keys

    def _get_origins(self, env, model, name):
        """Return [(model, field)] that a field is computed from."""
        field = env[model]._fields.get(name)
        found = []
        for path in env.registry.field_depends[field] if field is not None else ():
            owner = env[model]
            for step in path.split("."):
                found.append((owner._name, step))
                comodel = owner._fields[step].comodel_name
                if not comodel:
                    break
                owner = env[comodel]
        return found
