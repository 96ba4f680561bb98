/**
 * A proposal for a model that no type foresees: its own fields, as the version's index knows them. What stands in it can
 * be installed and run; what it should be called remotely is for people to look up.
 */
import type { FieldInfo, ModelIndex, ModelInfo, ModelValues } from "../../odoo/index.ts";
import { pluralOf } from "../naming.ts";
import type { SpecMapping } from "../schema.ts";
import { orList } from "../words.ts";
import { article, CHANGES, type DraftEntity, partner, rest, shopProduct } from "./parts.ts";

/** What is known of the models of the Odoo version that a draft is for. */
export interface Models {
  readonly index: ModelIndex;
  readonly values: (model: string) => ModelValues;
}

export interface Wanted {
  readonly name: string;
  readonly model: string;
  readonly direction: "import" | "export" | "both";
}

/** Why there is no proposal, for the person who asked. */
export class NoProposal extends Error {
  readonly hint: string | undefined;
  /** What would make a proposal possible: another entity before this one, or exporting only. */
  readonly way: { readonly first: Pick<Wanted, "name" | "model"> } | "export" | undefined;
  constructor(message: string, hint?: string, way?: NoProposal["way"]) {
    super(message);
    this.hint = hint;
    this.way = way;
  }
}

/** Models that run Odoo itself: what is written there changes rights, code or the machinery. */
const MACHINERY =
  /^(?:ir|bus|base|base_import|report|iap|web|web_tour|web_editor|onboarding|digest|mail|discuss|sms|snailmail|privacy|properties|res\.(?:users|groups|config|device|lang))(?:\.|$)/;

/** Fields that Odoo, its chatter and its pages keep for themselves. */
const TECHNICAL =
  /^(?:id|display_name|parent_path|active_lang_count|(?:create|write)_(?:uid|date)|__last_update|(?:message|activity|website|access|rating|my_activity|sequence|alias|image|avatar|seo|is_seo|partner_gid|signup|peppol|sms|google|microsoft|contact_address|commercial|email_normalized|phone_sanitized|phone_mobile)(?:_.*|$)|color|state|company_id|company_ids|.*_(?:count|sanitized|normalized|token|blacklisted|html_preview|state|status))$/;

/** Fields that tell one record from another, the surest first. */
const KEYS = ["email", "default_code", "barcode", "code", "ref", "reference", "acc_number", "login", "name"] as const;

/** What people look for first. */
const FIRST = [
  ...["name", "code", "default_code", "ref", "reference", "email", "phone", "partner_id", "parent_id"],
  ...["date", "invoice_date", "date_order", "date_deadline", "product_id", "quantity", "currency_id"],
  ...["list_price", "price", "amount", "description", "note", "country_id", "state_id", "active"],
];
/** A wall of guesses helps nobody: beside what is needed, so many fields at most. */
const MOST = 18;

/** Records of these are named by people, and a name is all that a new one needs. */
const isTag = (model: string): boolean => /(?:^|[._])(?:tags?|category)$/.test(model);

/**
 * @param others models of the entities that stand before this one in the draft -> name of the entity
 * @throws NoProposal for a model that is unknown, is no place for a connector, or needs what nobody can guess
 */
export function proposed(wanted: Wanted, { index, values }: Models, others: ReadonlyMap<string, string>): DraftEntity {
  const info = knownModel(index, wanted.model);
  const known = wellKnown(wanted);
  if (known !== undefined) return known;
  const plural = pluralOf(wanted.name);
  const proposal = new Proposal(wanted, info, { index, values }, others);
  const mapping = proposal.mapping();
  const mapped = new Set(mapping.map((entry) => entry.odoo));
  const key = KEYS.find((name) => mapped.has(name) && ["char", "text"].includes(proposal.field(name)?.type ?? ""));
  return {
    name: wanted.name,
    model: wanted.model,
    direction: wanted.direction,
    conflict: "external_wins",
    ...(proposal.depends.size === 0 ? {} : { depends: [...proposal.depends] }),
    id: "id",
    ...(mapped.has("name") ? { name_path: "name" } : {}),
    ...CHANGES,
    endpoints: {
      ...rest(plural),
      ...(key === undefined ? {} : { search: `GET /${plural}?${key}={${key}}` }),
    },
    ...(key === undefined ? {} : { match_on: [{ odoo: key, remote: key }] }),
    mapping,
  };
}

