import type { World } from "../addon/world.ts";
import type { AddonModel } from "../addon/types.ts";
import type { Call } from "../parse/python/ast.ts";
import { argument, dotted } from "../parse/python/walk.ts";
import { nearestBinding } from "./lib/bindings.ts";
import { at, writeNearest } from "./lib/components.ts";
import { directOf, mappersOf, modifierOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

const RELATIONS = ["many2one", "one2many", "many2many"];

/** Modifiers of our runtime that give the id of a record of a model; undefined: of any. */
const RECORDS: Readonly<Record<string, string | undefined>> = {
  ...{ country: "res.country", state: "res.country.state", currency: "res.currency", language: undefined },
};
type Value = "text" | "number" | "day or time" | "truth value";
/** Those that give a text, a number, a date or a truth value. */
const VALUES: Readonly<Record<string, Value>> = {
  ...{ to_str: "text", html_to_text: "text", join: "text" },
  ...{ to_float: "number", to_int: "number", minor_units: "number", weight: "number" },
  ...{ to_date: "day or time", iso8601: "day or time", naive_utc: "day or time" },
  ...{ unix_seconds: "day or time", unix_millis: "day or time" },
  ...{ to_bool: "truth value", equals: "truth value" },
};
const NUMBERS = ["integer", "float", "monetary"];
const TIMES = ["date", "datetime"];
/** Types of fields that refuse a value whatever it is; texts may be those of a number or a day. */
const REFUSING: Readonly<Record<Value, readonly string[]>> = {
  text: RELATIONS,
  number: [...RELATIONS, ...TIMES, "selection"],
  "day or time": [...RELATIONS, ...NUMBERS, "selection"],
  "truth value": [...RELATIONS, ...NUMBERS, ...TIMES, "selection"],
};

export default rule({
  code: "mapper-modifier-type",
  group: "mapper",
  severity: "error",
  title: "A modifier that does not fit the type of its field",
  why: "The mapping fails with each record that has a value, or stores a foreign number as the id of a record of Odoo: the wrong record is linked.",
  instead:
    "Use `external_to_m2o` and `m2o_to_external` for many2one fields only, with the binding of their model in `binding=`; `convert` for plain values.",
  check({ addon, world, report }) {
    for (const { one, side, models } of mappersOf(world, addon)) {
      for (const { source, target } of directOf(one)) {
        const modifier = modifierOf(addon.python.get(one.file), source);
        const word = side === "import" ? target : argument(modifier?.call ?? EMPTY, "field", 0);
        if (modifier === undefined || word?.kind !== "Str") continue;
        for (const model of models) {
          const field = world.field(addon, model, word.value);
          if (field?.type === undefined) continue;
          const fault = faultOf(
            world,
            addon,
            side,
            modifier.name,
            modifier.from,
            modifier.call,
            field.type,
            field.comodel,
          );
          if (fault === undefined) continue;
          report({
            at: at(one.file, fault.at === "modifier" ? modifier.call.func : fault.at),
            message: `${word.value} of ${model} ${fault.message}`,
            ...writeNearest(fault.nearest),
          });
          break;
        }
      }
    }
  },
});

const EMPTY: Call = {
  kind: "Call",
  from: 0,
  to: 0,
  func: { kind: "Name", id: "", from: 0, to: 0 },
  args: [],
  keywords: [],
};

interface Fault {
  readonly at: "modifier" | { readonly from: number; readonly to: number };
  readonly message: string;
  readonly nearest?: string | undefined;
}

function faultOf(
  world: World,
  addon: AddonModel,
  side: "import" | "export",
  name: string,
  from: "oca" | "ours",
  call: Call,
  type: string,
  comodel: string | undefined,
): Fault | undefined {
  if (name === "external_to_m2o" || name === "m2o_to_external") {
    if (type !== "many2one") return { at: "modifier", message: `is a ${type}, and ${name} takes a many2one` };
    return bindingFault(world, addon, name, call, comodel);
  }
  if (from === "ours" && /^(?:lookup|find)(?:_out)?$/.test(name)) {
    if (!RELATIONS.includes(type)) return { at: "modifier", message: `is a ${type}, and ${name} takes a relation` };
    return name.startsWith("lookup")
      ? bindingFault(world, addon, name, call, comodel)
      : keyFault(world, addon, name, call, comodel);
  }
  if (side === "export") return undefined;
  if (from === "oca") {
    const as = dotted(argument(call, "conv_type", 1));
    if (name !== "convert" || !RELATIONS.includes(type) || !["int", "float", "str", "bool"].includes(as ?? ""))
      return undefined;
    const message =
      as === "int" && type === "many2one"
        ? `gets a foreign number as the id of a ${comodel ?? "record"}`
        : `is a ${type}, and convert gives a plain ${as ?? "value"}`;
    return { at: "modifier", message };
  }
  if (Object.hasOwn(RECORDS, name) && RECORDS[name] !== undefined && type === "many2one") {
    return comodel === undefined || comodel === RECORDS[name]
      ? undefined
      : { at: "modifier", message: `points at ${comodel}, and ${name} gives a ${RECORDS[name]}` };
  }
  if (Object.hasOwn(RECORDS, name) && RECORDS[name] !== undefined && !RELATIONS.includes(type))
    return { at: "modifier", message: `is a ${type}, and ${name} gives the id of a ${RECORDS[name]}` };
  const value = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
  return value === undefined || !REFUSING[value].includes(type)
    ? undefined
    : { at: "modifier", message: `is a ${type}, and ${name} gives a ${value}` };
}

/** What `by` says: a field of the model that the field points at. */
function keyFault(
  world: World,
  addon: AddonModel,
  name: string,
  call: Call,
  comodel: string | undefined,
): Fault | undefined {
  const by = argument(call, "by", 1);
  if (comodel === undefined || by?.kind !== "Str" || world.hasModel(addon, comodel) !== "yes") return undefined;
  return world.hasField(addon, comodel, by.value) === "no"
    ? {
        at: by,
        message: `points at ${comodel}, which has no field ${by.value} for ${name} to go by`,
        nearest: world.nearestField(addon, comodel, by.value),
      }
    : undefined;
}

/** What `binding=` says, or `lookup` of our runtime: it has to be a binding of the model that the field points at. */
function bindingFault(
  world: World,
  addon: AddonModel,
  name: string,
  call: Call,
  comodel: string | undefined,
): Fault | undefined {
  const binding = argument(call, name.startsWith("lookup") ? "model" : "binding", 1);
  if (comodel === undefined) return undefined;
  if (binding === undefined) {
    const isBinding =
      world.isA(addon, comodel, "external.binding") !== "no" || world.hasField(addon, comodel, "external_id") !== "no";
    return isBinding
      ? undefined
      : { at: "modifier", message: `points at ${comodel}, which is no binding, and ${name} says none in binding=` };
  }
  if (binding.kind !== "Str") return undefined;
  if (world.hasModel(addon, binding.value) === "no")
    return {
      at: binding,
      message: `is looked up by the binding ${binding.value}, and no model has this name`,
      nearest: nearestBinding(world, addon, binding.value),
    };
  const record = world.field(addon, binding.value, "odoo_id")?.comodel;
  if (record === undefined || record === comodel || world.isA(addon, record, comodel) !== "no") return undefined;
  return { at: binding, message: `points at ${comodel}, and ${binding.value} is a binding of ${record}` };
}
