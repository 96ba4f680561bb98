/** The world of addons: what the index, packed facts and the addons that were read say, put together. */
import { type ModelIndex, type ModelValues, near } from "../odoo/index.ts";
import type { Expr } from "../parse/python/ast.ts";
import { argument } from "../parse/python/walk.ts";
import { baseMethods, MAYBE_METHODS } from "./base-methods.ts";
import {
  type AddonFacts,
  type ComponentFacts,
  componentName,
  factsOf,
  type FieldFacts,
  isOwnClass,
  type ModelFacts,
} from "./facts.ts";
import { idOfModel } from "./source.ts";
import type { AddonModel, ComponentClass, DataRecord, ModelClass, PythonFile } from "./types.ts";
import type { Answer, KnownComponent, KnownField, World } from "./world.ts";

export interface WorldParts {
  readonly index: ModelIndex;
  /** The addons that were read, in any order. */
  readonly addons: readonly AddonModel[];
  /** Addons that are known without being at hand; one that was read takes the place of its namesake. */
  readonly known?: readonly AddonFacts[];
  /** Public methods of a model, of the index; without: nothing is said of methods. */
  readonly methods?: (model: string) => readonly string[];
  /** Names of XML ids by model of the record and module, of the index. */
  readonly xmlIds?: (model: string) => Readonly<Record<string, readonly string[]>>;
  /** What only a running Odoo knows, of the index. */
  readonly values?: (model: string) => ModelValues;
}

/** Models of whose records the index has every XML id that a module of it made. */
export const INDEXED_RECORDS: readonly string[] = [
  ...["ir.actions.act_window", "ir.actions.client", "ir.actions.server", "ir.cron", "ir.module.category", "ir.rule"],
  ...["ir.sequence", "ir.ui.menu", "ir.ui.view", "mail.message.subtype", "product.category", "queue.job.channel"],
  ...["res.company", "res.country", "res.currency", "res.groups", "res.groups.privilege", "res.partner", "res.users"],
  ...["stock.location", "stock.warehouse", "uom.category", "uom.uom", "account.journal"],
];

/** Records of every database, which an index may lack. */
const BASE_IDS: Readonly<Record<string, string>> = {
  "base.user_root": "res.users",
  "base.user_admin": "res.users",
  "base.public_user": "res.users",
  "base.default_user": "res.users",
  "base.main_company": "res.company",
  "base.main_partner": "res.partner",
};

/** Fields of every stored model. */
const MAGIC: Readonly<Record<string, { readonly type: string; readonly comodel?: string }>> = {
  id: { type: "integer" },
  display_name: { type: "char" },
  create_date: { type: "datetime" },
  write_date: { type: "datetime" },
  create_uid: { type: "many2one", comodel: "res.users" },
  write_uid: { type: "many2one", comodel: "res.users" },
};

/** Names below a field of these types are no fields of a model, and yet may stand in a path. */
const OPEN_TYPES = new Set([
  "properties",
  "properties_definition",
  "json",
  "serialized",
  "reference",
  "date",
  "datetime",
]);

/** Ids that Odoo makes by itself, for what is not in any data file. */
const MADE_ID = /^(?:field|selection|constraint)_/;

export function makeWorld(parts: WorldParts): World {
  return new AddonsWorld(parts);
}

interface Defined<T> {
  readonly facts: T;
  readonly module: string;
}

interface Ancestry {
  readonly models: readonly string[];
  /** Those whose methods it has: what it delegates to gives fields only. */
  readonly inherited: readonly string[];
  readonly isWhole: boolean;
  /** Whether all fields are known: a reduced index has those of its models, and nothing of what they inherit. */
  readonly hasAllFields: boolean;
}

class AddonsWorld implements World {
  readonly index: ModelIndex;
  readonly addons: readonly AddonModel[];

