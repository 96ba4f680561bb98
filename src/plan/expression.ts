import { ConnectorError } from "../errors.ts";
import type { Data, DataObject, ResolvedMapping, ResolvedTransform } from "../spec/resolved.ts";

/** A modifier of the runtime's mapper with its arguments, or a plain value; partial `connector/partials/expression.py`. */
export type Expression =
  | { readonly kind: "value"; readonly value: Data }
  | { readonly kind: "call"; readonly fn: string; readonly args: readonly Argument[] };

export interface Argument {
  /** Set for keyword arguments. */
  readonly key?: string;
  readonly value: Expression;
}

/** One entry of a mapper's `direct`. */
export interface DirectMapping {
  readonly source: Expression;
  readonly target: string;
}

const value = (data: Data): Expression => ({ kind: "value", value: data });

/** Makes a call; keyword arguments that are undefined are left out. */
function call(
  fn: string,
  args: readonly (Data | Expression)[],
  keywords: Readonly<Record<string, Data | undefined>> = {},
): Expression {
  const isExpression = (arg: Data | Expression): arg is Expression =>
    typeof arg === "object" && arg !== null && "kind" in arg;
  return {
    kind: "call",
    fn,
    args: [
      ...args.map((arg) => ({ value: isExpression(arg) ? arg : value(arg) })),
      ...Object.entries(keywords).flatMap(([key, data]) => (data === undefined ? [] : [{ key, value: value(data) }])),
    ],
  };
}

/** Names of all functions that expressions call, sorted: what a module has to import. */
export function functionsOf(mappings: readonly DirectMapping[]): string[] {
  const names = new Set<string>();
  const visit = (expression: Expression): void => {
    if (expression.kind === "value") return;
    names.add(expression.fn);
    for (const argument of expression.args) visit(argument.value);
  };
  for (const mapping of mappings) visit(mapping.source);
  return [...names].sort();
}

function unsupported(mapping: ResolvedMapping, transform: string, direction: string): never {
  throw new ConnectorError({
    message: `the transform ${transform} can't be used for the ${direction} of ${mapping.odoo}`,
    place: mapping.keyPath,
    hint: direction === "export" ? "direction: import" : "direction: export",
  });
}

/** Modifiers that take one path (or another modifier) and nothing else. */
const PLAIN_IMPORTS: Readonly<Record<string, string>> = {
  float: "to_float",
  int: "to_int",
  str: "to_str",
  bool: "to_bool",
  iso8601: "iso8601",
  date: "to_date",
  currency: "currency",
  naive_utc: "naive_utc",
  sql_utc: "naive_utc",
  unix_seconds: "unix_seconds",
  unix_millis: "unix_millis",
  html_to_text: "html_to_text",
  language: "language",
};

function importStep(mapping: ResolvedMapping, source: Expression | undefined, step: ResolvedTransform): Expression {
  const inner = source ?? value(mapping.remote[0] ?? "");
  if (step.kind in PLAIN_IMPORTS) return call(PLAIN_IMPORTS[step.kind] ?? step.kind, [inner]);
  if ("args" in step) return unsupported(mapping, step.kind, "import");
  switch (step.kind) {
    case "join":
      return call("join", mapping.remote, {
        sep: step.sep === " " ? undefined : step.sep,
        fallback: step.fallback.length > 0 ? step.fallback : undefined,
      });
    case "first":
      return call("first", [...mapping.remote, ...step.fallback]);
    case "equals":
      return call("equals", [inner, step.value]);
    case "country":
      return call("country", [inner], { by: step.by === "alpha2" ? undefined : step.by });
    case "state":
      return call("state", [inner], { country: step.country, by: step.by === "code" ? undefined : step.by });
    case "weight":
      return call("weight", [inner, ...(step.unit === undefined ? [] : [step.unit])], {
        unit_path: step.unitPath,
        unit_field: step.unitField,
      });
    case "minor_units":
      return call("minor_units", [inner], { currency: step.currency });
    case "lookup":
      return call("lookup", [inner, step.model], { none: step.none });
    case "table":
      return call("mapped", [inner, step.table]);
    case "find":
      return call("find", [inner, step.by], { missing: step.missing === "fail" ? undefined : step.missing });
    case "values":
      return call("convert", [inner, step.pairs], { default: step.default });
    case "split":
      return call("parts", [inner, step.sep]);
    default:
      return unsupported(mapping, step.kind, "import");
  }
}

