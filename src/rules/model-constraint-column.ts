import type { ModelClass } from "../addon/types.ts";
import type { Expr, Str } from "../parse/python/ast.ts";
import { argument, dotted } from "../parse/python/walk.ts";
import { loadedModels, writeInstead } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { rule, type RuleContext } from "./rule.ts";

export default rule({
  code: "model-constraint-column",
  group: "model",
  severity: "error",
  title: "A constraint of uniqueness names a field without a column",
  why: "PostgreSQL refuses it and Odoo only logs that: the table is left without the constraint, and duplicates can be made.",
  instead:
    "Name stored fields of the model's own table: not computed ones, not lists, not those of the record that it delegates to.",
  check(context) {
    for (const one of loadedModels(context.addon)) {
      if (one.model === undefined || one.kind === "abstract") continue;
      for (const definition of definitionsOf(one)) {
        const names = /^\s*(?:unique\s*)?\(\s*([a-z_][\w]*(?:\s*,\s*[a-z_]\w*)*)\s*\)/i.exec(definition.value)?.[1];
        for (const name of names?.split(",") ?? []) judge(context, one, definition, name.trim());
      }
    }
  },
});

/** The texts of `unique(a, b)`, in both forms. */
function definitionsOf(one: ModelClass): readonly Str[] {
  const found: (Expr | undefined)[] = [];
  for (const { value } of one.attributes.values()) {
    const called = value?.kind === "Call" ? dotted(value.func) : undefined;
    if (value?.kind === "Call" && (called === "models.Constraint" || called === "models.UniqueIndex"))
      found.push(argument(value, "definition", 0));
  }
  const list = one.attributes.get("_sql_constraints")?.value;
  if (list?.kind === "List" || list?.kind === "Tuple")
    for (const item of list.elts) if (item.kind === "Tuple" || item.kind === "List") found.push(item.elts[1]);
  return found.flatMap((text) => (text?.kind === "Str" && /^\s*(?:unique\b|\()/i.test(text.value) ? [text] : []));
}

function judge({ addon, world, report, unresolved }: RuleContext, one: ModelClass, at: Str, name: string): void {
  const model = one.model ?? "";
  const place = placeOf(one.file, at);
  const answer = world.hasField(addon, model, name);
  if (answer === "unknown") {
    unresolved(place, `whether ${model} has a field ${name}`);
    return;
  }
  if (answer === "no") {
    report({
      at: place,
      message: `${model} has no field ${name}`,
      ...writeInstead(world.nearestField(addon, model, name)),
    });
    return;
  }
  const holder = holderOf(world, model, name);
  if (holder !== undefined) {
    report({
      at: place,
      message: `${name} is a field of ${holder}, to which ${model} delegates: it has no column there`,
    });
    return;
  }
  const field = world.field(addon, model, name);
  if (field?.type === "one2many" || field?.type === "many2many")
    report({ at: place, message: `${name} of ${model} is a ${field.type} and has no column` });
  else if (field?.stored === false && world.index.field(model, name) === undefined)
    report({ at: place, message: `${name} of ${model} is not stored and has no column` });
}

/** Every table has these columns. */
const MAGIC: ReadonlySet<string> = new Set(["id", "create_uid", "create_date", "write_uid", "write_date"]);

/** The model that a field is of, where the asked one only delegates to it; undefined too where that can't be told. */
function holderOf(world: RuleContext["world"], model: string, name: string): string | undefined {
  if (MAGIC.has(name)) return undefined;
  const own = new Set<string>();
  const waiting = [model];
  const delegates: string[] = [];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    if (own.has(here)) continue;
    own.add(here);
    const classes = world.classesOf(here);
    const info = world.index.model(here);
    if (classes.some((other) => other.fields.has(name)) || info?.field(name) !== undefined) return undefined;
    waiting.push(...classes.flatMap((other) => other.inherit.map(({ text }) => text)), ...(info?.inherit ?? []));
    delegates.push(...classes.flatMap((other) => other.inherits.map((to) => to.model.text)));
  }
  return delegates.find((other) => !own.has(other) && world.index.field(other, name) !== undefined);
}