/** Contacts and products have more to them than their fields; the types know it. */
function wellKnown({ name, model }: Wanted): DraftEntity | undefined {
  const plural = pluralOf(name);
  if (model === "res.partner") return partner(name);
  if (model === "product.template") return { ...shopProduct(), name, endpoints: rest(plural) };
  if (model !== "product.product") return undefined;
  return { ...article(), name, endpoints: { ...rest(plural), search: `GET /${plural}?sku={sku}` } };
}

function knownModel(index: ModelIndex, model: string): ModelInfo {
  const info = index.model(model);
  if (info === undefined) {
    const near = nearModels(index, model);
    throw new NoProposal(
      `Odoo ${index.version} has no model ${model}`,
      near.length === 0 ? "write the technical name of a model: project.task" : `did you mean ${orList(near)}?`,
    );
  }
  if (info.transient) throw new NoProposal(`${model} is a wizard: no record of it lasts`);
  if (info.abstract) throw new NoProposal(`${model} is abstract: it has no records of its own`);
  if (MACHINERY.test(model)) {
    throw new NoProposal(`${model} is part of Odoo's own machinery, which a connector must not change`);
  }
  return info;
}

/** The model that was probably meant, and a few that hold one of its words. */
function nearModels(index: ModelIndex, model: string): string[] {
  const nearest = index.nearestModel(model);
  const words = model.split(/[._]/).filter((word) => word.length > 3);
  const alike = index.modelNames().filter((name) => {
    const parts = name.split(/[._]/);
    return words.some((word) => parts.includes(word)) && index.model(name)?.transient === false;
  });
  const plain = alike.filter((name) => index.model(name)?.abstract === false).sort((a, b) => a.length - b.length);
  return [...new Set([...(nearest === undefined ? [] : [nearest]), ...plain])].slice(0, 4);
}

/**
 * One line of a mapping, for a field that somebody named; undefined where no remote value could be proposed for it.
 * @param others models of the entities of the spec -> name of the entity
 */
export function proposedLine(
  field: string,
  wanted: Wanted,
  models: Models,
  others: ReadonlyMap<string, string>,
): SpecMapping | undefined {
  const info = models.index.model(wanted.model);
  return info === undefined ? undefined : new Proposal(wanted, info, models, others).entry(field, true);
}

class Proposal {
  readonly depends = new Set<string>();
  private readonly needed: ReadonlySet<string>;
  private readonly modules: ReadonlySet<string>;

  constructor(
    private readonly wanted: Wanted,
    private readonly info: ModelInfo,
    private readonly models: Models,
    private readonly others: ReadonlyMap<string, string>,
  ) {
    const { index, values } = models;
    const module = index.moduleOf(info.name) ?? "base";
    this.modules = new Set([module, "base", ...index.needs(module)]);
    // What a record delegates to is made with it, and needs what it needs.
    const parents = Object.keys(info.inherits)
      .filter((parent) => !MACHINERY.test(parent))
      .flatMap((parent) => values(parent).needed);
    this.needed = new Set([...values(info.name).needed, ...parents].filter((name) => this.isNeeded(name)));
  }

  /** Needed as far as the connector's own modules go; lists that belong to a record come with it. */
  private isNeeded(name: string): boolean {
    const field = this.info.field(name);
    if (field === undefined || field.type === "one2many") return false;
    // A resource is made by the mixin of whatever has one.
    return name !== "resource_id" && !Object.values(this.info.inherits).includes(name) && this.isNear(name);
  }

