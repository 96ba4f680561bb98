/** Everything that exists in an Odoo of one version where some generated addons are installed. */
import type { Capabilities } from "../../../../src/odoo/capabilities.ts";
import type { ModelIndex } from "../../../../src/odoo/index.ts";
import { type Addon, type ModelClass, type OwnField, type XmlId, idOfModel } from "./addon.ts";
import { memoized } from "./memoized.ts";
import { argument, textOf } from "./python.ts";

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly comodel?: string | undefined;
  /** Addons and modules that bring it. */
  readonly modules: readonly string[];
}

const MAGIC: Readonly<Record<string, { type: string; comodel?: string }>> = {
  id: { type: "integer" },
  display_name: { type: "char" },
  create_date: { type: "datetime" },
  write_date: { type: "datetime" },
  create_uid: { type: "many2one", comodel: "res.users" },
  write_uid: { type: "many2one", comodel: "res.users" },
};

/** What the index knows, and the addons besides. */
export interface Knowledge {
  readonly cap: Capabilities;
  readonly index: ModelIndex;
  /** Public methods of a model of the index. */
  readonly methods: (model: string) => ReadonlySet<string>;
  /** `model_res_partner` -> `res.partner`. */
  readonly modelIds: ReadonlyMap<string, string>;
  /** XML id -> model of its record. */
  readonly records: ReadonlyMap<string, string>;
}

/** Models whose XML ids the index holds, as far as data files refer to them. */
const REFERRED = [
  "res.groups",
  "ir.ui.menu",
  "ir.ui.view",
  "ir.actions.act_window",
  "ir.actions.server",
  "ir.actions.client",
  "ir.module.category",
  "res.groups.privilege",
  "ir.cron",
  "queue.job.channel",
  "queue.job.function",
  "ir.sequence",
  "uom.uom",
  "res.country",
  "res.currency",
  "res.users",
  "res.partner",
  "res.company",
  "stock.location",
  "stock.warehouse",
  "product.category",
  "mail.activity.type",
] as const;

/** XML ids of Odoo's own modules with the models of their records. */
export function recordsOf(
  xmlIds: (model: string) => Readonly<Record<string, readonly string[]>>,
  index: ModelIndex,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const model of REFERRED) {
    for (const [module, names] of Object.entries(xmlIds(model))) {
      for (const name of names) found.set(`${module}.${name}`, model);
    }
  }
  for (const [name, model] of Object.entries(BASE_RECORDS)) found.set(`base.${name}`, model);
  for (const model of index.modelNames())
    for (const module of index.modulesFor(model)) found.set(`${module}.${idOfModel(model)}`, "ir.model");
  for (const module of index.moduleNames()) found.set(`base.module_${module}`, "ir.module.module");
  return found;
}

/** Users, companies and partners of a new database, which the index leaves out. */
const BASE_RECORDS: Readonly<Record<string, string>> = {
  user_root: "res.users",
  user_admin: "res.users",
  main_company: "res.company",
  main_partner: "res.partner",
};

export class World {
  readonly cap: Capabilities;
  readonly index: ModelIndex;
  private readonly classes = new Map<string, ModelClass[]>();
  private readonly homes = new Map<ModelClass, string>();
  private readonly ids = new Map<string, string>();
  private readonly closures = new Map<Addon, ReadonlySet<string>>();
  private readonly fieldCache = new Map<string, Field | undefined>();

  constructor(
    private readonly knowledge: Knowledge,
    readonly addons: readonly Addon[],
  ) {
    this.cap = knowledge.cap;
    this.index = knowledge.index;
    for (const addon of addons) {
      for (const one of addon.models) {
        this.classes.set(one.model, [...(this.classes.get(one.model) ?? []), one]);
        this.homes.set(one, addon.name);
      }
      for (const [id, { model }] of addon.ids) this.ids.set(`${addon.name}.${id}`, model);
    }
  }

  /** The model whose XML id ends so: `model_res_partner`. */
  modelOfId(name: string): string | undefined {
    for (const model of this.classes.keys()) if (idOfModel(model) === name) return model;
    return this.knowledge.modelIds.get(name);
  }

  /** The same Odoo with other addons. */
  besides(addons: readonly Addon[]): World {
    return new World(this.knowledge, addons);
  }

  hasModel(name: string): boolean {
    return (this.classes.get(name) ?? []).some((one) => one.isNew) || this.index.model(name) !== undefined;
  }

  /** Addons and modules that define or extend a model. */
  modulesOf(model: string): readonly string[] {
    const own = (this.classes.get(model) ?? []).filter((one) => one.isNew).map((one) => this.homes.get(one) ?? "");
    const known = this.index.moduleOf(model);
    return known === undefined ? own : [...own, known];
  }

  classesOf(model: string): readonly ModelClass[] {
    return this.classes.get(model) ?? [];
  }

  private readonly ancestors = memoized((model: string) => [...this.walkUp(model)]);

  private ancestry(model: string): readonly string[] {
    return this.ancestors(model);
  }

