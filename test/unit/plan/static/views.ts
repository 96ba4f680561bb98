/** Checks of XML: views, actions, menus and other records. */
import { type Addon, idOfModel } from "./addon.ts";
import type { Report } from "./findings.ts";
import { dotted, type Expr, parseExpression, textOf, walk } from "./python.ts";
import { checkDomain } from "./records.ts";
import { DATA_TAGS, lives, VIEW_ATTRIBUTES, VIEW_MODES, VIEW_TAGS, VIEW_TEMPLATES } from "./removed.ts";
import type { World } from "./world.ts";
import { type Element, elements, find } from "./xml.ts";

const VIEW_ROOTS = new Set(["form", "tree", "list", "search", "kanban", "calendar", "graph", "pivot", "activity"]);
/** Words in an attribute's expression that are no fields. */
const FREE_WORDS = new Set(
  "True False None parent context uid id active_id active_ids active_model current_date today now time datetime relativedelta context_today not and or in company_id company_ids allowed_company_ids".split(
    " ",
  ),
);
const MODIFIERS = ["invisible", "readonly", "required", "column_invisible"];

/** All that is wrong with the XML of an addon. */
export function checkData(world: World, addon: Addon, report: Report): void {
  const { major } = world.cap;
  const seen = new Set(addon.models.filter((model) => model.isNew).map((model) => idOfModel(model.model)));
  for (const file of addon.data) {
    for (const row of addon.access.filter((one) => one.file === file)) seen.add(row.id);
    const document = addon.documents.get(file);
    if (document === undefined) continue;
    for (const element of elements(document)) {
      const place = { file, line: element.line };
      const lifetime = isInArch(element) ? undefined : own(DATA_TAGS, element.name);
      if (lifetime !== undefined && !lives(lifetime, major))
        report("data-tag", place, `<${element.name}> is not known, ${lifetime.instead} is`);
      checkReferences(world, addon, element, file, seen, report);
      if (element.name === "record") checkRecord(world, addon, element, file, report);
      const { id } = element.attributes;
      if (id !== undefined && addon.ids.get(id)?.element === element) seen.add(id);
    }
  }
  checkAccess(world, addon, report);
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Whether an element stands inside a view's arch. */
function isInArch(element: Element): boolean {
  for (let one = element.parent; one !== undefined; one = one.parent) {
    if (one.name === "field" && one.attributes.name === "arch") return true;
  }
  return false;
}

// ------------------------------------------------------------------------------------------------------ references

function checkReferences(
  world: World,
  addon: Addon,
  element: Element,
  file: string,
  seen: ReadonlySet<string>,
  report: Report,
): void {
  const place = { file, line: element.line };
  const needs = world.needs(addon);
  const check = (id: string, model?: string): void => {
    const found = world.idModel(addon, id);
    const module = id.includes(".") ? id.slice(0, id.indexOf(".")) : addon.name;
    if (found === undefined) report("ref-unknown", place, `no XML id ${id}`);
    else if (!needs.has(module)) report("depends", place, `${id} needs ${module}, which the manifest does not`);
    else if (model !== undefined && found !== model) report("ref-model", place, `${id} is a ${found}, not a ${model}`);
    else if (module === addon.name && !seen.has(id.slice(id.indexOf(".") + 1)))
      report("ref-order", place, `${id} is used before it is defined`);
  };
  const { attributes, name } = element;
  const model = element.parent?.name === "record" ? element.parent.attributes.model : undefined;
  if (attributes.ref !== undefined && name === "field") {
    const field = world.field(model ?? "", attributes.name ?? "");
    check(
      attributes.ref,
      field?.type === "many2one" && !field.comodel?.startsWith("ir.actions.") ? field.comodel : undefined,
    );
  }
  for (const text of [attributes.eval, attributes.search]) {
    for (const [, id = ""] of text?.matchAll(/\bref\(\s*['"]([\w.]+)['"]/g) ?? []) check(id);
  }
  if (attributes.groups !== undefined) {
    for (const group of attributes.groups.split(",")) check(group.trim().replace(/^[!-]/, ""), "res.groups");
  }
  for (const value of Object.values(attributes)) for (const [, id = ""] of value.matchAll(/%\(([\w.]+)\)d/g)) check(id);
  if (name === "menuitem") {
    if (attributes.parent !== undefined) check(attributes.parent, "ir.ui.menu");
    if (attributes.action !== undefined) check(attributes.action);
  }
  if (name === "record" && attributes.id?.includes(".") === true && !attributes.id.startsWith(`${addon.name}.`))
    check(attributes.id, attributes.model);
}

// ---------------------------------------------------------------------------------------------------------- records

const fieldText = (record: Element, name: string): string | undefined =>
  record.children.find((child) => child.attributes.name === name)?.text.trim();

function checkRecord(world: World, addon: Addon, record: Element, file: string, report: Report): void {
  const model = record.attributes.model ?? "";
  const place = { file, line: record.line };
  if (!world.hasModel(model)) {
    report("data-model", place, `no model ${model}`);
    return;
  }
  for (const child of record.children) {
    const name = child.attributes.name ?? "";
    const field = world.field(model, name);
    if (child.name !== "field") continue;
    const at = { file, line: child.line };
    if (field === undefined) report("data-field", at, `${model} has no field ${name}`);
    else if (!field.modules.some((one) => world.needs(addon).has(one)))
      report("depends", at, `${model}.${name} is of ${field.modules.join(", ")}`);
  }
  const target = (): string => targetOf(world, record);
  const need = (method: string | undefined): void => {
    if (method !== undefined && target() !== "" && !world.hasMethod(target(), method))
      report("data-method", place, `${target()} has no method ${method}`);
  };
  switch (model) {
    case "ir.ui.view":
      checkViewRecord(world, addon, record, file, report);
      break;
    case "ir.actions.act_window":
      checkAction(world, addon, record, file, report);
      break;
    case "ir.cron":
    case "ir.actions.server":
      need(/^\s*(?:model|records?)\.(\w+)\(/.exec(fieldText(record, "code") ?? "")?.[1]);
      break;
    case "queue.job.function":
      need(fieldText(record, "method"));
      break;
    case "ir.rule": {
      const domain = fieldText(record, "domain_force");
      if (domain !== undefined && target() !== "")
        checkDomain(world, target(), parseExpression(domain), place.file, report, record.line);
      break;
    }
  }
}

/** The model that a record's `model_id` refers to. */
function targetOf(world: World, record: Element): string {
  const ref = record.children.find((child) => child.attributes.name === "model_id")?.attributes.ref ?? "";
  return world.modelOfId(ref.slice(ref.indexOf(".") + 1)) ?? "";
}

function checkAction(world: World, addon: Addon, record: Element, file: string, report: Report): void {
  const place = { file, line: record.line };
  const model = fieldText(record, "res_model") ?? "";
  if (!world.hasModel(model)) {
    report("data-model", place, `no model ${model}`);
    return;
  }
  for (const field of ["view_mode", "binding_view_types"]) {
    // The web client of all versions takes both names where an action is bound.
    if (field === "binding_view_types") continue;
    for (const mode of (fieldText(record, field) ?? "").split(",")) {
      const lifetime = own(VIEW_MODES, mode.trim());
      if (lifetime !== undefined && !lives(lifetime, world.cap.major))
        report("view-mode", place, `no view of type ${mode}, ${lifetime.instead} is`);
    }
  }
  const domain = fieldText(record, "domain");
  if (domain !== undefined) checkDomain(world, model, parseExpression(domain), file, report, record.line);
  const context = fieldText(record, "context");
  for (const [, filter = ""] of context?.matchAll(/search_default_(\w+)/g) ?? []) {
    const names = [...searchNames(addon, model)];
    if (names.length > 0 && !names.includes(filter)) report("action-filter", place, `no filter ${filter} of ${model}`);
  }
}

/** Names of filters and fields in the addon's own search views of a model. */
function* searchNames(addon: Addon, model: string): Generator<string> {
  for (const document of addon.documents.values()) {
    for (const record of elements(document)) {
      if (record.attributes.model !== "ir.ui.view" || fieldText(record, "model") !== model) continue;
      for (const one of elements(record)) {
        if (["filter", "field"].includes(one.name) && isInArch(one)) yield one.attributes.name ?? "";
      }
    }
  }
}

function checkAccess(world: World, addon: Addon, report: Report): void {
  for (const row of addon.access) {
    if (world.idModel(addon, row.model) !== "ir.model") report("access-model", row, `no model ${row.model}`);
    if (row.group !== "" && world.idModel(addon, row.group) !== "res.groups")
      report("access-group", row, `no group ${row.group}`);
  }
  const given = new Set(addon.access.map((row) => row.model.slice(row.model.indexOf(".") + 1)));
  for (const model of addon.models) {
    if (
      model.isNew &&
      model.kind !== "abstract" &&
      !given.has(idOfModel(model.model)) &&
      !model.file.startsWith("tests/")
    )
      report("access-missing", model, `nobody may do anything with ${model.model}`);
  }
}

// ------------------------------------------------------------------------------------------------------------ views

const archOf = (record: Element): Element | undefined =>
  record.children.find((child) => child.attributes.name === "arch");

/** Own views that a view stands on, the nearest first; false where one of them is not ours. */
function parentsOf(world: World, addon: Addon, record: Element): readonly Element[] | false {
  const found: Element[] = [];
  let here: Element | undefined = record;
  let home = addon;
  for (;;) {
    const inherit: Element | undefined = here.children.find((child) => child.attributes.name === "inherit_id");
    const ref: string | undefined = inherit?.attributes.ref;
    if (ref === undefined) return found;
    const next: Element | undefined = world.xmlRecord(home, ref)?.element;
    const module = ref.includes(".") ? ref.slice(0, ref.indexOf(".")) : home.name;
    const owner = world.addons.find((one) => one.name === module);
    if (next === undefined || owner === undefined) return false;
    found.push(next);
    here = next;
    home = owner;
  }
}

function checkViewRecord(world: World, addon: Addon, record: Element, file: string, report: Report): void {
  const arch = archOf(record);
  const model = fieldText(record, "model") ?? "";
  if (arch === undefined) return;
  if (!world.hasModel(model)) {
    report("data-model", { file, line: record.line }, `no model ${model}`);
    return;
  }
  const parents = parentsOf(world, addon, record);
  const inherits = record.children.some((child) => child.attributes.name === "inherit_id");
  for (const root of arch.children) {
    const isChange = inherits && !VIEW_ROOTS.has(root.name);
    const specs = isChange ? (root.name === "data" ? root.children : [root]) : [];
    const places: Element[] = [];
    for (const spec of specs) {
      const found = parents === false ? undefined : locate(spec, [...parents, record]);
      if (found === undefined) continue;
      const [first] = found;
      if (first === undefined)
        report("view-xpath", { file, line: spec.line }, `the view that it changes has nothing at ${locator(spec)}`);
      else places.push(first);
    }
    // A change inside a list of another model is about that model.
    if (isChange) {
      for (const [at, spec] of specs.entries()) {
        const where = places[at];
        const inner = where === undefined ? model : modelAround(world, where, model);
        for (const child of spec.children) checkNode(world, addon, child, inner, file, report);
        if (spec.name !== "xpath" && spec.attributes.position === undefined)
          checkNode(world, addon, spec, inner, file, report);
      }
    } else checkNode(world, addon, root, model, file, report);
  }
  if (parents !== false && world.cap.major < 18) checkShown(arch, parents, file, report);
}

function locator(spec: Element): string {
  const { name } = spec.attributes;
  return spec.name === "xpath"
    ? (spec.attributes.expr ?? "")
    : `<${spec.name}${name === undefined ? "" : ` name="${name}"`}>`;
}

/** What a change is made at; the change's own view counts too: an earlier change may have made the place. */
function locate(spec: Element, views: readonly Element[]): readonly Element[] | undefined {
  const found: Element[] = [];
  for (const view of views) {
    for (const root of archOf(view)?.children ?? []) {
      const isSelf = [...elements(root)].includes(spec);
      const roots = isSelf || root.name === "data" || root.name === "xpath" ? added(root, spec) : [root];
      for (const one of roots) {
        const hits =
          spec.name === "xpath"
            ? find(one, spec.attributes.expr ?? "")
            : [...elements(one)].filter(
                (other) =>
                  other.name === spec.name &&
                  (spec.attributes.name === undefined || other.attributes.name === spec.attributes.name),
              );
        if (hits === undefined) return undefined;
        found.push(...hits);
      }
    }
  }
  return found;
}

/** What the changes of a view put in, up to the one that asks. */
function added(root: Element, before: Element): readonly Element[] {
  const changes = root.name === "data" ? root.children : [root];
  const end = changes.indexOf(before);
  return (end === -1 ? changes : changes.slice(0, end)).flatMap((change) => change.children);
}

/** The model of a place in a view: that of the innermost field around it. */
function modelAround(world: World, place: Element, model: string): string {
  const path: string[] = [];
  for (let one = place.parent; one !== undefined; one = one.parent) {
    if (one.name === "field" && one.attributes.name === "arch") break;
    if (one.name === "field") path.unshift(one.attributes.name ?? "");
  }
  return path.reduce((here, name) => world.field(here, name)?.comodel ?? here, model);
}

function checkNode(world: World, addon: Addon, node: Element, model: string, file: string, report: Report): void {
  const place = { file, line: node.line };
  const { attributes } = node;
  const { major } = world.cap;
  const tag = own(VIEW_TAGS, node.name);
  if (tag !== undefined && !lives(tag, major)) report("view-tag", place, `no <${node.name}>, ${tag.instead} is`);
  for (const name of Object.keys(attributes)) {
    const lifetime = own(VIEW_ATTRIBUTES, name);
    if (lifetime !== undefined && !lives(lifetime, major))
      report("view-attribute", place, `${name}= is refused or ignored, write ${lifetime.instead}`);
  }
  const template = node.name === "t" ? own(VIEW_TEMPLATES, attributes["t-name"] ?? "") : undefined;
  if (template !== undefined && !lives(template, major))
    report("view-tag", place, `no t-name="${attributes["t-name"] ?? ""}", ${template.instead} is`);
  if (node.name === "group" && (attributes.expand !== undefined || attributes.string !== undefined)) {
    const isSearch = [...above(node)].some((one) => one.name === "search");
    if (isSearch && major >= 19) report("view-attribute", place, "a group of a search view has no expand or string");
  }
  if (node.name === "div" && attributes.class?.split(" ").includes("oe_chatter") === true && major >= 18)
    report("view-tag", place, "the oe_chatter div is <chatter/>");
  if (
    attributes.icon !== undefined &&
    !/^(?:fa-[a-z0-9-]+|oi-[a-z0-9-]+|\/[\w./-]+)(?: \w[\w -]*)?$/.test(attributes.icon)
  )
    report("view-icon", place, `${attributes.icon.slice(0, 30)} is no icon`);

  let inner = model;
  if (node.name === "field") {
    const name = attributes.name ?? "";
    const field = world.field(model, name);
    if (field === undefined) report("view-field", place, `${model} has no field ${name}`);
    else if (!field.modules.some((one) => world.needs(addon).has(one)))
      report("depends", place, `${model}.${name} is of ${field.modules.join(", ")}`);
    if (node.children.length > 0 && field?.comodel !== undefined) inner = field.comodel;
    if (attributes.domain?.startsWith("[") === true && field?.comodel !== undefined)
      checkDomain(world, field.comodel, parseExpression(attributes.domain), file, report, node.line);
  }
  if (node.name === "label" && attributes.for !== undefined && world.field(model, attributes.for) === undefined)
    report("view-field", place, `${model} has no field ${attributes.for}`);
  if (node.name === "button" && attributes.type === "object" && !world.hasMethod(model, attributes.name ?? ""))
    report("view-button", place, `${model} has no method ${attributes.name ?? ""}`);
  if (node.name === "filter") {
    if (attributes.domain !== undefined)
      checkDomain(world, model, parseExpression(attributes.domain), file, report, node.line);
    const [, group] = /['"]group_by['"]\s*:\s*['"](\w+)(?::\w+)?['"]/.exec(attributes.context ?? "") ?? [];
    if (group !== undefined && world.field(model, group) === undefined)
      report("view-field", place, `${model} has no field ${group}`);
  }
  for (const name of modifierFields(node)) {
    if (world.field(model, name) === undefined) report("view-field", place, `${model} has no field ${name}`);
  }
  for (const child of node.children) checkNode(world, addon, child, inner, file, report);
}

function* above(node: Element): Generator<Element> {
  for (let one = node.parent; one !== undefined; one = one.parent) yield one;
}

/** What stands in the middle of a domain's condition (odoo/osv/expression.py); a list of three words is none. */
const OPERATORS = new Set(
  ["=", "!=", "<=", "<", ">", ">=", "=?", "=like", "=ilike", "like", "not like", "ilike", "not ilike"].concat([
    "in",
    "not in",
    "child_of",
    "parent_of",
  ]),
);

/** Fields of the record that decide whether something is shown, required or changeable. */
function modifierFields(node: Element): readonly string[] {
  const found = new Set<string>();
  const names = (expr: Expr): void => {
    for (const one of walk(expr)) if (one.kind === "name" && !FREE_WORDS.has(one.id)) found.add(one.id);
    // `parent.x` is about the record around.
    for (const one of walk(expr)) if (one.kind === "attr") found.delete(dotted(one.of) ?? "");
  };
  for (const name of MODIFIERS) {
    const text = node.attributes[name];
    if (text !== undefined && !/^[01]$|^(?:True|False)$/.test(text)) names(parseExpression(text));
  }
  const attrs = node.attributes.attrs;
  if (attrs !== undefined) {
    for (const one of walk(parseExpression(attrs))) {
      const isCondition = one.kind === "seq" && one.items.length === 3 && OPERATORS.has(textOf(one.items[1]) ?? "");
      const first = isCondition ? textOf(one.items[0]) : undefined;
      if (first?.startsWith("parent.") === false && first !== "id") found.add(first.split(".")[0] ?? "");
    }
  }
  return [...found];
}

/** Up to 17.0 a view has to hold the fields that its modifiers ask for. */
function checkShown(arch: Element, parents: readonly Element[], file: string, report: Report): void {
  const shown = new Set<string>();
  for (const one of [arch, ...parents].flatMap((view) => [...elements(view)]))
    if (one.name === "field" && one.attributes.name !== undefined) shown.add(one.attributes.name);
  for (const node of elements(arch)) {
    for (const name of modifierFields(node)) {
      if (!shown.has(name))
        report("view-missing", { file, line: node.line }, `${name} decides here and is not in the view`);
    }
  }
}
