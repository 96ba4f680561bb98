/**
 * Everything that is there when an addon is installed: the model index of its Odoo, the addons that it needs and were
 * read, the components of OCA's and our runtime. Each answer is `yes`, `no` or `unknown`: where a module or an ancestor
 * is not at hand nothing may be said about what it could bring.
 */
import type { ModelIndex } from "../odoo/index.ts";
import type { AddonModel, ComponentClass, DataRecord, ModelClass } from "./types.ts";

export type Answer = "yes" | "no" | "unknown";

export interface KnownField {
  readonly name: string;
  /** Undefined where a class of fields of its own hides it. */
  readonly type: string | undefined;
  readonly comodel: string | undefined;
  /** Addons and modules that bring it. */
  readonly modules: readonly string[];
  readonly required: boolean;
  /** False for computed fields without a column. */
  readonly stored: boolean;
  /** Whether a default, a computation or a related path fills it. */
  readonly isFilled: boolean;
}

/** What is known of a component by name, wherever it is from. */
export interface KnownComponent {
  readonly name: string;
  readonly inherit: readonly string[];
  readonly isConcrete: boolean;
  /** With what its ancestors say. */
  readonly collection: string | undefined;
  readonly usage: string | undefined;
  readonly applyOn: readonly string[] | undefined;
  readonly module: string;
  /** Undefined for those of the built-in tables. */
  readonly classes: readonly ComponentClass[];
}

export interface World {
  readonly index: ModelIndex;
  /** The addons that were read, the judged one included. */
  readonly addons: readonly AddonModel[];

  // -------------------------------------------------------------------------------------------------------- modules
  /** All modules that an addon needs, through any number of steps, itself and `base` included. */
  needs(addon: AddonModel): ReadonlySet<string>;
  /** Whether an addon (through others) depends on a module; `unknown` where one in between is not at hand. */
  dependsOn(addon: AddonModel, module: string): Answer;
  /** Modules among `needs` that neither the index nor a read addon describes. */
  missing(addon: AddonModel): ReadonlySet<string>;

  // --------------------------------------------------------------------------------------------------------- models
  /**
   * Whether the addon can use a model; `no` only where everything that it needs is at hand. `unknown` too for a model that
   * only modules beyond its dependencies bring (`modulesOf` names them); the same is so for fields, components and ids.
   */
  hasModel(addon: AddonModel, model: string): Answer;
  /** The model that was probably meant. */
  nearestModel(model: string): string | undefined;
  /** Modules that define or extend it. */
  modulesOf(model: string): readonly string[];
  /** Classes of read addons, in the order of loading. */
  classesOf(model: string): readonly ModelClass[];
  /** The addon that a class stands in. */
  homeOf(one: ModelClass | ComponentClass): AddonModel | undefined;
  /** Itself, what it inherits, then what it delegates to; with `complete: false` where one of them is not at hand. */
  ancestry(addon: AddonModel, model: string): { readonly models: readonly string[]; readonly complete: boolean };
  /** The fields by which a model, or one that it inherits, delegates: field -> model. */
  delegates(model: string): ReadonlyMap<string, string>;
  isA(addon: AddonModel, model: string, ancestor: string): Answer;
  /** Undefined too where a reduced index does not tell. */
  kindOf(model: string): "model" | "abstract" | "transient" | undefined;

  /** A field; undefined both where it is missing and where that can't be told: ask `hasField`. */
  field(addon: AddonModel, model: string, name: string): KnownField | undefined;
  hasField(addon: AddonModel, model: string, name: string): Answer;
  nearestField(addon: AddonModel, model: string, name: string): string | undefined;
  /** The values that a selection can have; undefined where something else may bring more of them. */
  selection(addon: AddonModel, model: string, name: string): ReadonlySet<string> | undefined;
  /** Follows `a.b.c`. `broken` with `answer: "no"`: that name is missing in `model`. */
  path(
    addon: AddonModel,
    model: string,
    path: string,
  ):
    | { readonly field: KnownField }
    | { readonly answer: "no" | "unknown"; readonly model: string; readonly broken: string };
  /** Names of all fields, own and inherited; undefined where an ancestor that could bring some is not at hand. */
  fieldNames(addon: AddonModel, model: string): readonly string[] | undefined;

  /** `unknown` for private methods of models that only the index knows. */
  hasMethod(addon: AddonModel, model: string, name: string): Answer;
  /** A class attribute of a read class or its ancestors, the nearest first: `_order`, `_rec_name`, `_sync_entities`. */
  attribute(
    addon: AddonModel,
    model: string,
    name: string,
  ): { readonly owner: ModelClass; readonly name: string } | undefined;

  // ----------------------------------------------------------------------------------------------------- components
  component(name: string): KnownComponent | undefined;
  hasComponent(addon: AddonModel, name: string): Answer;
  nearestComponent(name: string): string | undefined;
  /** A class with what its ancestors say; `complete: false` where one of them is not at hand. */
  resolve(addon: AddonModel, one: ComponentClass): KnownComponent & { readonly complete: boolean };
  /** Whether a component (through others) inherits another. */
  componentIsA(addon: AddonModel, name: string, ancestor: string): Answer;
  components(): readonly KnownComponent[];

  // ------------------------------------------------------------------------------------------------------- XML ids
  /**
   * Whether an XML id, as written in the addon, exists.
   * @param models what its record can only be of (`ir.ui.menu` for `parent=`): of Odoo's own modules the index knows the
   * ids of some models, so that without them a missing one of theirs is `unknown`
   */
  hasId(addon: AddonModel, id: string, models?: readonly string[]): Answer;
  /** The model of the record with an XML id. */
  modelOfId(addon: AddonModel, id: string): string | undefined;
  /** The record, where a read addon makes it. */
  recordOf(addon: AddonModel, id: string): { readonly record: DataRecord; readonly addon: AddonModel } | undefined;
  /** The model that an id of the form `[module.]model_x_y` stands for. */
  modelOfModelId(id: string): string | undefined;
}