  /** Models that a model is made of: itself, then its parents, then what it delegates to. */
  private *walkUp(model: string, seen = new Set<string>()): Generator<string> {
    if (seen.has(model)) return;
    seen.add(model);
    yield model;
    const own = this.classesOf(model);
    for (const one of own) for (const parent of one.parents) yield* this.walkUp(parent, seen);
    for (const parent of this.index.model(model)?.inherit ?? []) yield* this.walkUp(parent, seen);
    for (const one of own) for (const parent of one.delegates.keys()) yield* this.walkUp(parent, seen);
  }

  field(model: string, name: string): Field | undefined {
    const key = `${model} ${name}`;
    if (!this.fieldCache.has(key)) {
      this.fieldCache.set(key, undefined);
      this.fieldCache.set(key, this.findField(model, name));
    }
    return this.fieldCache.get(key);
  }

  private findField(model: string, name: string): Field | undefined {
    const modules: string[] = [];
    let type: string | undefined;
    let comodel: string | undefined;
    for (const one of this.ancestry(model)) {
      for (const owner of this.classesOf(one)) {
        const field = owner.fields.get(name);
        if (field === undefined) continue;
        modules.push(this.homes.get(owner) ?? "");
        type ??= field.type;
        comodel ??= field.comodel ?? this.relatedModel(one, field);
      }
      const known = this.index.field(one, name);
      if (known === undefined) continue;
      modules.push(...known.modules);
      type ??= known.type;
      comodel ??= known.comodel;
    }
    if (type !== undefined) return { name, type, comodel, modules };
    const heir = this.heirs(model).find((one) => this.field(one, name) !== undefined);
    if (heir !== undefined) return this.field(heir, name);
    const magic = this.hasModel(model) && Object.hasOwn(MAGIC, name) ? MAGIC[name] : undefined;
    return magic === undefined ? undefined : { name, ...magic, modules: this.modulesOf(model) };
  }

  /** Models that an abstract one of ours is made for: what it asks of itself, they have. */
  private readonly heirs = memoized((model: string): readonly string[] => {
    if (!this.classesOf(model).some((one) => one.isNew && one.kind === "abstract")) return [];
    return [...this.classes.entries()].flatMap(([name, classes]) =>
      name !== model && classes.some((one) => one.isNew && one.parents.includes(model)) ? [name] : [],
    );
  });

  private relatedModel(model: string, field: OwnField): string | undefined {
    const path = textOf(argument(field.call, "related"));
    const end = path === undefined ? undefined : this.path(model, path);
    return end !== undefined && "field" in end ? end.field.comodel : undefined;
  }

  /** Follows `a.b.c`: the last field, or the model and name where the path breaks. */
  path(model: string, path: string): { readonly field: Field } | { readonly model: string; readonly broken: string } {
    let here = model;
    let found: Field | undefined;
    for (const name of path.split(".")) {
      const field = this.field(here, name);
      if (field === undefined) return { model: here, broken: name };
      found = field;
      here = field.comodel ?? "";
    }
    return found === undefined ? { model, broken: path } : { field: found };
  }

  /** Whether a model has a method: private ones of Odoo's own models are not known, and taken as there. */
  hasMethod(model: string, name: string): boolean {
    for (const one of this.ancestry(model)) {
      if (this.classesOf(one).some((owner) => owner.methods.has(name))) return true;
      if (this.index.model(one) === undefined) continue;
      if (this.knowledge.methods(one).has(name)) return true;
      if (name.startsWith("_")) return true;
    }
    return this.knowledge.methods("base").has(name) || this.heirs(model).some((one) => this.hasMethod(one, name));
  }

  /** Whether one of our own classes gives a model a method: what its own fields are computed by. */
  hasOwnMethod(model: string, name: string): boolean {
    return (
      this.ancestry(model).some((one) => this.classesOf(one).some((owner) => owner.methods.has(name))) ||
      this.heirs(model).some((one) => this.hasOwnMethod(one, name))
    );
  }

  /** Whether one of our own classes gives a model an attribute: `_sync_entities`. */
  hasAttribute(model: string, name: string): boolean {
    return this.ancestry(model).some((one) => this.classesOf(one).some((owner) => owner.attributes.has(name)));
  }

  /** Model of the record with an XML id, written in an addon. */
  idModel(addon: Addon, id: string): string | undefined {
    const full = id.includes(".") ? id : `${addon.name}.${id}`;
    return this.ids.get(full) ?? this.knowledge.records.get(full);
  }

  xmlRecord(addon: Addon, id: string): XmlId | undefined {
    const [module = "", name = ""] = id.includes(".") ? id.split(".") : [addon.name, id];
    return this.addons.find((one) => one.name === module)?.ids.get(name);
  }

  /** All that an addon needs, itself and what Odoo always has included. */
  needs(addon: Addon): ReadonlySet<string> {
    const known = this.closures.get(addon) ?? this.closure(addon);
    this.closures.set(addon, known);
    return known;
  }

  private closure(addon: Addon): ReadonlySet<string> {
    const found = new Set<string>(["base", addon.name]);
    const waiting = [...addon.depends];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      const own = this.addons.find((one) => one.name === name);
      waiting.push(...(own?.depends ?? this.index.needs(name)));
    }
    return found;
  }
}
