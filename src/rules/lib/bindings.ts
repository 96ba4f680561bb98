/** What rules on bindings ask: which models are some, and what their binder reads. */
import type { World } from "../../addon/world.ts";
import type { AddonModel, FieldDef, ModelClass } from "../../addon/types.ts";
import type { Expr } from "../../parse/python/ast.ts";
import { keyword, textOf } from "../../parse/python/walk.ts";
import { classesOf, isKindOf } from "./components.ts";

/** A concrete model that an addon makes as a binding. */
export interface Binding {
  readonly one: ModelClass;
  readonly model: string;
}

const bindings = new WeakMap<World, Map<AddonModel, readonly Binding[]>>();

/** The bindings that an addon makes. */
export function bindingsOf(world: World, addon: AddonModel): readonly Binding[] {
  const known = bindings.get(world) ?? new Map<AddonModel, readonly Binding[]>();
  bindings.set(world, known);
  let found = known.get(addon);
  if (found === undefined) {
    found = findBindings(world, addon);
    known.set(addon, found);
  }
  return found;
}

const findBindings = (world: World, addon: AddonModel): readonly Binding[] =>
  addon.models.flatMap((one) =>
    one.isNew &&
    one.kind === "model" &&
    one.model !== undefined &&
    addon.python.get(one.file)?.isTest !== true &&
    world.isA(addon, one.model, "external.binding") === "yes"
      ? [{ one, model: one.model }]
      : [],
  );

/** The bindings of a record's model that one can see: those that delegate to it, or point at it by `odoo_id`. */
export function bindingsFor(world: World, addon: AddonModel, model: string): readonly string[] {
  const found = new Set<string>();
  for (const other of world.addons) {
    if (other !== addon && !world.needs(addon).has(other.name)) continue;
    for (const { one, model: binding } of bindingsOf(world, other)) {
      const record = one.inherits.find(({ model: parent }) => parent.text === model);
      if (record !== undefined || world.field(addon, binding, "odoo_id")?.comodel === model) found.add(binding);
    }
  }
  return [...found];
}

/**
 * The fields that binders use for a part of a binding: `external_id` unless a binder says `_external_field`. Several
 * binders may be meant; `undefined` where one is not to be read from the text.
 */
export function binderFields(
  world: World,
  addon: AddonModel,
  attribute: "_external_field" | "_backend_field" | "_odoo_field",
  standard: string,
): ReadonlySet<string> | undefined {
  const found = new Set([standard]);
  for (const other of world.addons) {
    for (const one of other.components) {
      if (!isKindOf(world, addon, one, "base.binder")) continue;
      for (const { attributes } of classesOf(world, one)) {
        const value = attributes.get(attribute)?.value;
        if (value === undefined) continue;
        const text = textOf(value);
        if (text === undefined) return undefined;
        found.add(text);
      }
    }
  }
  return found;
}

/** The definitions of a field in the classes of a model and of what it inherits, the model's own first. */
export function definitionsOf(
  world: World,
  addon: AddonModel,
  model: string,
  name: string,
): readonly { readonly field: FieldDef; readonly owner: ModelClass }[] {
  return world
    .ancestry(addon, model)
    .models.filter((each) => each === model || world.kindOf(each) === "abstract")
    .flatMap((each) => world.classesOf(each))
    .flatMap((owner) => {
      const field = owner.fields.get(name);
      return field === undefined ? [] : [{ field, owner }];
    });
}

/** What the definitions of a field say for an argument: the first that says something. */
export function saidOf(definitions: readonly { readonly field: FieldDef }[], argument: string): Expr | undefined {
  for (const { field } of definitions) {
    const said = keyword(field.call, argument);
    if (said !== undefined) return said.value;
  }
  return undefined;
}

/** A field of `_inherits` that says too little of itself. */
export interface LooseDelegation {
  readonly model: string;
  readonly field: FieldDef;
  /** What it has to say besides, as it is written. */
  readonly lacks: readonly string[];
}

