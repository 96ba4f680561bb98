import json

from odoo.addons.component.core import AbstractComponent

from ..merge import dump_base, explain, freeze, freeze_value, is_nothing, load_base
from ..tools import MISSING, dump


class GenericMerger(AbstractComponent):
    """Decides by field what an import writes on records that Odoo knows.

    A binding keeps what both sides held when they were synchronised last. What only
    the external system changed since is imported; what only Odoo changed stays. Where
    both did, the policy of the backend says who wins.
    """

    _name = "generic.merger"
    _inherit = "base.importer"

    #: set by an exporter, which sends what is ahead here by itself
    _is_exporting = False

    @property
    def _merges(self):
        """Whether such records are merged; documents have rules of their own."""
        return bool(self.model._conflict_field)

    @property
    def _policy(self):
        """The backend's policy for conflicts of such records."""
        return self.backend_record[self.model._conflict_field]

    def _load_disputes(self, items):
        """Mark the items that have an open conflict: they are looked at anew."""
        if not self._merges:
            return
        disputed = self.env["generic.conflict"]._get_open(
            self.backend_record.generic_backend_id.id,
            self.model._name,
            [item.external_id for item in items if item.binding],
        )
        for item in items:
            item.is_disputed = item.external_id in disputed

    def _get_top(self, item):
        """Return the item of the record that a part belongs to, else the item."""
        return item.data.get("parent_item") or item

    def _get_base(self, item):
        """Return what both sides held when this item was synchronised last."""
        if "base" not in item.data:
            binding = item.binding
            item.data["base"] = load_base(binding.sync_base) if binding else {}
        return item.data["base"]

    # Who wins

    def _settle(self, item, record, changed):
        """Return those values that are written, of those that differ.

        :param item: :class:`ImportItem`
        :param record: the Odoo record
        :param dict changed: values of the external record that Odoo does not hold
        """
        if not self._merges or not changed:
            return changed
        policy = self._policy
        if self._get_top(item).is_forced and policy == "external_wins":
            return changed
        base = self._get_base(item)
        written = {}
        for name, value in changed.items():
            there = freeze_value(record._fields[name], value)
            if there is MISSING:
                written[name] = value
                continue
            here = freeze(record, name)
            winner = self._get_winner(item, record, policy, base.get(name), here, there)
            if winner == "external":
                written[name] = value
                continue
            # What is kept is still to be synchronised: the base stays as it is.
            kept = item.data.setdefault("kept", {})
            kept[name] = base.get(name)
            if winner == "odoo":
                # The external value has been seen, and lost.
                kept[name] = (base.get(name, (None, None))[0], there)
            elif winner == "nobody":
                self._dispute(item, record, name, value, there)
            if winner in ("odoo", "ahead") and name in self.model._sends:
                self._get_top(item).data["ahead"] = True
        return written

    def _get_winner(self, item, record, policy, known, here, there):
        """Say whose value of a field counts, where both differ.

        :param known: what both sides held before, None where that is not known
        :return: ``external`` or ``odoo``; ``ahead`` where only Odoo changed it,
            ``same`` where neither did, ``nobody`` where a person has to decide
        """
        if known:
            is_ours, is_theirs = here != known[0], there != known[1]
            if not is_ours:
                return "external" if is_theirs else "same"
            if not is_theirs:
                return "ahead"
        elif policy != "external_wins":
            # The first time that they meet: what is empty is filled.
            if is_nothing(here):
                return "external"
            if is_nothing(there):
                return "ahead"
        if policy == "manual":
            return "nobody"
        if policy == "newest_wins":
            return "odoo" if self._is_newer_here(item, record) else "external"
        return "odoo" if policy == "odoo_wins" else "external"

    def _is_newer_here(self, item, record):
        """Tell whether the Odoo record changed last; the external one wins a tie.

        It wins too where it does not say when it changed.
        """
        there = self._get_external_date(item)
        here = self._get_odoo_date(item, record)
        return bool(there and here and here > there)

    def _get_external_date(self, item):
        """Return when an external record, or the one that it is a part of, changed."""
        stamps = self.mapper.map_stamps(item.record)
        top = self._get_top(item)
        return stamps.get("external_updated_at") or top.data.get("external_date")

    def _get_odoo_date(self, item, record):
        """Return when the Odoo record changed, what this import wrote left aside."""
        now = self.env.cr.now()
        dates = [record.write_date, self._get_top(item).data.get("odoo_date")]
        dates = [moment for moment in dates if moment and moment < now]
        # External dates have no fractions of a second.
        return max(dates, default=now).replace(microsecond=0)

    def _note_dates(self, item, record):
        """Keep both sides' dates before anything is written, for its parts as well."""
        if not self._merges or self._policy not in ("newest_wins", "manual"):
            return
        item.data["odoo_date"] = record.write_date
        item.data["external_date"] = self.mapper.map_stamps(item.record).get(
            "external_updated_at"
        )

    def _dispute(self, item, record, name, value, there):
        """Note a field that a person has to decide about."""
        field = record._fields[name]
        self._get_top(item).data.setdefault("disputes", []).append(
            {
                "binding_model": self.model._name,
                "external_id": item.external_id,
                "record_name": record.display_name,
                "field_name": name,
                "label": field._description_string(self.env),
                "odoo_value": explain(record, name),
                "external_value": explain(record, name, value),
                "external_key": json.dumps(there),
            }
        )

    # What came of it

    def _get_base_values(self, item):
        """Return the value of a binding that keeps what both sides hold now."""
        if not self._merges:
            return {}
        item.data["stored"] = self._get_new_base(item, item.odoo)
        return {"sync_base": item.data["stored"]}

    def _get_new_base(self, item, record):
        """Return what both sides hold now, as a binding keeps it."""
        return dump_base({**self._get_base(item), **self._get_sides(item, record)})

    def _store_bases(self, items):
        """Keep what became of the records since their bindings were written.

        Parts and hooks may change them. Mostly nothing does: it would cost as much as
        the writing of the bindings.
        """
        if not self._merges or not items:
            return
        # One recordset for all lets the ORM read them all at once.
        records = self._parent_model.browse([item.odoo.id for item in items])
        for item, record in zip(items, records, strict=True):
            text = self._get_new_base(item, record)
            if text != item.data["stored"]:
                item.binding.with_context(connector_no_export=True).sync_base = text

    def _get_sides(self, item, record):
        """Return what both sides of an item hold, as a base."""
        sides = {}
        kept = item.data.get("kept", {})
        for name, value in item.data["parent"].items():
            if name in kept:
                if kept[name]:
                    sides[name] = kept[name]
                continue
            there = freeze_value(record._fields[name], value)
            if there is not MISSING:
                sides[name] = (freeze(record, name), there)
        return sides

    def _store_conflicts(self, items):
        """Keep what a person has to decide, and close what needs no decision now."""
        if not self._merges:
            return
        found = {}
        for item in items:
            disputes = item.data.get("disputes", [])
            if not disputes and not item.is_disputed:
                continue
            values = {
                "entity": self.model._entity,
                "name": item.odoo.display_name,
                "odoo_date": item.data.get("odoo_date"),
                "external_date": item.data.get("external_date"),
                "payload": dump(item.record),
            }
            found[item.external_id] = values, disputes
            item.is_disputed = bool(disputes)
        self.env["generic.conflict"]._store(
            self.backend_record.generic_backend_id.id, self.model._name, found
        )

    def _queue_ahead(self, items):
        """Export what is ahead here, where changes go out by themselves.

        Only fields that an export sends count: else nothing would ever catch up.
        """
        ahead = [
            item.odoo.id
            for item in items
            if item.data.get("ahead") and not item.data.get("disputes")
        ]
        switch = f"export_{self.model._entity_plural}_on_change"
        if self._is_exporting or not ahead or switch not in self.backend_record._fields:
            return
        if self.backend_record[switch]:
            exporter = self.component(usage="batch.exporter")
            exporter.run_changed(self._parent_model.browse(ahead))
