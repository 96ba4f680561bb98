from odoo.addons.component.core import AbstractComponent

from ..tools import bury, compose_id, dig


class GenericProductExporter(AbstractComponent):
    """Exports products with their options and variants, in one write."""

    _name = "generic.product.exporter"
    _inherit = "generic.binding.exporter"

    #: as in the importer
    _options = {}
    _variants = {}

    def _get_payload(self, binding):
        payload = super()._get_payload(binding)
        if not self._variants:
            return payload
        lines = self._get_option_lines(binding.odoo_id)
        if lines and self._options:
            bury(payload, self._options["path"], self._get_options(lines))
        bury(payload, self._variants["path"], self._get_variants(binding, lines))
        return payload

    def _get_option_lines(self, template):
        """Return the attribute lines that make variants."""
        return template.valid_product_template_attribute_line_ids.filtered(
            lambda line: line.attribute_id.create_variant != "no_variant"
        )[: len(self._variants.get("options", ()))]

    def _get_options(self, lines):
        """Return the options of a product as the system wants them."""
        return [
            {
                self._options["name"]: line.attribute_id.name,
                self._options["values"]: line.value_ids.mapped("name"),
            }
            for line in lines
        ]

    def _get_variants(self, binding, lines):
        """Return the payloads of the variants, with their ids where they have one."""
        model = self._variants["model"]
        mapper = self.component(usage="export.mapper", model_name=model)
        variants = binding.odoo_id.product_variant_ids
        bound = self.binder_for(model).bound_many(variants)
        payloads = []
        for variant in variants:
            values = mapper.map_record(variant).values()
            known = bound.get(variant.id)
            if known and known.external_id:
                key = self._variants.get("id", "id")
                external_id = known.external_id
                bury(
                    values,
                    key,
                    int(external_id) if external_id.isdigit() else external_id,
                )
            self._add_option_values(values, variant, lines)
            payloads.append(values)
        return payloads

    def _add_option_values(self, values, variant, lines):
        """Put a variant's option values into its payload."""
        chosen = variant.product_template_attribute_value_ids
        for line, option_path in zip(
            lines, self._variants.get("options", ()), strict=False
        ):
            value = chosen.filtered(
                lambda item, line=line: item.attribute_line_id == line
            )
            if value:
                bury(values, option_path, value[:1].name)

    def _after_export(self, binding, answer):
        """Bind the variants that the answer names."""
        super()._after_export(binding, answer)
        parts = dig(answer, self._variants.get("path")) if self._variants else None
        if not isinstance(parts, list) or not parts:
            return
        model = self._variants["model"]
        binder = self.binder_for(model)
        mapper = self.component(usage="import.mapper", model_name=model)
        variants = binding.odoo_id.product_variant_ids
        bound = binder.bound_many(variants)
        ids = [compose_id(part, self._variants.get("id", "id")) for part in parts]
        known = binder.to_internal_many(ids)
        free = [variant for variant in variants if variant.id not in bound]
        values = []
        for part, external_id in zip(parts, ids, strict=True):
            if not external_id or external_id in known:
                continue
            variant = self._match_variant(part, free)
            if not variant:
                continue
            free.remove(variant)
            values.append(
                {
                    **mapper.map_stamps(part),
                    "backend_id": self.backend_record.id,
                    "odoo_id": variant.id,
                    "external_id": external_id,
                    "external_parent_id": binding.external_id,
                    "sync_date": binding.sync_date,
                    "sync_state": "synced",
                }
            )
        self.env[model].with_context(connector_no_export=True).create(values)

    def _match_variant(self, part, free):
        """Return the variant that a part of the answer is.

        By its key where it has one; else they come in the order they were sent in.
        """
        for field_name, from_path in self._variants.get("match_on", ()):
            value = dig(part, from_path)
            for variant in free:
                if value and variant[field_name] == value:
                    return variant
        return free[0] if free else None
