/**
 * What an addon brings, without its places: the form in which addons are packed that nobody has at hand when a connector
 * is judged (OCA's component, connector and queue_job, the runtime), and the one in which the world knows all of them.
 */
import type { Expr } from "../parse/python/ast.ts";
import { argument, textOf } from "../parse/python/walk.ts";
import { idOfModel } from "./source.ts";
import { STANDARD_TYPES } from "./models.ts";
import type { AddonModel, ComponentClass, FieldDef, ModelClass } from "./types.ts";

export interface FieldFacts {
  /** Left out where a class of fields of somebody's own hides it. */
  readonly type?: string;
  readonly comodel?: string;
  /** The path of a related field. */
  readonly related?: string;
  /** Left out where the class doesn't say it: an extension keeps what was. */
  readonly required?: boolean;
  readonly stored?: boolean;
  /** A default, a computation or a related path fills it. */
  readonly isFilled?: boolean;
}

export interface ModelFacts {
  readonly name: string;
  readonly isNew: boolean;
  readonly kind: ModelClass["kind"];
  readonly inherit: readonly string[];
  /** Delegation: model -> field. */
  readonly inherits: Readonly<Record<string, string>>;
  /** Whether something of it is not written in literals, so that nothing can be said to be missing. */
  readonly isOpen: boolean;
  readonly fields: Readonly<Record<string, FieldFacts>>;
  readonly methods: readonly string[];
}

export interface ComponentFacts {
  readonly name: string;
  readonly isNew: boolean;
  readonly inherit: readonly string[];
  readonly isConcrete: boolean;
  /** As in ModelFacts. */
  readonly isOpen: boolean;
  readonly collection?: string;
  readonly usage?: string;
  readonly applyOn?: readonly string[];
}

export interface AddonFacts {
  readonly name: string;
  readonly depends: readonly string[];
  readonly models: readonly ModelFacts[];
  readonly components: readonly ComponentFacts[];
  /** Whether a class names its model or component by something else than a plain text, or a file can't be read. */
  readonly isOpen: boolean;
  /** XML ids of records -> their model, each with its module: `base.user_admin`. */
  readonly ids: Readonly<Record<string, string>>;
}

/** A flag of a field; undefined where it isn't given, or by something that is no literal. */
function flag(field: FieldDef, name: string): boolean | undefined {
  const value = argument(field.call, name);
  return value?.kind === "Constant" && typeof value.value === "boolean" ? value.value : undefined;
}

const isGiven = (value: Expr | undefined): boolean =>
  value !== undefined && !(value.kind === "Constant" && (value.value === null || value.value === false));

/** Fields without a column, whatever they say. */
const WITHOUT_COLUMN = new Set(["one2many", "many2many"]);

function fieldFacts(field: FieldDef): FieldFacts {
  const { type, call } = field;
  const related = textOf(argument(call, "related"));
  const isComputed = isGiven(argument(call, "compute")) || isGiven(argument(call, "related"));
  const required = flag(field, "required") ?? (argument(call, "required") === undefined ? undefined : false);
  const hasStar = call.keywords.some((one) => one.arg === undefined);
  const store = flag(field, "store");
  const stored = WITHOUT_COLUMN.has(type) ? undefined : isComputed ? (store ?? false) : store;
  return {
    ...(STANDARD_TYPES.has(type) ? { type } : {}),
    ...(field.comodel === undefined ? {} : { comodel: field.comodel.text }),
    ...(related === undefined ? {} : { related }),
    ...(required === undefined ? {} : { required }),
    ...(stored === undefined ? {} : { stored }),
    ...(isComputed || argument(call, "default") !== undefined || hasStar ? { isFilled: true } : {}),
  };
}

/** Whether an attribute is written, and not as plain texts. */
const isUnread = (one: ModelClass | ComponentClass, name: string, read: unknown): boolean =>
  one.attributes.has(name) && read === undefined;

export function modelFacts(one: ModelClass): ModelFacts | undefined {
  if (one.model === undefined) return undefined;
  const delegation = one.attributes.get("_inherits")?.value;
  return {
    name: one.model,
    isNew: one.isNew,
    kind: one.kind,
    inherit: one.inherit.map((word) => word.text).filter((name) => name !== one.model),
    inherits: Object.fromEntries(one.inherits.map(({ model, field }) => [model.text, field.text])),
    isOpen:
      isUnread(one, "_inherit", one.inherit[0]) ||
      (delegation !== undefined && !(delegation.kind === "Dict" && delegation.items.length === one.inherits.length)),
    fields: Object.fromEntries([...one.fields.values()].map((field) => [field.name, fieldFacts(field)])),
    methods: [...one.methods.keys()],
  };
}

/** The name of the component that a class makes or changes. */
export const componentName = (one: ComponentClass): string | undefined =>
  one.name?.text ?? (one.attributes.has("_name") ? undefined : one.inherit[0]?.text);

export function componentFacts(one: ComponentClass): ComponentFacts | undefined {
  const name = componentName(one);
  if (name === undefined) return undefined;
  return {
    name,
    isNew: one.name !== undefined && !one.inherit.some((word) => word.text === name),
    inherit: one.inherit.map((word) => word.text).filter((parent) => parent !== name),
    isConcrete: one.isConcrete,
    isOpen:
      isUnread(one, "_inherit", one.inherit[0]) ||
      isUnread(one, "_collection", one.collection) ||
      isUnread(one, "_usage", one.usage) ||
      isUnread(one, "_apply_on", one.applyOn),
    ...(one.collection === undefined ? {} : { collection: one.collection.text }),
    ...(one.usage === undefined ? {} : { usage: one.usage.text }),
    ...(one.applyOn === undefined ? {} : { applyOn: one.applyOn.map((word) => word.text) }),
  };
}

/** Whether a class is of the addon itself: tests define models and components of their own. */
export const isOwnClass = (addon: AddonModel, one: ModelClass | ComponentClass): boolean =>
  addon.python.get(one.file)?.isTest !== true && !one.file.startsWith("tests/");

/** Whether a class says its name, and not in plain text. */
const isNameless = (one: ModelClass | ComponentClass): boolean =>
  one.attributes.has("_name") && ("model" in one ? one.nameWord : one.name) === undefined;

const known = new WeakMap<AddonModel, AddonFacts>();

/** The facts of an addon that was read, without what its tests define. */
export function factsOf(addon: AddonModel): AddonFacts {
  const found = known.get(addon) ?? makeFacts(addon);
  known.set(addon, found);
  return found;
}

function makeFacts(addon: AddonModel): AddonFacts {
  const models = addon.models.filter((one) => isOwnClass(addon, one)).flatMap((one) => modelFacts(one) ?? []);
  const components = addon.components
    .filter((one) => isOwnClass(addon, one))
    .flatMap((one) => componentFacts(one) ?? []);
  const ids: Record<string, string> = {};
  for (const { name } of models) ids[`${addon.name}.${idOfModel(name)}`] = "ir.model";
  for (const { id, module, model, order } of addon.records) {
    if (id === undefined || order === undefined) continue;
    // What an addon says of somebody else's record makes none, unless the module is its own.
    ids[id.text.includes(".") ? id.text : `${module}.${id.text}`] ??= model.text;
  }
  const isOpen =
    [...addon.models, ...addon.components].some((one) => isOwnClass(addon, one) && isNameless(one)) ||
    [...addon.files.values()].some((file) => file.kind === "python" && file.fault !== undefined);
  const depends = addon.manifest?.depends.map((word) => word.text) ?? [];
  return { name: addon.name, depends, isOpen, models, components, ids };
}