  field(name: string): FieldInfo | undefined {
    return this.info.field(name);
  }

  /** Whether a field comes with the model itself: one of another module would pull that in. */
  private isNear(name: string): boolean {
    const module = this.models.index.moduleOfField(this.info.name, name);
    return module !== undefined && this.modules.has(module);
  }

  mapping(): SpecMapping[] {
    const { wanted } = this;
    const imports = wanted.direction !== "export";
    const undecided: string[] = [];
    const needed = [...this.needed].flatMap((name) => {
      const entry = this.entry(name, true);
      if (entry === undefined && imports) undecided.push(name);
      return entry ?? [];
    });
    if (undecided.length > 0) throw this.undecided(undecided);
    const place = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
    const rest = this.info.fieldNames
      .filter((name) => !this.needed.has(name) && this.isOffered(name))
      .map((name, order) => ({ name, order }))
      .sort((a, b) => place(a.name) - place(b.name) || a.order - b.order)
      .flatMap(({ name }) => this.entry(name, false) ?? [])
      .slice(0, MOST);
    const mapping = distinct([...needed, ...rest]);
    if (mapping.length === 0) {
      throw new NoProposal(
        `${wanted.model} has no field that a remote value could ${imports ? "go into" : "be made from"}`,
        imports ? `write ${wanted.name}:${wanted.model}:export, or take another model` : "take another model",
        imports ? "export" : undefined,
      );
    }
    return this.withCountry(mapping);
  }

  private undecided(names: readonly string[]): NoProposal {
    const { wanted, info } = this;
    const [first = ""] = names;
    const comodel = info.field(first)?.comodel;
    const what = names.map((name) => `${name}${described(info.field(name))}`);
    const isOther = comodel !== undefined && this.models.index.model(comodel) !== undefined && !MACHINERY.test(comodel);
    const hint = isOther
      ? `exchange it too: --entities ${wordFor(comodel)}:${comodel},${wanted.name}:${wanted.model}`
      : `write ${wanted.name}:${wanted.model}:export, or a spec of your own (--spec) that says where it comes from`;
    return new NoProposal(
      `${wanted.model} needs ${listed(what)}, and nothing says what to write there: this needs a decision of yours`,
      hint,
      isOther ? { first: { name: wordFor(comodel), model: comodel } } : "export",
    );
  }

  private isOffered(name: string): boolean {
    const field = this.info.field(name);
    if (field === undefined || TECHNICAL.test(name) || !this.isNear(name)) return false;
    const isOwn = field.stored || this.isInherited(field);
    if (!isOwn || Object.values(this.info.inherits).includes(name)) return false;
    // What Odoo works out can be sent, not written.
    return this.wanted.direction === "export" || !field.readonly;
  }

  private isInherited(field: FieldInfo): boolean {
    const owners = Object.values(this.info.inherits);
    return field.related !== undefined && owners.includes(field.related.split(".")[0] ?? "");
  }

  private selection(name: string): string[] {
    const { values } = this.models;
    const models = [this.info.name, ...Object.keys(this.info.inherits)];
    const found = models.map((model) => values(model).selections[name]).find((one) => one !== undefined) ?? {};
    return Object.entries(found)
      .filter(([, module]) => module === "" || this.modules.has(module))
      .map(([value]) => value);
  }

  /** One line of the mapping; undefined where no remote value could be proposed. */
  entry(name: string, isNeeded: boolean): SpecMapping | undefined {
    const field = this.info.field(name);
    if (field === undefined) return undefined;
    const plain = { odoo: name, remote: name };
    switch (field.type) {
      case "char":
      case "text":
      case "html":
        return plain;
      case "integer":
        return isNeeded && name.endsWith("_id") ? undefined : { ...plain, transform: "int" };
      case "float":
      case "monetary":
        return { ...plain, transform: "float" };
      case "boolean":
        return isNeeded || name === "active" ? { ...plain, transform: "bool" } : undefined;
      case "date":
        return { ...plain, transform: "date" };
      case "datetime":
        return { ...plain, transform: "iso8601" };
      case "selection": {
        const values = this.selection(name);
        if (values.length === 0 || (!isNeeded && values.length > 8)) return undefined;
        return { ...plain, transform: { values: Object.fromEntries(values.map((value) => [value, value])) } };
      }
      case "many2one":
        return this.reference(field, isNeeded);
      case "many2many":
        return this.tags(field);
      default:
        return undefined;
    }
  }

