from odoo.addons.component.core import AbstractComponent, Component

from ..tools import compose_id, dig
from .importer import ImportItem


class GenericProductImporter(AbstractComponent):
    """Imports products with their options and variants.

    Options become attributes that make variants on demand (``dynamic``): a product
    has the variants that exist in the external system, not all combinations. A
    product without options has the one variant that Odoo gives it.
    """

    _name = "generic.product.importer"
    _inherit = "generic.importer"

    #: {"path", "name", "values", "default_value": value of a product without options}
    _options = {}
    #: {"model", "path", "id", "options": paths of the values, "match_on"}
    _variants = {}

    # Matching: the keys of a product are its variants' keys

    def _find_candidates(self, field_name, values):
        variants = self.env["product.product"].with_context(
            active_test=False, **self._get_import_context()
        )
        if field_name not in variants._fields:
            return super()._find_candidates(field_name, values)
        records = variants.search(
            [(field_name, "in", values), *self._get_company_domain(variants)]
        )
        return self._group_candidates(
            records, lambda record: [(record[field_name], record.product_tmpl_id)]
        )

    # Options

    def _get_options(self, record):
        """Return [(option name, [values])] of a payload."""
        config = self._options
        options = []
        for option in dig(record, config.get("path")) or []:
            name = dig(option, config["name"])
            values = [str(value) for value in dig(option, config["values"]) or []]
            if not name or not values or values == [config.get("default_value")]:
                continue
            options.append((str(name), values))
        return options

    def _get_variant_values(self, record, variant):
        """Return [(option name, value)] of a variant's payload."""
        names = [
            str(dig(option, self._options["name"]))
            for option in dig(record, self._options.get("path")) or []
        ]
        chosen = []
        known = {name for name, _values in self._get_options(record)}
        for name, value_path in zip(
            names, self._variants.get("options", ()), strict=False
        ):
            value = dig(variant, value_path)
            if name in known and value is not None and value != "":
                chosen.append((name, str(value)))
        return chosen

    def _get_all_options(self, record):
        """Return {option name: [values]}, those of the variants among them."""
        options = {name: list(values) for name, values in self._get_options(record)}
        for variant in dig(record, self._variants.get("path")) or []:
            for name, value in self._get_variant_values(record, variant):
                if value not in options[name]:
                    options[name].append(value)
        return options

    def _find_attribute(self, name):
        """Return the id of the attribute that makes variants on demand."""

        def find():
            model = self.env["product.attribute"]
            attribute = model.search(
                [("name", "=", name), ("create_variant", "=", "dynamic")], limit=1
            )
            return (
                attribute or model.create({"name": name, "create_variant": "dynamic"})
            ).id

        return self.mapper._cached(("attribute", name), find)

    def _find_values(self, attribute_id, names):
        """Return {name: id} of an attribute's values, made where they lack."""
        known = self.mapper._cached(
            ("attribute_values", attribute_id),
            lambda: {
                value.name: value.id
                for value in self.env["product.attribute.value"].search(
                    [("attribute_id", "=", attribute_id)]
                )
            },
        )
        missing = [name for name in dict.fromkeys(names) if name not in known]
        for value in self.env["product.attribute.value"].create(
            [{"name": name, "attribute_id": attribute_id} for name in missing]
        ):
            known[value.name] = value.id
        return known

    # Templates

    def _prepare(self, items):
        super()._prepare(items)
        for item in items:
            item.data["variants"] = self._map_variants(item.record)
            prices = [
                values["lst_price"]
                for _part, values in item.data["variants"].values()
                if "lst_price" in values
            ]
            if prices and "list_price" in self._parent_model._fields:
                item.data["parent"].setdefault("list_price", min(prices))
            options = self._get_all_options(item.record)
            item.data["options"] = options
            if options and not item.odoo:
                item.data["parent"]["attribute_line_ids"] = [
                    (0, 0, self._get_line_values(name, values))
                    for name, values in options.items()
                ]

    def _map_variants(self, record):
        """Return {external id: (payload, values)} of a product's variants."""
        if not self._variants:
            return {}
        mapper = self.component(
            usage="import.mapper", model_name=self._variants["model"]
        )
        variants = {}
        for part in dig(record, self._variants["path"]) or []:
            external_id = compose_id(part, self._variants.get("id", "id"))
            if external_id:
                values = mapper.map_record(part).values(for_create=True)
                variants[external_id] = (part, values)
        return variants

    def _get_line_values(self, name, values):
        """Return the values of a template's attribute line."""
        attribute_id = self._find_attribute(name)
        known = self._find_values(attribute_id, values)
        return {
            "attribute_id": attribute_id,
            "value_ids": [(6, 0, [known[value] for value in values])],
        }

    def _get_defaults(self):
        defaults = super()._get_defaults()
        defaults.pop("attribute_line_ids", None)
        return defaults

    def _write_parents(self, items):
        super()._write_parents(items)
        for item in items:
            if item.data["options"]:
                self._update_options(item)

    def _update_options(self, item):
        """Add the options and values that the external product has gained."""
        template = item.odoo
        lines = {line.attribute_id.id: line for line in template.attribute_line_ids}
        commands = []
        for name, values in item.data["options"].items():
            attribute_id = self._find_attribute(name)
            line = lines.get(attribute_id)
            if not line:
                commands.append((0, 0, self._get_line_values(name, values)))
                continue
            known = self._find_values(attribute_id, values)
            missing = {known[value] for value in values} - set(line.value_ids.ids)
            if missing:
                commands.append(
                    (1, line.id, {"value_ids": [(4, value) for value in missing]})
                )
        if commands:
            template.write({"attribute_line_ids": commands})

    # Variants

    def _import_children(self, items):
        super()._import_children(items)
        if self._variants:
            importer = self.component(
                usage="variant.importer", model_name=self._variants["model"]
            )
            importer.import_variants(self, items)


