/** The Python script that reads a whole model index in a running Odoo: what RPC does not tell is known there. */

/** Marks around the document where it is printed: the shell prints other things too. */
const BEGIN = "<model-index>";
const END = "</model-index>";

const READ = `# Writes a model index: what this Odoo knows of its modules, models, fields, methods and XML ids.
# It reads only, and no record of yours: names and types.
import json
import os

from odoo import models
from odoo.release import series

FIRST = {models.BaseModel, models.Model, models.AbstractModel, models.TransientModel, object}
# Those that Odoo makes for itself: of models, fields, tables and rights.
OWN = [
    "ir.model", "ir.model.access", "ir.model.constraint", "ir.model.data", "ir.model.fields",
    "ir.model.fields.selection", "ir.model.inherit", "ir.model.relation", "ir.module.module",
]
# Longer selections are lists of the world (time zones, schemes of electronic addresses).
LONGEST = 30
KEPT = {"id", "create_uid", "create_date", "write_uid", "write_date", "parent_path"}


def words(value):
    return [value] if isinstance(value, str) else list(value or ())


def definitions(cls, name):
    """The classes that make and extend a model, the first one last."""
    return [
        one
        for one in cls.__mro__
        if one is not cls and one not in FIRST and getattr(one, "_name", None) == name and hasattr(one, "_module")
    ]


def field_facts(field):
    facts = {"modules": sorted(one for one in (getattr(field, "_modules", None) or ()) if one), "type": field.type}
    if field.comodel_name:
        facts["comodel"] = field.comodel_name
    if field.related:
        facts["related"] = field.related if isinstance(field.related, str) else ".".join(field.related)
    if field.required:
        facts["required"] = True
    if field.readonly:
        facts["readonly"] = True
    if not field.store:
        facts["store"] = False
    return facts


def public_methods(cls):
    base = {key for one in FIRST for key in dir(one)}
    found = set()
    for one in cls.__mro__:
        if one in FIRST or not hasattr(one, "_module"):
            continue
        for key, value in vars(one).items():
            if not key.startswith("_") and key not in base and callable(value) and not isinstance(value, type):
                found.add(key)
    return sorted(found - set(cls._fields))


def model_facts(name):
    model = env[name]
    cls = type(model)
    classes = definitions(cls, name)
    inherit = dict.fromkeys(parent for one in classes for parent in words(one._inherit) if parent != name)
    modules = {one._module for one in classes if one._module}
    facts = {
        "modules": sorted(modules),
        "methods": public_methods(cls),
        "fields": {key: field_facts(field) for key, field in sorted(model._fields.items())},
    }
    # Every model has it among its ancestors.
    inherit.pop("base", None)
    if inherit:
        facts["inherit"] = list(inherit)
    if model._inherits:
        facts["inherits"] = dict(model._inherits)
    if model._abstract:
        facts["abstract"] = True
    if model._transient:
        facts["transient"] = True
    return facts


def selections():
    rows = env["ir.model.data"].sudo().search_read([("model", "=", "ir.model.fields.selection")], ["module", "res_id"])
    module_of = {row["res_id"]: row["module"] for row in rows}
    found = {}
    for value in env["ir.model.fields.selection"].sudo().search([]):
        key = (value.field_id.model, value.field_id.name)
        found.setdefault(key, {})[value.value] = module_of.get(value.id, "")
    return found


def value_facts(name, listed):
    """What a new record needs that nothing fills by itself, and what its selections hold."""
    model = env[name]
    needed, chosen = [], {}
    for field in model._fields.values():
        if not field.store or field.inherited or field.name in KEPT:
            continue
        if field.required and not (field.default or field.compute or field.related):
            if field.name not in model._inherits.values():
                needed.append(field.name)
        values = listed.get((name, field.name), {})
        if field.type == "selection" and 0 < len(values) <= LONGEST:
            chosen[field.name] = values
    defaults = model.default_get(needed)
    return {"needed": [one for one in needed if not defaults.get(one)], "selections": chosen}


def read_index():
    modules = env["ir.module.module"].sudo().search([("state", "in", ["installed", "to upgrade"])], order="name")
    names = sorted(env.registry)
    listed = selections()
    values = {}
    for name in names:
        model = env[name]
        if not model._abstract and not model._transient and model._auto:
            facts = value_facts(name, listed)
            if facts["needed"] or facts["selections"]:
                values[name] = facts
    xmlids = {}
    # What people have imported is theirs.
    of_modules = [("model", "not in", OWN), ("module", "in", modules.mapped("name"))]
    rows = env["ir.model.data"].sudo().search_read(of_modules, ["module", "name", "model"], order="id")
    for row in rows:
        xmlids.setdefault(row["model"], {}).setdefault(row["module"], []).append(row["name"])
    return {
        "odoo": series,
        "modules": {one.name: sorted(one.dependencies_id.mapped("name")) for one in modules},
        "models": {name: model_facts(name) for name in names},
        "xmlids": {key: {module: sorted(ids) for module, ids in sorted(of.items())} for key, of in sorted(xmlids.items())},
        "values": values,
    }


document = json.dumps(read_index(), sort_keys=True)
`;

/** The script for the user's own `odoo shell`: it writes a file where the shell runs. */
export const indexScript = (): string => `${READ}path = os.path.abspath(os.environ.get("ODOO_INDEX", "odoo-index.json"))
with open(path, "w", encoding="utf-8") as file:
    file.write(document)
print("The model index is in " + path)
`;

/** The script for the lab: it prints. */
export const printingScript = (): string => `${READ}print("${BEGIN}" + document + "${END}")\n`;

/** What `printingScript` printed; undefined where it did not come so far. */
export function printedDocument(printed: string): string | undefined {
  const from = printed.indexOf(BEGIN);
  const to = printed.lastIndexOf(END);
  return from === -1 || to < from ? undefined : printed.slice(from + BEGIN.length, to);
}