/** The fields of an addon by which models delegate, that are not `required` or say no `ondelete` that Odoo takes. */
export function looseDelegations(world: World, addon: AddonModel): readonly LooseDelegation[] {
  const found: LooseDelegation[] = [];
  for (const { model, inherits } of addon.models) {
    if (model === undefined) continue;
    for (const { field: name } of inherits) {
      const definitions = definitionsOf(world, addon, model, name.text);
      const [first] = definitions;
      // That of an ancestor in another addon is told there.
      if (first?.field.type !== "many2one" || world.homeOf(first.owner) !== addon) continue;
      if (definitions.some(({ field }) => field.call.keywords.some(({ arg }) => arg === undefined))) continue;
      const required = saidOf(definitions, "required");
      const ondelete = saidOf(definitions, "ondelete");
      const isOptional = required === undefined || (required.kind === "Constant" && required.value !== true);
      const isLeft = ondelete === undefined || /^(?!cascade$|restrict$)/i.test(textOf(ondelete) ?? "cascade");
      const lacks = [...(isOptional ? ["required=True"] : []), ...(isLeft ? ['ondelete="cascade"'] : [])];
      if (lacks.length > 0) found.push({ model, field: first.field, lacks });
    }
  }
  return found;
}

/** The texts of unique constraints and indexes in the classes of a model and of the abstract ones it inherits. */
export function uniquesOf(world: World, addon: AddonModel, model: string): readonly Unique[] {
  return world
    .ancestry(addon, model)
    .models.filter((each) => each === model || world.kindOf(each) === "abstract")
    .flatMap((each) => world.classesOf(each))
    .flatMap(uniquesIn);
}

/** The columns of a unique constraint; undefined where they can't be read. */
export interface Unique {
  readonly columns: readonly string[] | undefined;
  readonly file: string;
  readonly at: Expr;
}

function uniquesIn(owner: ModelClass): readonly Unique[] {
  const found: Unique[] = [];
  for (const [name, { value }] of owner.attributes) {
    if (value === undefined) continue;
    if (name === "_sql_constraints") {
      if (value.kind !== "List" && value.kind !== "Tuple") {
        found.push({ columns: undefined, file: owner.file, at: value });
        continue;
      }
      for (const row of value.elts) {
        const text = row.kind === "Tuple" || row.kind === "List" ? row.elts[1] : row;
        add(owner.file, text, /^\s*unique\b/i);
      }
    } else if (value.kind === "Call" && value.func.kind === "Attribute") {
      if (value.func.attr === "Constraint") add(owner.file, value.args[0] ?? value, /^\s*(?:unique|exclude)\b/i);
      else if (value.func.attr === "UniqueIndex") add(owner.file, value.args[0] ?? value, /^/);
    }
  }
  return found;

  function add(file: string, expr: Expr | undefined, wanted: RegExp): void {
    if (expr === undefined) return;
    const text = textOf(expr);
    if (text === undefined) found.push({ columns: undefined, file, at: expr });
    else if (wanted.test(text)) found.push({ columns: columnsOf(text), file, at: expr });
  }
}

/** `unique(backend_id, external_id)` and `(backend_id, external_id) WHERE …`: the names between the first parentheses. */
function columnsOf(text: string): readonly string[] | undefined {
  const inner = /\(([^()]*)\)/.exec(text)?.[1];
  if (inner === undefined) return undefined;
  return inner.split(",").map((one) => one.trim().replaceAll('"', ""));
}

/** Whether a method of a model's classes writes SQL that makes a unique index. */
export const makesIndex = (text: string): boolean => /create\s+unique\s+index|add\s+constraint[^;]*unique/i.test(text);

/** The model that was probably meant where a binding is expected: the only one of the addon with the same words, else the nearest. */
export function nearestBinding(world: World, addon: AddonModel, name: string): string | undefined {
  const words = name.split(".");
  const alike = bindingsOf(world, addon)
    .map(({ model }) => model)
    .filter((model) => {
      const others = model.split(".");
      return words.every((word) => others.includes(word)) || others.every((word) => words.includes(word));
    });
  return alike.length === 1 ? alike[0] : world.nearestModel(name);
}