  private reference({ name, comodel = "" }: FieldInfo, isNeeded: boolean): SpecMapping | undefined {
    const word = name.replace(/_id$/, "");
    if (comodel === "res.country") return { odoo: name, remote: `${word}_code`, transform: "country" };
    if (comodel === "res.country.state") return { odoo: name, remote: `${word}_code`, transform: { state: "country" } };
    if (comodel === "res.currency") return { odoo: name, remote: word, transform: "currency" };
    if (comodel === this.info.name) {
      // The first of a tree could never come in.
      return isNeeded ? undefined : { odoo: name, remote: `${word}_id`, transform: { lookup: this.wanted.name } };
    }
    const other = this.others.get(comodel);
    if (other !== undefined) {
      this.depends.add(other);
      return { odoo: name, remote: `${word}_id`, transform: { lookup: other } };
    }
    if (comodel === "uom.uom") return { odoo: name, remote: word, transform: { find: "name", missing: "ignore" } };
    return isNeeded ? this.named(name, word, comodel) : undefined;
  }

  /** A record that a name is enough for, made where it lacks. */
  private named(field: string, remote: string, comodel: string): SpecMapping | undefined {
    const { index, values } = this.models;
    if (MACHINERY.test(comodel) || index.field(comodel, "name")?.type !== "char") return undefined;
    const parents = Object.keys(index.model(comodel)?.inherits ?? {});
    const needs = [comodel, ...parents.filter((parent) => !MACHINERY.test(parent))].flatMap(
      (model) => values(model).needed,
    );
    const own = needs.filter((name) => index.field(comodel, name)?.type !== "one2many");
    return own.every((name) => name === "name")
      ? { odoo: field, remote, transform: { find: "name", missing: "create" } }
      : undefined;
  }

  private tags({ name, comodel = "" }: FieldInfo): SpecMapping | undefined {
    return isTag(comodel) ? this.named(name, pluralOf(name.replace(/_ids?$/, "")), comodel) : undefined;
  }

  /** A state is found within its country: without one it can't be told. */
  private withCountry(mapping: readonly SpecMapping[]): SpecMapping[] {
    const country = mapping.find(
      (entry) => entry.transform === "country" && this.info.field(entry.odoo)?.comodel === "res.country",
    );
    return mapping.flatMap((entry): SpecMapping[] => {
      const { transform } = entry;
      if (typeof transform !== "object" || Array.isArray(transform) || transform.state === undefined) return [entry];
      const path = country?.remote;
      return typeof path === "string" ? [{ ...entry, transform: { state: path } }] : [];
    });
  }
}

/** Two fields may come to the same remote word (`country_id`, `country_code`); the first keeps it. */
function distinct(mapping: readonly SpecMapping[]): SpecMapping[] {
  const seen = new Set<string>();
  return mapping.filter(({ remote }) => {
    const path = String(remote);
    const isNew = !seen.has(path);
    seen.add(path);
    return isNew;
  });
}

/** `product.template` -> `product`: what an entity of a model could be called. */
export function wordFor(model: string): string {
  const words = model.split(/[._]/).filter((word) => !["res", "template"].includes(word));
  return words[words.length - 1] ?? "record";
}

function described(field: FieldInfo | undefined): string {
  if (field === undefined) return "";
  return field.comodel === undefined ? ` (${field.type})` : ` (a record of ${field.comodel})`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
}
