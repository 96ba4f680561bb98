/** Checks of Python: models, fields and methods that are named, and what the version has not got. */
import type { Addon, ComponentClass, ModelClass, OwnField } from "./addon.ts";
import type { Report } from "./findings.ts";
import { argument, dotted, type Expr, expressionsOf, type Stmt, textOf, textsOf, valueAt, walk } from "./python.ts";
import { checkDomain, checkPath, checkValues } from "./records.ts";
import { ATTRIBUTES, FIELD_ARGUMENTS, IMPORTS, lives, OVERRIDES, ROUTE_AUTHS, ROUTE_TYPES } from "./removed.ts";
import { checkTypes } from "./typing.ts";
import type { World } from "./world.ts";

/** All that is wrong with the Python of an addon. */
export function checkCode(world: World, addon: Addon, report: Report): void {
  checkManifest(world, addon, report);
  // A method of ours may be called as one of Odoo's once was.
  const ours = new Set(addon.python.flatMap((one) => definitions(one.body)));
  for (const { file, body } of addon.python) {
    checkRemoved(world, ours, file, body, report);
    checkTypes(world, addon, file, body, report);
  }
  for (const model of addon.models) checkModel(world, addon, model, report);
  for (const component of addon.components) checkComponent(world, addon, component, report);
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

function checkManifest(world: World, addon: Addon, report: Report): void {
  const place = { file: "__manifest__.py", line: 1 };
  if (!addon.version.startsWith(`${world.cap.series}.`))
    report("manifest-version", place, `version ${addon.version} is not of ${world.cap.series}`);
  const known = new Set([...world.index.moduleNames(), ...world.addons.map((one) => one.name)]);
  for (const name of addon.depends) {
    // Of 19.0 the index was read without the connector's modules: their names are known all the same.
    if (!known.has(name) && !["connector", "component", "component_event", "queue_job"].includes(name))
      report("manifest-depends", place, `no module ${name}`);
  }
  for (const file of addon.data) if (!addon.tree.has(file)) report("manifest-data", place, `no file ${file}`);
}

// --------------------------------------------------------------------------------------------- what is gone, or new

function checkRemoved(
  world: World,
  ours: ReadonlySet<string>,
  file: string,
  body: readonly Stmt[],
  report: Report,
): void {
  const { major } = world.cap;
  const gone = (code: string, line: number, name: string, table: Parameters<typeof own>[0]): void => {
    const lifetime = own(table as typeof ATTRIBUTES, name);
    if (lifetime !== undefined && !lives(lifetime, major))
      report(code, { file, line }, `${name} is not in ${world.cap.series}, ${lifetime.instead} is`);
  };
  for (const stmt of statements(body)) {
    if (stmt.kind === "import") {
      for (const one of IMPORTS) {
        if (one.pattern.test(stmt.text) && !lives(one, major))
          report(
            "removed-api",
            { file, line: stmt.line },
            `${one.name} is not in ${world.cap.series}, ${one.instead} is`,
          );
      }
      if (major >= 18 && /^from odoo import (?:.*, )?(?:\( )?_(?: ,|$| \))/.test(stmt.text))
        report("translation", { file, line: stmt.line }, "import of _ where self.env._ translates");
    } else if (stmt.kind === "def") {
      gone("removed-api", stmt.line, stmt.name, OVERRIDES);
      const isHook = body.includes(stmt) && /^(?:pre_init|post_init|post_load|uninstall)_hook$/.test(stmt.name);
      const wanted = major >= 17 ? ["env"] : ["cr", "registry"];
      if (isHook && stmt.params.length !== wanted.length)
        report("hook", { file, line: stmt.line }, `a hook takes (${wanted.join(", ")})`);
    } else if (stmt.kind === "assign") {
      for (const target of stmt.targets) {
        if (target.kind === "name" && target.id === "_sql_constraints" && major >= 19)
          report("constraint", { file, line: stmt.line }, "_sql_constraints is ignored, write models.Constraint");
      }
    }
  }
  for (const expr of expressionsOf(body)) {
    if (expr.kind === "attr") {
      if (!ours.has(expr.name)) gone("removed-api", expr.line, expr.name, ATTRIBUTES);
      if (["models.Constraint", "models.Index", "models.UniqueIndex"].includes(dotted(expr) ?? "") && major < 19)
        report("constraint", { file, line: expr.line }, `${dotted(expr) ?? ""} is not in ${world.cap.series}`);
      if (expr.name === "_" && dotted(expr.of)?.endsWith("env") === true && major < 18)
        report("translation", { file, line: expr.line }, "env._ is not there, _ translates");
    }
    if (expr.kind !== "call") continue;
    const called = dotted(expr.fn) ?? "";
    if (called === "_" && major >= 18)
      report("translation", { file, line: expr.line }, "_() where self.env._ translates");
    if (called.startsWith("fields.")) {
      for (const arg of expr.args)
        if (arg.name !== undefined) gone("removed-api", expr.line, arg.name, FIELD_ARGUMENTS);
    }
    if (called === "http.route" || called === "route") {
      gone("route", expr.line, textOf(argument(expr, "type")) ?? "", ROUTE_TYPES);
      gone("route", expr.line, textOf(argument(expr, "auth")) ?? "", ROUTE_AUTHS);
    }
  }
}

function* statements(body: readonly Stmt[]): Generator<Stmt> {
  for (const stmt of body) {
    yield stmt;
    if ("body" in stmt) yield* statements(stmt.body);
  }
}

const definitions = (body: readonly Stmt[]): string[] =>
  [...statements(body)].flatMap((stmt) => (stmt.kind === "def" ? [stmt.name] : []));

// ----------------------------------------------------------------------------------------------------------- models

function checkModel(world: World, addon: Addon, model: ModelClass, report: Report): void {
  const { file } = model;
  const needs = world.needs(addon);
  const needModel = (name: string, line: number): void => {
    if (!world.hasModel(name)) report("model-unknown", { file, line }, `no model ${name}`);
    else if (!world.modulesOf(name).some((one) => needs.has(one)))
      report("depends", { file, line }, `${name} is of ${world.modulesOf(name).join(", ")}`);
  };
  const line = (attribute: string): number => model.attributes.get(attribute)?.line ?? model.line;
  for (const parent of [...model.parents, ...(model.isNew ? [] : [model.model])]) needModel(parent, line("_inherit"));
  for (const [parent, name] of model.delegates) {
    needModel(parent, line("_inherits"));
    checkPath(world, model.model, name, file, report, line("_inherits"));
  }
  const order = textOf(model.attributes.get("_order"));
  for (const part of order?.split(",") ?? [])
    checkPath(world, model.model, part.trim().split(" ")[0] ?? "", file, report, line("_order"));
  for (const attribute of ["_rec_name", "_parent_name"]) {
    const name = textOf(model.attributes.get(attribute));
    if (name !== undefined) checkPath(world, model.model, name, file, report, line(attribute));
  }
  for (const field of model.fields.values()) checkField(world, model, field, needModel, report);
  for (const stmt of model.body) {
    if (stmt.kind !== "def") continue;
    for (const decorator of stmt.decorators) {
      const called = decorator.kind === "call" ? dotted(decorator.fn) : undefined;
      if (decorator.kind !== "call" || !["api.depends", "api.constrains", "api.onchange"].includes(called ?? ""))
        continue;
      for (const { value } of decorator.args) {
        const path = textOf(value);
        if (path !== undefined) checkPath(world, model.model, path, file, report, value.line);
      }
    }
  }
  checkFacts(world, addon, model, model.model, report);
}

function checkField(
  world: World,
  model: ModelClass,
  field: OwnField,
  needModel: (name: string, line: number) => void,
  report: Report,
): void {
  if (field.comodel !== undefined) {
    needModel(field.comodel, field.line);
    const inverse = textOf(argument(field.call, "inverse_name"));
    if (inverse !== undefined) checkPath(world, field.comodel, inverse, field.file, report, field.line);
    const domain = argument(field.call, "domain");
    if (domain !== undefined) checkDomain(world, field.comodel, domain, field.file, report);
  } else if (/2(?:one|many)$/.test(field.type) && world.field(model.model, field.name)?.comodel === undefined) {
    report("model-unknown", field, `${field.name} says no model`);
  }
  const related = textOf(argument(field.call, "related"));
  if (related !== undefined) checkPath(world, model.model, related, field.file, report, field.line);
  const counted = textOf(argument(field.call, "model_field")) ?? textOf(argument(field.call, "currency_field"));
  if (counted !== undefined) checkPath(world, model.model, counted, field.file, report, field.line);
  for (const name of ["compute", "inverse", "search", "selection", "group_expand"]) {
    const method = textOf(argument(field.call, name));
    if (method !== undefined && !world.hasOwnMethod(model.model, method))
      report("method-unknown", field, `${model.model} has no method ${method}`);
  }
}

// ------------------------------------------------------------------------------------------------------- components

/** Components whose `direct` reads a record of Odoo; all others fill one. */
const isExporter = (component: ComponentClass): boolean => component.parents.some((one) => one.includes("export"));

function checkComponent(world: World, addon: Addon, component: ComponentClass, report: Report): void {
  const { file } = component;
  for (const model of component.models) {
    if (!world.hasModel(model)) report("model-unknown", component, `no model ${model}`);
  }
  const collection = textOf(component.attributes.get("_collection"));
  if (collection?.includes(".") === true && !world.hasModel(collection))
    report("model-unknown", component, `no model ${collection}`);
  const [model] = component.models;
  if (model === undefined || !world.hasModel(model)) return;
  checkDirect(world, addon, model, component, "direct", report);
  checkDirect(world, addon, "res.partner", component, "_address", report);
  checkFacts(world, addon, component, model, report);
  for (const stmt of component.body) {
    if (stmt.kind !== "def" || !stmt.decorators.some((one) => dotted(one) === "mapping")) continue;
    for (const inner of statements(stmt.body)) {
      if (inner.kind === "plain" && inner.word === "return")
        for (const value of inner.exprs) checkValues(world, model, value, file, report);
    }
  }
}

/** A path of fields that a connector's facts name: it has to exist, and to be there with what the addon depends on. */
function checkUsed(
  world: World,
  addon: Addon,
  model: string,
  path: string,
  file: string,
  report: Report,
  line: number,
): void {
  checkPath(world, model, path, file, report, line);
  const field = world.field(model, path.split(".")[0] ?? "");
  const needs = world.needs(addon);
  if (field !== undefined && !field.modules.some((one) => needs.has(one)))
    report("depends", { file, line }, `${model}.${field.name} is of ${field.modules.join(", ")}`);
}

/** `direct = [(source, target)]`: the field is the target of an import, the source of an export. */
function checkDirect(
  world: World,
  addon: Addon,
  model: string,
  component: ComponentClass,
  attribute: string,
  report: Report,
): void {
  const { file } = component;
  const direct = component.attributes.get(attribute);
  const isExport = isExporter(component);
  if (direct?.kind !== "seq") return;
  for (const pair of direct.items) {
    if (pair.kind !== "seq" || pair.items.length !== 2) continue;
    const [source, target] = pair.items;
    const path = isExport ? fieldOf(source) : textOf(target);
    if (path === undefined) continue;
    checkUsed(world, addon, model, path, file, report, pair.line);
    // `find(source, by)` and `find_out(field, by)` name a field of the record at the other end.
    const found = [...walk(pair)].find((one) => one.kind === "call" && /^find(?:_out)?$/.test(dotted(one.fn) ?? ""));
    const comodel = world.field(model, path)?.comodel;
    const by = found?.kind === "call" ? textOf(found.args[1]?.value) : undefined;
    if (by !== undefined && comodel !== undefined) checkPath(world, comodel, by, file, report, pair.line);
  }
}

/** The field that an exporting function reads: its first argument, however deep. */
function fieldOf(source: Expr | undefined): string | undefined {
  if (source?.kind === "str") return source.value;
  return source?.kind === "call" && dotted(source.fn) !== "constant" ? fieldOf(source.args[0]?.value) : undefined;
}

/** What connectors say in dictionaries and tuples of a class. */
function checkFacts(
  world: World,
  addon: Addon,
  owner: ModelClass | ComponentClass,
  model: string,
  report: Report,
): void {
  const { file, attributes } = owner;
  const path = (of: string, name: string | undefined, line: number): void => {
    if (name !== undefined) checkUsed(world, addon, of, name, file, report, line);
  };
  const needModel = (name: string | undefined, line: number): boolean => {
    if (name === undefined || world.hasModel(name)) return name !== undefined;
    report("model-unknown", { file, line }, `no model ${name}`);
    return false;
  };
  for (const [name, value] of attributes) {
    if (!name.startsWith("_")) continue;
    if (name === "_match_on") for (const field of firsts(value)) path(model, field, value.line);
    if (name === "_stamps" && value.kind === "dict")
      for (const [key] of value.items) path(model, textOf(key), key.line);
    if (["_watched", "_steps"].includes(name) && value.kind === "dict") {
      for (const [key, fields] of value.items) {
        const of = textOf(key);
        if (of !== undefined && needModel(of, key.line))
          for (const field of textsOf(fields)) path(of, field, fields.line);
      }
    }
    if (name === "_binding_model") needModel(textOf(value), value.line);
    if (name === "_sync_entities" && value.kind === "dict")
      for (const [, entity] of value.items) needModel(textOf(entity), entity.line);
    for (const one of walk(value)) {
      if (one.kind !== "dict") continue;
      for (const table of textsOf(valueAt(one, "models"))) needModel(table, one.line);
      for (const key of ["model", "parent_model", "product_model"]) {
        const of = textOf(valueAt(one, key));
        if (of?.includes(".") !== true) continue;
        if (!needModel(of, one.line) || key !== "model") continue;
        for (const field of firsts(valueAt(one, "match_on"))) path(of, field, one.line);
        const values = valueAt(one, "values");
        if (values?.kind === "dict") checkValues(world, of, values, file, report);
        if (name === "_children") path(of, textOf(valueAt(one, "parent")), one.line);
      }
    }
  }
}

/** The first texts of pairs. */
const firsts = (value: Expr | undefined): readonly string[] =>
  value?.kind === "seq"
    ? value.items.flatMap((item) => (item.kind === "seq" ? (textOf(item.items[0]) ?? []) : []))
    : [];