  /** Facts of every addon beyond the index, by name. */
  private readonly facts = new Map<string, AddonFacts>();
  private readonly indexModules: ReadonlySet<string>;
  /** In the order of loading. */
  private readonly models = new Map<string, Defined<ModelFacts>[]>();
  private readonly componentDefs = new Map<string, Defined<ComponentFacts>[]>();
  private readonly modelClasses = new Map<string, ModelClass[]>();
  private readonly componentClasses = new Map<string, ComponentClass[]>();
  private readonly homes = new Map<ModelClass | ComponentClass, AddonModel>();
  /** Names that only tests define. */
  private readonly testNames = new Set<string>();
  private readonly records = new Map<string, { readonly record: DataRecord; readonly addon: AddonModel }>();
  private readonly ids = new Map<string, string>();
  private readonly closures = new Map<string, ReadonlySet<string>>();
  private readonly gaps = new Map<string, ReadonlySet<string>>();
  private readonly wholes = new Map<string, boolean>();
  private readonly ancestries = new Map<string, Ancestry>();
  private readonly fieldCache = new Map<string, KnownField | undefined>();
  private readonly methodCache = new Map<string, ReadonlySet<string>>();
  private ofBaseModel: ReadonlySet<string> | undefined;
  private modelIds: Map<string, string> | undefined;

  constructor(private readonly parts: WorldParts) {
    this.index = parts.index;
    this.indexModules = new Set(parts.index.moduleNames());
    for (const one of parts.known ?? []) this.facts.set(one.name, one);
    for (const addon of parts.addons) this.facts.set(addon.name, factsOf(addon));
    const byName = new Map(parts.addons.map((addon) => [addon.name, addon] as const));
    const order = this.loadOrder();
    this.addons = order.flatMap((name) => byName.get(name) ?? []);
    for (const name of order) {
      const one = this.facts.get(name);
      if (one === undefined) continue;
      for (const facts of one.models) push(this.models, facts.name, { facts, module: name });
      for (const facts of one.components) push(this.componentDefs, facts.name, { facts, module: name });
      for (const [id, model] of Object.entries(one.ids)) if (!this.ids.has(id)) this.ids.set(id, model);
    }
    for (const addon of this.addons) this.register(addon);
  }

  private register(addon: AddonModel): void {
    for (const one of [...addon.models, ...addon.components]) this.homes.set(one, addon);
    for (const one of addon.models) {
      if (one.model === undefined) continue;
      if (isOwnClass(addon, one)) push(this.modelClasses, one.model, one);
      else this.testNames.add(one.model);
    }
    for (const one of addon.components) {
      const name = componentName(one);
      if (name === undefined) continue;
      if (isOwnClass(addon, one)) push(this.componentClasses, name, one);
      else this.testNames.add(name);
    }
    for (const record of addon.records) {
      if (record.id === undefined) continue;
      const id = record.id.text.includes(".") ? record.id.text : `${record.module}.${record.id.text}`;
      // The one that makes it comes first.
      if (!this.records.has(id)) this.records.set(id, { record, addon });
    }
  }

  // -------------------------------------------------------------------------------------------------------- modules

  /** Names of all addons with facts, those that others need before them. */
  private loadOrder(): readonly string[] {
    const found = new Set<string>();
    const entered = new Set<string>();
    const visit = (name: string): void => {
      const one = this.facts.get(name);
      if (one === undefined || entered.has(name)) return;
      entered.add(name);
      for (const other of [...one.depends].sort()) visit(other);
      found.add(name);
    };
    for (const name of [...this.facts.keys()].sort()) visit(name);
    return [...found];
  }