/** The entry of an import mapper: what a remote record gives a field. */
export function importMapping(mapping: ResolvedMapping): DirectMapping {
  if (mapping.value !== undefined) return { source: call("constant", [mapping.value]), target: mapping.odoo };
  let source: Expression | undefined;
  for (const step of mapping.transforms) source = importStep(mapping, source, step);
  source ??= mapping.remote.length > 1 ? call("first", mapping.remote) : value(mapping.remote[0] ?? "");
  return { source, target: mapping.odoo };
}

/** A table the other way round; of several remote values for one of Odoo, the first is sent. */
function turned(table: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  const back: Record<string, string> = {};
  for (const [remote, odoo] of Object.entries(table)) back[String(odoo)] ??= remote;
  return back;
}

/** Amounts are sent as text by systems that say so; recognised by what the field is called. */
const isMoney = (field: string): boolean => /(?:^|_)(?:price|amount|cost|total)(?:_|$)/.test(field);

/**
 * The entries of an export mapper for one mapping: none where the first transform has no way back.
 * @param formats how the system writes values: amounts and decimals may be text
 */
export function exportMappings(mapping: ResolvedMapping, formats: DataObject): DirectMapping[] {
  const moneyIsText = formats.money === "string";
  const field = value(mapping.odoo);
  const target = mapping.remote[0];
  if (target === undefined) return [];
  const steps = mapping.transforms;
  const one = (source: Expression): DirectMapping[] => [{ source, target }];
  const joined = steps.find((step) => step.kind === "join");
  if (joined) {
    return mapping.remote.length === 1
      ? one(field)
      : mapping.remote
          .slice(0, 2)
          .map((path, place) => ({ source: call("split", [mapping.odoo, place]), target: path }));
  }
  // A text that is split on the way in would have to be joined again.
  if (steps.some((step) => step.kind === "split")) return unsupported(mapping, "split", "export");
  const step = steps.find((candidate) => candidate.kind !== "first");
  if (step === undefined) return one(moneyIsText && isMoney(mapping.odoo) ? call("money", [mapping.odoo]) : field);
  if ("args" in step) return unsupported(mapping, step.kind, "export");
  switch (step.kind) {
    case "float":
      return one(moneyIsText && isMoney(mapping.odoo) ? call("money", [mapping.odoo]) : field);
    case "str":
      return one(call("text", [mapping.odoo]));
    case "int":
    case "bool":
    case "html_to_text":
      return one(field);
    case "equals":
      return step.else === undefined
        ? unsupported(mapping, "equals (without else)", "export")
        : one(call("either", [mapping.odoo, step.value, step.else]));
    case "country":
      return one(call("follow", [`${mapping.odoo}.${step.by === "name" ? "name" : "code"}`]));
    case "state":
      return step.by === "code"
        ? one(call("state_code", [mapping.odoo]))
        : one(call("follow", [`${mapping.odoo}.${step.by}`]));
    case "table":
      return one(call("mapped_key", [mapping.odoo, step.table]));
    case "weight":
      return step.unitPath !== undefined
        ? unsupported(mapping, "weight (with a unit from the record)", "export")
        : one(
            call("weight_out", [mapping.odoo, ...(step.unit === undefined ? [] : [step.unit])], {
              unit_field: step.unitField,
              as_text: formats.decimal === "string" ? true : undefined,
            }),
          );
    case "currency":
      return one(call("follow", [`${mapping.odoo}.name`]));
    case "lookup":
      return one(call("lookup_out", [mapping.odoo, step.model]));
    case "find":
      return one(call("find_out", [mapping.odoo, step.by]));
    case "values":
      return one(call("convert_out", [mapping.odoo, turned(step.pairs)]));
    case "date":
      return one(field);
    case "iso8601":
    case "naive_utc":
    case "sql_utc":
      return one(call("to_iso8601", [mapping.odoo]));
    default:
      return unsupported(mapping, step.kind, "export");
  }
}