class GenericVariantImporter(Component):
    """Imports the variants of a page's products."""

    _name = "generic.variant.importer"
    _inherit = "generic.child.importer"
    _usage = "variant.importer"

    def import_variants(self, products, items):
        """Create, update and remove the variants of these products.

        :param products: the importer of the products
        :param items: their :class:`ImportItem`, imported
        """
        config = products._variants
        children = {}
        for item in items:
            for external_id, (part, values) in item.data["variants"].items():
                child = ImportItem(external_id, part)
                child.data = {"parent_item": item, "values": dict(values)}
                children[external_id] = child
        self._load_bindings(list(children.values()))
        self._remove_vanished(items, children)
        changed = [child for child in children.values() if self._is_changed(child)]
        if not changed:
            return
        self._find_variants(products, changed, config)
        for child in changed:
            # The price is the template's; what a variant costs more is its values'.
            price = child.data["values"].pop("lst_price", None)
            child.data["price"] = price
            child.data["parent"], own = self._split_values(child.data["values"])
            parent = child.data["parent_item"]
            child.data["binding"] = {**own, "external_parent_id": parent.external_id}
        self._write_parents(changed)
        self._set_extra_prices(changed)
        self._create_bindings([child for child in changed if not child.binding])
        self._write_bindings([child for child in changed if not child.is_new])

    def _set_extra_prices(self, children):
        """Set what a variant costs more than its template.

        Odoo keeps that with the attribute's value, so it is exact where a product
        has one option. With several, the binding's external price is the exact one.
        """
        for child in children:
            price = child.data["price"]
            values = child.odoo.product_template_attribute_value_ids
            if price is None or len(values) != 1:
                continue
            extra = price - child.odoo.product_tmpl_id.list_price
            if abs(values.price_extra - extra) > 1e-6:
                values.price_extra = extra

    def _find_variants(self, products, children, config):
        """Set the Odoo variant of each, made where it lacks."""
        templates = self.env["product.template"].browse(
            {child.data["parent_item"].odoo.id for child in children}
        )
        by_template = {}
        for variant in templates.with_context(active_test=False).product_variant_ids:
            by_template.setdefault(variant.product_tmpl_id.id, []).append(variant)
        bound = self.binder.bound_many(
            self.env["product.product"].browse(
                [v.id for variants in by_template.values() for v in variants]
            )
        )
        wanted = []
        for child in children:
            if child.binding:
                child.odoo = self._parent_of(child.binding)
                continue
            parent = child.data["parent_item"]
            free = [
                variant
                for variant in by_template.get(parent.odoo.id, [])
                if variant.id not in bound
            ]
            values = products._get_variant_values(parent.record, child.record)
            combination = self._get_combination(products, parent.odoo, values)
            child.odoo = self._choose_variant(child, free, combination, config)
            if child.odoo:
                bound[child.odoo.id] = True
            else:
                wanted.append((child, combination))
        self._create_variants(wanted)

    def _get_combination(self, products, template, values):
        """Return the ids of the template's values that make a variant."""
        combination = set()
        for name, value in values:
            attribute_id = products._find_attribute(name)
            value_id = products._find_values(attribute_id, [value])[value]
            found = template.attribute_line_ids.product_template_value_ids.filtered(
                lambda line_value, value_id=value_id: (
                    line_value.product_attribute_value_id.id == value_id
                    and line_value.ptav_active
                )
            )
            combination.update(found[:1].ids)
        return combination

    def _choose_variant(self, child, free, combination, config):
        """Return the unbound variant that an external one is, None without one."""
        for variant in free:
            if combination == set(variant.product_template_attribute_value_ids.ids):
                return variant
        for field_name, value_path in config.get("match_on", ()):
            value = dig(child.record, value_path)
            for variant in free:
                if value and variant[field_name] == value:
                    return variant
        return None

    def _create_variants(self, wanted):
        """Create the variants of these combinations, all at once."""
        if not wanted:
            return
        context = {**self._get_import_context(), "active_test": False}
        records = self.env["product.product"].with_context(**context).create(
            [
                {
                    "product_tmpl_id": child.data["parent_item"].odoo.id,
                    "product_template_attribute_value_ids": [
                        (6, 0, sorted(combination))
                    ],
                }
                for child, combination in wanted
            ]
        )
        for (child, _combination), record in zip(wanted, records, strict=True):
            child.odoo = record