  needs(addon: AddonModel): ReadonlySet<string> {
    const known = this.closures.get(addon.name);
    if (known !== undefined) return known;
    const found = new Set<string>(["base"]);
    const waiting = [addon.name];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (found.has(name) && name !== "base") continue;
      found.add(name);
      const facts = this.facts.get(name);
      if (facts !== undefined) waiting.push(...facts.depends.filter((one) => !found.has(one)));
      else for (const one of this.index.needs(name)) found.add(one);
    }
    this.closures.set(addon.name, found);
    return found;
  }

  missing(addon: AddonModel): ReadonlySet<string> {
    let found = this.gaps.get(addon.name);
    if (found === undefined) {
      found = new Set([...this.needs(addon)].filter((name) => !this.indexModules.has(name) && !this.facts.has(name)));
      this.gaps.set(addon.name, found);
    }
    return found;
  }

  dependsOn(addon: AddonModel, module: string): Answer {
    if (this.needs(addon).has(module)) return "yes";
    return this.missing(addon).size === 0 && saysDepends(addon) ? "no" : "unknown";
  }

  /** Whether everything that an addon needs is at hand, and nothing of it hides. */
  private isWhole(addon: AddonModel): boolean {
    let found = this.wholes.get(addon.name);
    if (found === undefined) {
      const isOpen = [...this.needs(addon)].some((name) => this.facts.get(name)?.isOpen === true);
      found = this.missing(addon).size === 0 && saysDepends(addon) && !isOpen;
      this.wholes.set(addon.name, found);
    }
    return found;
  }

  // --------------------------------------------------------------------------------------------------------- models

  private indexed(model: string) {
    return this.index.model(model);
  }

  private exists(model: string): boolean {
    return this.models.get(model)?.some((one) => one.facts.isNew) === true || this.indexed(model) !== undefined;
  }

  hasModel(addon: AddonModel, model: string): Answer {
    const needs = this.needs(addon);
    if (this.models.get(model)?.some((one) => one.facts.isNew && needs.has(one.module)) === true) return "yes";
    if (this.index.modulesFor(model).some((one) => needs.has(one))) return "yes";
    // Modules beyond its dependencies may be there all the same: installed by themselves, or by what is guarded.
    if (this.exists(model) || this.testNames.has(model)) return "unknown";
    return this.isWhole(addon) ? "no" : "unknown";
  }

  private readonly nearest = new Map<string, string | undefined>();

  nearestModel(model: string): string | undefined {
    if (!this.nearest.has(model)) {
      const others = [...this.models.keys()].filter((name) => name !== model);
      this.nearest.set(model, near(model, others) ?? this.index.nearestModel(model));
    }
    return this.nearest.get(model);
  }

  modulesOf(model: string): readonly string[] {
    return unique([...this.index.modulesFor(model), ...(this.models.get(model) ?? []).map((one) => one.module)]);
  }

  classesOf(model: string): readonly ModelClass[] {
    return this.modelClasses.get(model) ?? [];
  }

  homeOf(one: ModelClass | ComponentClass): AddonModel | undefined {
    return this.homes.get(one);
  }

  /** Itself, its parents, then what it delegates to: whatever addon asks. */
  private walkUp(model: string): Ancestry {
    const known = this.ancestries.get(model);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const gaps: string[] = [];
    const delegates: string[] = [];
    const visit = (name: string): void => {
      if (found.has(name)) return;
      found.add(name);
      if (!this.exists(name)) gaps.push(name);
      // The last extension is nearest.
      for (const { facts } of (this.models.get(name) ?? []).toReversed()) {
        if (facts.isOpen) gaps.push(name);
        for (const parent of facts.inherit) visit(parent);
        delegates.push(...Object.keys(facts.inherits));
      }
      const indexed = this.indexed(name);
      for (const parent of indexed?.inherit ?? []) visit(parent);
      delegates.push(...Object.keys(indexed?.inherits ?? {}));
    };
    visit(model);
    const inherited = [...found];
    for (let name = delegates.shift(); name !== undefined; name = delegates.shift()) visit(name);
    const hasAllFields = gaps.length === 0;
    const isReduced = this.index.isReduced && [...found].some((name) => this.indexed(name) !== undefined);
    const result = { models: [...found], inherited, isWhole: hasAllFields && !isReduced, hasAllFields };
    this.ancestries.set(model, result);
    return result;
  }

  ancestry(addon: AddonModel, model: string): { readonly models: readonly string[]; readonly complete: boolean } {
    const { models, isWhole } = this.walkUp(model);
    return { models, complete: isWhole && this.isWhole(addon) };
  }

  delegates(model: string): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const owner of this.walkUp(model).inherited) {
      const written = (this.models.get(owner) ?? []).map(({ facts }) => facts.inherits);
      for (const inherits of [...written, this.indexed(owner)?.inherits ?? {}])
        for (const [parent, field] of Object.entries(inherits)) found.set(field, parent);
    }
    return found;
  }

  isA(addon: AddonModel, model: string, ancestor: string): Answer {
    const { models, complete } = this.ancestry(addon, model);
    if (models.includes(ancestor)) return "yes";
    return complete ? "no" : "unknown";
  }

  kindOf(model: string): "model" | "abstract" | "transient" | undefined {
    const made = this.models.get(model)?.find((one) => one.facts.isNew);
    if (made !== undefined) return made.facts.kind;
    const indexed = this.indexed(model);
    if (indexed === undefined) return undefined;
    if (indexed.abstract) return "abstract";
    if (indexed.transient) return "transient";
    // Not every Odoo tells over RPC what is abstract; what keeps who made a record has a table.
    return this.index.isReduced && indexed.field("create_uid")?.stored !== true ? undefined : "model";
  }

  // --------------------------------------------------------------------------------------------------------- fields

  field(_addon: AddonModel, model: string, name: string): KnownField | undefined {
    const key = `${model} ${name}`;
    if (!this.fieldCache.has(key)) {
      // A related field may lead back to itself.
      this.fieldCache.set(key, undefined);
      this.fieldCache.set(key, this.findField(model, name));
    }
    return this.fieldCache.get(key);
  }

  private findField(model: string, name: string): KnownField | undefined {
    const { models } = this.walkUp(model);
    const written: { readonly facts: FieldFacts; readonly owner: string; readonly module: string }[] = [];
    const indexed: KnownField[] = [];
    for (const owner of models) {
      for (const { facts, module } of (this.models.get(owner) ?? []).toReversed()) {
        const own = Object.hasOwn(facts.fields, name) ? facts.fields[name] : undefined;
        if (own !== undefined) written.push({ facts: own, owner, module });
      }
      const known = this.index.field(owner, name);
      if (known === undefined) continue;
      const needed = this.parts.values?.(owner).needed;
      indexed.push({
        name,
        type: known.type,
        comodel: known.comodel,
        modules: known.modules,
        required: known.required,
        stored: known.stored,
        isFilled: known.related !== undefined || (known.required && needed !== undefined && !needed.includes(name)),
      });
    }
    const [first] = indexed;
    if (written.length === 0 && first === undefined) return this.magicField(model, name);
    const fromIndex = <K extends keyof KnownField>(key: K): KnownField[K] | undefined => first?.[key];
    const said = <K extends keyof FieldFacts>(key: K): FieldFacts[K] | undefined =>
      written.find((one) => one.facts[key] !== undefined)?.facts[key];
    const related = written.find((one) => one.facts.related !== undefined);
    const type = said("type") ?? fromIndex("type");
    return {
      name,
      type,
      comodel: said("comodel") ?? this.relatedComodel(related) ?? fromIndex("comodel"),
      modules: unique([...written.map((one) => one.module), ...indexed.flatMap((one) => one.modules)]),
      required: said("required") ?? fromIndex("required") ?? false,
      stored: said("stored") ?? fromIndex("stored") ?? true,
      isFilled: said("isFilled") ?? fromIndex("isFilled") ?? false,
    };
  }

  private relatedComodel(one: { readonly facts: FieldFacts; readonly owner: string } | undefined): string | undefined {
    if (one?.facts.related === undefined) return undefined;
    let here: string | undefined = one.owner;
    for (const name of one.facts.related.split(".")) {
      if (here === undefined) return undefined;
      here = this.fieldOf(here, name)?.comodel;
    }
    return here;
  }

  private fieldOf(model: string, name: string): KnownField | undefined {
    const [any] = this.addons;
    return any === undefined ? undefined : this.field(any, model, name);
  }

  private magicField(model: string, name: string): KnownField | undefined {
    const magic = this.exists(model) && Object.hasOwn(MAGIC, name) ? MAGIC[name] : undefined;
    if (magic === undefined) return undefined;
    const modules = this.modulesOf(model);
    return {
      name,
      comodel: undefined,
      ...magic,
      modules,
      required: false,
      stored: name !== "display_name",
      isFilled: true,
    };
  }

  hasField(addon: AddonModel, model: string, name: string): Answer {
    const found = this.field(addon, model, name);
    if (found !== undefined) {
      const needs = this.needs(addon);
      return found.modules.length === 0 || found.modules.some((one) => needs.has(one)) ? "yes" : "unknown";
    }
    // What an abstract model asks of itself, those that inherit it may have.
    const kind = this.kindOf(model);
    if (this.testNames.has(model) || kind === "abstract" || (kind === undefined && this.exists(model)))
      return "unknown";
    return this.knowsFields(addon, model) ? "no" : "unknown";
  }

  private knowsFields(addon: AddonModel, model: string): boolean {
    return this.walkUp(model).hasAllFields && this.isWhole(addon);
  }

  nearestField(addon: AddonModel, model: string, name: string): string | undefined {
    const usable = this.allFieldNames(model).filter(
      (one) => one !== name && this.hasField(addon, model, one) === "yes",
    );
    // The index knows what was renamed, and what is called otherwise elsewhere.
    const meant = this.index.nearestField(model, name);
    if (meant === undefined || !usable.includes(meant)) return near(name, usable);
    const added = usable.filter((one) => this.index.field(model, one) === undefined);
    return near(name, [meant, ...added]) ?? meant;
  }

  private allFieldNames(model: string): readonly string[] {
    const names = new Set<string>();
    for (const owner of this.walkUp(model).models) {
      for (const { facts } of this.models.get(owner) ?? []) for (const one of Object.keys(facts.fields)) names.add(one);
      for (const one of this.indexed(owner)?.fieldNames ?? []) names.add(one);
    }
    if (this.exists(model)) for (const one of Object.keys(MAGIC)) names.add(one);
    return [...names];
  }

  fieldNames(addon: AddonModel, model: string): readonly string[] | undefined {
    return this.knowsFields(addon, model) ? this.allFieldNames(model).toSorted() : undefined;
  }

  selection(addon: AddonModel, model: string, name: string): ReadonlySet<string> | undefined {
    const { models, complete } = this.ancestry(addon, model);
    if (!complete) return undefined;
    const found = new Set<string>();
    for (const owner of models) {
      const classes = this.classesOf(owner).filter((one) => one.fields.has(name));
      const defined = (this.models.get(owner) ?? []).filter(({ facts }) => Object.hasOwn(facts.fields, name));
      // Of addons that were not read nobody knows what their selections hold.
      if (classes.length < defined.length) return undefined;
      for (const one of classes) {
        const values = selectionOf(this.homes.get(one), one, name);
        if (values === undefined) return undefined;
        for (const value of values) found.add(value);
      }
      const indexed = this.index.field(owner, name);
      if (indexed === undefined) continue;
      const values = this.parts.values?.(owner).selections[name];
      if (values !== undefined) for (const value of Object.keys(values)) found.add(value);
      else if (!indexed.modules.every((module) => this.facts.has(module))) return undefined;
    }
    return found.size === 0 ? undefined : found;
  }

  path(
    addon: AddonModel,
    model: string,
    path: string,
  ):
    | { readonly field: KnownField }
    | { readonly answer: "no" | "unknown"; readonly model: string; readonly broken: string } {
    let here = model;
    let found: KnownField | undefined;
    for (const name of path.split(".")) {
      if (found !== undefined) {
        const { type, comodel } = found;
        if (comodel === undefined) {
          // What stands below a plain field is nowhere; below others nobody can tell.
          const isPlain = type !== undefined && !OPEN_TYPES.has(type) && !/2|reference/.test(type);
          return { answer: isPlain ? "no" : "unknown", model: here, broken: isPlain ? `${found.name}.${name}` : name };
        }
        here = comodel;
      }
      const answer = this.hasField(addon, here, name);
      const field = this.field(addon, here, name);
      if (field === undefined || answer !== "yes") {
        return { answer: answer === "no" ? "no" : "unknown", model: here, broken: name };
      }
      found = field;
    }
    return found === undefined ? { answer: "no", model, broken: path } : { field: found };
  }

  // -------------------------------------------------------------------------------------------------------- methods

  private publicMethods(model: string): ReadonlySet<string> | undefined {
    const { methods } = this.parts;
    if (methods === undefined || this.index.isReduced) return undefined;
    let found = this.methodCache.get(model);
    if (found === undefined) {
      found = new Set(methods(model));
      this.methodCache.set(model, found);
    }
    return found;
  }

  hasMethod(addon: AddonModel, model: string, name: string): Answer {
    const { complete } = this.ancestry(addon, model);
    const needs = this.needs(addon);
    let isElsewhere = false;
    let isHidden = this.kindOf(model) === "abstract" || this.testNames.has(model);
    for (const one of this.walkUp(model).inherited) {
      for (const { facts, module } of this.models.get(one) ?? []) {
        if (!facts.methods.includes(name)) continue;
        if (needs.has(module)) return "yes";
        isElsewhere = true;
      }
      if (this.indexed(one) === undefined) continue;
      const known = this.publicMethods(one);
      if (known?.has(name) === true) return "yes";
      // Of Odoo's own models only public methods are known; a model of addons that are at hand is known by them.
      const isRead = this.index.modulesFor(one).every((module) => this.facts.has(module));
      if (known === undefined || (name.startsWith("_") && !isRead)) isHidden = true;
    }
    // What an addon gives to all models.
    for (const { facts, module } of this.models.get("base") ?? []) {
      if (!facts.methods.includes(name)) continue;
      if (needs.has(module)) return "yes";
      isElsewhere = true;
    }
    this.ofBaseModel ??= baseMethods(this.index.version);
    const base = this.publicMethods("base");
    if (this.ofBaseModel.has(name) || base?.has(name) === true) return "yes";
    if (isElsewhere || isHidden || base === undefined || name.startsWith("__") || MAYBE_METHODS.has(name))
      return "unknown";
    return complete ? "no" : "unknown";
  }

  attribute(
    _addon: AddonModel,
    model: string,
    name: string,
  ): { readonly owner: ModelClass; readonly name: string } | undefined {
    for (const one of this.walkUp(model).inherited) {
      const owner = this.classesOf(one).findLast((candidate) => candidate.attributes.has(name));
      if (owner !== undefined) return { owner, name };
    }
    return undefined;
  }

  // ----------------------------------------------------------------------------------------------------- components

  private readonly componentCache = new Map<string, (KnownComponent & { readonly isWhole: boolean }) | undefined>();

  private knownComponent(name: string): (KnownComponent & { readonly isWhole: boolean }) | undefined {
    if (!this.componentCache.has(name)) {
      this.componentCache.set(name, undefined);
      this.componentCache.set(name, this.findComponent(name));
    }
    return this.componentCache.get(name);
  }

  private findComponent(name: string): (KnownComponent & { readonly isWhole: boolean }) | undefined {
    const defined = this.componentDefs.get(name) ?? [];
    const made = defined.find((one) => one.facts.isNew);
    if (made === undefined) return undefined;
    const nearest = defined.toReversed();
    const inherit = unique(nearest.flatMap((one) => one.facts.inherit));
    let isWhole = nearest.every((one) => !one.facts.isOpen);
    let collection = nearest.find((one) => one.facts.collection !== undefined)?.facts.collection;
    let usage = nearest.find((one) => one.facts.usage !== undefined)?.facts.usage;
    let applyOn = nearest.find((one) => one.facts.applyOn !== undefined)?.facts.applyOn;
    for (const parent of inherit) {
      const known = parent === name ? undefined : this.knownComponent(parent);
      if (known === undefined) {
        isWhole = false;
        continue;
      }
      isWhole &&= known.isWhole;
      collection ??= known.collection;
      usage ??= known.usage;
      applyOn ??= known.applyOn;
    }
    const classes = this.componentClasses.get(name) ?? [];
    const { isConcrete } = made.facts;
    return { name, inherit, isConcrete, collection, usage, applyOn, module: made.module, classes, isWhole };
  }

  component(name: string): KnownComponent | undefined {
    return this.knownComponent(name);
  }

  hasComponent(addon: AddonModel, name: string): Answer {
    const known = this.knownComponent(name);
    if (known !== undefined) return this.needs(addon).has(known.module) ? "yes" : "unknown";
    if (this.testNames.has(name)) return "unknown";
    return this.isWhole(addon) ? "no" : "unknown";
  }

  nearestComponent(name: string): string | undefined {
    return near(
      name,
      [...this.componentDefs.keys()].filter((one) => one !== name && this.knownComponent(one)),
    );
  }

  resolve(addon: AddonModel, one: ComponentClass): KnownComponent & { readonly complete: boolean } {
    const name = componentName(one);
    const known = name === undefined ? undefined : this.knownComponent(name);
    if (known !== undefined && this.componentClasses.get(name ?? "")?.includes(one) === true) {
      return { ...known, complete: known.isWhole && this.isWhole(addon) };
    }
    // A class without a name, of a test, or an extension of what is not at hand: what it says itself, then its parents.
    let complete = this.isWhole(addon);
    let collection = one.collection?.text;
    let usage = one.usage?.text;
    let applyOn = one.applyOn?.map((word) => word.text);
    for (const { text } of one.inherit) {
      const parent = this.knownComponent(text);
      complete &&= parent?.isWhole === true;
      collection ??= parent?.collection;
      usage ??= parent?.usage;
      applyOn ??= parent?.applyOn?.slice();
    }
    const inherit = one.inherit.map((word) => word.text);
    const { isConcrete } = one;
    return {
      name: name ?? "",
      inherit,
      isConcrete,
      collection,
      usage,
      applyOn,
      module: addon.name,
      classes: [one],
      complete,
    };
  }

  componentIsA(addon: AddonModel, name: string, ancestor: string): Answer {
    const seen = new Set<string>();
    const waiting = [name];
    let isWhole = this.isWhole(addon);
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (one === ancestor) return "yes";
      if (seen.has(one)) continue;
      seen.add(one);
      const known = this.knownComponent(one);
      if (known === undefined) isWhole = false;
      else waiting.push(...known.inherit);
    }
    return isWhole ? "no" : "unknown";
  }

  components(): readonly KnownComponent[] {
    return [...this.componentDefs.keys()].flatMap((name) => this.knownComponent(name) ?? []);
  }

  // -------------------------------------------------------------------------------------------------------- XML ids

  private fullId(addon: AddonModel, id: string): string {
    return id.includes(".") ? id : `${addon.name}.${id}`;
  }

  modelOfModelId(id: string): string | undefined {
    if (this.modelIds === undefined) {
      this.modelIds = new Map();
      for (const name of this.models.keys()) this.modelIds.set(idOfModel(name), name);
    }
    const name = id.slice(id.lastIndexOf(".") + 1);
    return this.modelIds.get(name) ?? modelIdsOf(this.index).get(name);
  }

  modelOfId(addon: AddonModel, id: string): string | undefined {
    const full = this.fullId(addon, id);
    const own = this.ids.get(full) ?? idsOf(this.parts.xmlIds).get(full);
    if (own !== undefined) return own;
    if (full.startsWith("base.module_")) return "ir.module.module";
    const model = this.modelOfModelId(full);
    return model !== undefined && this.modulesOf(model).includes(full.slice(0, full.indexOf(".")))
      ? "ir.model"
      : this.delegateOfId(full);
  }

  /**
   * Odoo makes an id for the record that another one delegates to: with the product `shop.mug` comes its template
   * `shop.mug_product_template`.
   */
  private delegateOfId(full: string): string | undefined {
    for (let at = full.lastIndexOf("_"); at !== -1; at = at === 0 ? -1 : full.lastIndexOf("_", at - 1)) {
      const id = full.slice(0, at);
      const model = this.ids.get(id) ?? idsOf(this.parts.xmlIds).get(id);
      const found =
        model === undefined
          ? undefined
          : this.walkUp(model).models.find((one) => one.replaceAll(".", "_") === full.slice(at + 1));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  hasId(addon: AddonModel, id: string, models: readonly string[] = []): Answer {
    const full = this.fullId(addon, id);
    const module = full.slice(0, full.indexOf("."));
    const name = full.slice(module.length + 1);
    if (this.modelOfId(addon, full) !== undefined) {
      return this.needs(addon).has(module) || module === addon.name ? "yes" : "unknown";
    }
    if (MADE_ID.test(name) || this.records.has(full) || module === "__export__") return "unknown";
    if (this.facts.has(module)) {
      const read = this.addons.find((one) => one.name === module);
      // Code may make ids too.
      if (read !== undefined && makesIds(read)) return "unknown";
      if (read?.manifest === undefined && read !== undefined) return "unknown";
      return [...(read?.files.values() ?? [])].some((file) => file.fault !== undefined) ? "unknown" : "no";
    }
    if (!this.indexModules.has(module)) return "unknown";
    // Of the index's modules the ids of some models only are known.
    if (name.startsWith("model_")) return this.isWhole(addon) ? "no" : "unknown";
    const isKnown = models.length > 0 && models.every((model) => INDEXED_RECORDS.includes(model));
    return isKnown && this.parts.xmlIds !== undefined ? "no" : "unknown";
  }

  recordOf(addon: AddonModel, id: string): { readonly record: DataRecord; readonly addon: AddonModel } | undefined {
    return this.records.get(this.fullId(addon, id));
  }
}

/** The values that a class gives a selection; undefined where they are not written in plain text. */
function selectionOf(addon: AddonModel | undefined, one: ModelClass, name: string): readonly string[] | undefined {
  const field = one.fields.get(name);
  if (field?.type !== "selection" || argument(field.call, "related") !== undefined) return undefined;
  // An extension may change nothing but the label.
  const given = [argument(field.call, "selection", 0), argument(field.call, "selection_add")].filter(
    (value) => value !== undefined,
  );
  if (field.call.keywords.some(({ arg }) => arg === undefined)) return undefined;
  const found: string[] = [];
  for (const value of given) {
    const list = value.kind === "Name" ? constantOf(addon?.python.get(one.file), value.id) : value;
    if (list?.kind !== "List" && list?.kind !== "Tuple") return undefined;
    for (const pair of list.elts) {
      const [key] = pair.kind === "Tuple" || pair.kind === "List" ? pair.elts : [];
      if (key?.kind !== "Str") return undefined;
      found.push(key.value);
    }
  }
  return found;
}

/** What a module gives a name, once and for all. */
function constantOf(file: PythonFile | undefined, name: string): Expr | undefined {
  const given = (file?.module.body ?? []).filter(
    (stmt) => stmt.kind === "Assign" && stmt.targets.some((one) => one.kind === "Name" && one.id === name),
  );
  const [first] = given;
  return given.length === 1 && first?.kind === "Assign" ? first.value : undefined;
}

/** Whether a manifest lists what an addon depends on: a text in place of the list says nothing. */
function saysDepends({ manifest }: AddonModel): boolean {
  const depends = manifest?.keys.get("depends")?.value;
  return manifest !== undefined && (depends === undefined || depends.kind === "List" || depends.kind === "Tuple");
}

/** What the index says is the same in every world. */
const indexIds = new WeakMap<object, ReadonlyMap<string, string>>();
const indexModels = new WeakMap<ModelIndex, ReadonlyMap<string, string>>();

/** Ids of the index's modules -> model. */
function idsOf(xmlIds: WorldParts["xmlIds"]): ReadonlyMap<string, string> {
  const key = xmlIds ?? BASE_IDS;
  const known = indexIds.get(key);
  if (known !== undefined) return known;
  const found = new Map<string, string>(Object.entries(BASE_IDS));
  for (const model of xmlIds === undefined ? [] : INDEXED_RECORDS) {
    for (const [module, names] of Object.entries(xmlIds?.(model) ?? {})) {
      for (const name of names) found.set(`${module}.${name}`, model);
    }
  }
  indexIds.set(key, found);
  return found;
}

/** XML ids of the index's models -> model. */
function modelIdsOf(index: ModelIndex): ReadonlyMap<string, string> {
  let found = indexModels.get(index);
  if (found === undefined) {
    found = new Map(index.modelNames().map((name) => [idOfModel(name), name]));
    indexModels.set(index, found);
  }
  return found;
}

const makesIdsCache = new WeakMap<AddonModel, boolean>();

/** Whether an addon's code, or a function that its data files call, makes XML ids. */
function makesIds(addon: AddonModel): boolean {
  let found = makesIdsCache.get(addon);
  if (found === undefined) {
    const isIn = (path: string, words: RegExp): boolean => words.test(addon.files.get(path)?.text ?? "");
    found =
      [...addon.xml.keys()].some((path) => isIn(path, /name="_update_xmlids"/)) ||
      [...addon.python.keys()].some(
        (path) => !path.startsWith("tests/") && isIn(path, /ir\.model\.data|_load_records|convert_file|_update_xmlids/),
      );
    makesIdsCache.set(addon, found);
  }
  return found;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const unique = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];
