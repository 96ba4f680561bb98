/** What components of our runtime are told in class attributes: models and fields of Odoo that they go by. */
import type { World } from "../../addon/world.ts";
import type { AddonModel, ComponentClass } from "../../addon/types.ts";
import type { Dict, Expr, Str } from "../../parse/python/ast.ts";
import { walkExprs } from "../../parse/python/walk.ts";
import { componentsOf, isHidden, isKindOf, lineOf } from "./components.ts";

/** A name in a setting. */
export interface Named {
  readonly one: ComponentClass;
  readonly attribute: string;
  readonly word: Str;
}

/** A field, or a path of fields, that a setting names. */
export interface NamedField extends Named {
  /** The models that have to have it. */
  readonly models: readonly string[];
}

/** Keys of a setting's dictionaries that hold the name of a model. */
const MODELS = ["model", "parent_model", "product_model"];

const isText = (expr: Expr | undefined): expr is Str => expr?.kind === "Str";

const valueAt = ({ items }: Dict, name: string): Expr | undefined =>
  items.find(({ key }) => isText(key) && key.value === name)?.value;

const eltsOf = (value: Expr | undefined): readonly Expr[] =>
  value?.kind === "Tuple" || value?.kind === "List" ? value.elts : [];

/** The first texts of pairs: `(("email", "email"),)`. */
const firsts = (value: Expr | undefined): readonly Str[] =>
  eltsOf(value)
    .flatMap((pair) => eltsOf(pair).slice(0, 1))
    .filter(isText);

const keysOf = (value: Expr | undefined): readonly Str[] =>
  value?.kind === "Dict" ? value.items.map(({ key }) => key).filter(isText) : [];

/** The components of an addon that stand on one of the runtime's. */
const ofRuntime = (world: World, addon: AddonModel): readonly ComponentClass[] =>
  componentsOf(addon).filter(({ inherit }) =>
    inherit.some(({ text }) => lineOf(world, text).some((name) => name.startsWith("generic."))),
  );

/** The models that settings name. */
export function modelsNamed(world: World, addon: AddonModel): readonly Named[] {
  return ofRuntime(world, addon).flatMap((one) =>
    [...one.attributes].flatMap(([attribute, { value }]) =>
      wordsOf(attribute, value).map((word) => ({ one, attribute, word })),
    ),
  );

  function wordsOf(attribute: string, value: Expr | undefined): readonly Str[] {
    if (value === undefined || !attribute.startsWith("_")) return [];
    if (attribute === "_binding_model") return isText(value) ? [value] : [];
    if (attribute === "_watched" || attribute === "_steps") return keysOf(value);
    if (attribute === "_export_dependencies")
      return eltsOf(value)
        .flatMap((pair) => eltsOf(pair).slice(1, 2))
        .filter(isText);
    return [...walkExprs(value)].flatMap((part) =>
      part.kind !== "Dict"
        ? []
        : MODELS.map((name) => valueAt(part, name)).filter(
            (named): named is Str => isText(named) && named.value.includes("."),
          ),
    );
  }
}

/** The fields that settings name. */
export function fieldsNamed(world: World, addon: AddonModel): readonly NamedField[] {
  const found: NamedField[] = [];
  for (const one of ofRuntime(world, addon)) {
    const { applyOn, complete } = world.resolve(addon, one);
    const inherited = complete && !isHidden(world, one, "_apply_on") ? (applyOn ?? []) : [];
    const own = one.applyOn?.map(({ text }) => text) ?? inherited;
    for (const [attribute, { value }] of one.attributes) {
      if (value === undefined) continue;
      const add = (models: readonly string[], words: readonly Str[]): void => {
        for (const word of words) found.push({ one, attribute, word, models });
      };
      if (["_match_on", "_export_dependencies", "_export_domain"].includes(attribute)) add(own, firsts(value));
      else if (attribute === "_address") {
        // What stands for the field is last where addresses come in, first where they go out.
        const place = isKindOf(world, addon, one, "base.exporter") ? 0 : 1;
        add(
          ["res.partner"],
          eltsOf(value)
            .flatMap((pair) => eltsOf(pair).slice(place, place + 1))
            .filter(isText),
        );
      } else if ((attribute === "_watched" || attribute === "_steps") && value.kind === "Dict") {
        for (const { key, value: fields } of value.items)
          if (isText(key)) add([key.value], (isText(fields) ? [fields] : eltsOf(fields)).filter(isText));
      } else if (attribute.startsWith("_")) {
        for (const part of walkExprs(value)) {
          const model = part.kind === "Dict" ? valueAt(part, "model") : undefined;
          if (part.kind !== "Dict" || !isText(model)) continue;
          add([model.value], firsts(valueAt(part, "match_on")));
          if (attribute !== "_children") continue;
          add([model.value], [valueAt(part, "parent")].filter(isText));
          add([model.value], keysOf(valueAt(part, "values")));
        }
      }
    }
  }
  return found;
}
