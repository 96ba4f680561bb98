/**
 * Checks a resolved spec against a version of Odoo: models and fields exist there, values fit, names are free. Pure: the
 * model index of the version (and, for hints only, of the others) comes from the caller.
 */
import { ConnectorError, type Problem } from "../errors.ts";
import { ODOO_VERSIONS, type OdooVersion } from "../odoo/capabilities.ts";
import type { FieldInfo, ModelIndex } from "../odoo/index.ts";
import { tableOf } from "./naming.ts";
import type {
  ResolvedEntity,
  ResolvedExportRules,
  ResolvedMapping,
  ResolvedSpec,
  ResolvedTransform,
} from "./resolved.ts";
import { orList } from "./words.ts";

/** Opens the index of a version; called for other versions only when something is missing in the wanted one. */
export type IndexOf = (version: OdooVersion) => Promise<ModelIndex>;

/**
 * @throws ConnectorError with every problem; places are key paths
 */
export async function checkSpec(spec: ResolvedSpec, version: OdooVersion, indexOf: IndexOf): Promise<void> {
  const found = new Check(spec, await indexOf(version)).run();
  if (found.length === 0) return;
  const others = new Map<OdooVersion, ModelIndex>();
  if (found.some((one) => one.lacks !== undefined)) {
    for (const other of ODOO_VERSIONS) if (other !== version) others.set(other, await indexOf(other));
  }
  throw new ConnectorError(found.map((one) => worded(one, others)));
}

interface Finding extends Problem {
  /** What the version lacks, to be looked for in the others. */
  readonly lacks?: { readonly model: string; readonly field?: string };
}

function worded({ lacks, ...problem }: Finding, others: ReadonlyMap<OdooVersion, ModelIndex>): Problem {
  if (lacks === undefined) return problem;
  const having = [...others].filter(([, index]) =>
    lacks.field === undefined
      ? index.model(lacks.model) !== undefined
      : index.field(lacks.model, lacks.field) !== undefined,
  );
  if (having.length === 0) return problem;
  const versions = having.map(([version]) => version);
  return {
    ...problem,
    message: `${problem.message} (${andList(versions)} ${versions.length > 1 ? "have" : "has"} it)`,
  };
}

function andList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
}

/** Types of Odoo fields that a transform's result fits. */
const RESULT_TYPES: Readonly<Record<string, readonly string[]>> = {
  float: ["float", "monetary", "integer"],
  language: ["selection", "char"],
  minor_units: ["float", "monetary"],
  divisor: ["float", "monetary"],
  weight: ["float"],
  int: ["integer", "float", "monetary"],
  str: ["char", "text", "html"],
  join: ["char", "text", "html"],
  html_to_text: ["char", "text", "html"],
  bool: ["boolean"],
  equals: ["boolean"],
  iso8601: ["datetime", "date"],
  naive_utc: ["datetime", "date"],
  sql_utc: ["datetime", "date"],
  sql_shop_tz: ["datetime", "date"],
  local_tz: ["datetime", "date"],
  rfc2822: ["datetime", "date"],
  unix_seconds: ["datetime", "date"],
  unix_millis: ["datetime", "date"],
  dotnet_millis: ["datetime", "date"],
  not_zero_date: ["datetime", "date"],
  country: ["many2one"],
  state: ["many2one"],
  currency: ["many2one"],
  lookup: ["many2one", "many2many"],
  find: ["many2one", "many2many"],
  date: ["date"],
};

/** Models that a transform's record is of. */
const RESULT_MODELS: Readonly<Record<string, string>> = {
  country: "res.country",
  state: "res.country.state",
  currency: "res.currency",
};

/** Field types that take a remote value as it is; the others need a transform that makes one of theirs. */
const PLAIN_TYPES: ReadonlySet<string> = new Set([
  "char",
  "text",
  "html",
  "integer",
  "float",
  "monetary",
  "boolean",
  "selection",
]);

/** Stored fields that Odoo computes or keeps itself: a value written there is lost at the next change. */
const KEPT_BY_ODOO: ReadonlySet<string> = new Set(
  (
    "id create_uid create_date write_uid write_date display_name parent_path " +
    "amount_total amount_tax amount_untaxed price_subtotal price_tax price_total"
  ).split(" "),
);

class Check {
  private readonly found: Finding[] = [];

  constructor(
    private readonly spec: ResolvedSpec,
    private readonly index: ModelIndex,
  ) {}

  run(): readonly Finding[] {
    this.freeTables();
    for (const entity of this.spec.bindings) {
      // Lines are the runtime's own; their model comes with the order's.
      if (entity.kind !== "order_line") this.entity(entity);
    }
    this.tables();
    this.exportModels();
    return this.found;
  }

  /** Records that values are mapped to have to be of models that are there. */
  private tables(): void {
    for (const table of this.spec.tables) {
      for (const model of table.models) {
        if (this.index.model(model) !== undefined) continue;
        this.report({
          place: table.keyPath ?? "tables",
          message: `Odoo ${this.index.version} has no model ${model}`,
          ...this.hint(this.index.nearestModel(model)),
          lacks: { model },
        });
      }
    }
  }

  /** An export is offered on the model of its entity, or of one of its children. */
  private exportModels(): void {
    for (const [index, one] of this.spec.exports.entries()) {
      const entity = this.spec.entities.find((candidate) => candidate.name === one.entity);
      if (entity === undefined) continue;
      const model = (entity.children.find((child) => child.name === one.child) ?? entity).specModel;
      // What Odoo does not have has been told as the entity's mistake.
      if (one.model === model || this.index.model(model) === undefined) continue;
      const child = entity.children.find((candidate) => candidate.specModel === one.model);
      this.report({
        place: `exports[${index}].model`,
        message: `${one.child ?? entity.name} is of model ${model}, not ${one.model}`,
        hint: child === undefined ? `write model: ${model}` : `add child: ${child.name}`,
      });
    }
  }

  private report(finding: Finding): void {
    this.found.push(finding);
  }

  private hint(word: string | undefined): { hint?: string } {
    return word === undefined ? {} : { hint: `did you mean ${word}?` };
  }

  /** A model of ours must not be one of Odoo's, nor share its table. */
  private freeTables(): void {
    const tables = new Map(this.index.modelNames().map((name) => [tableOf(name), name]));
    const own = [
      { model: this.spec.names.backendModel, place: "connector.name" },
      { model: this.spec.names.wizardModel, place: "connector.name" },
      ...this.spec.bindings.map((entity) => ({ model: entity.names.bindingModel, place: entity.keyPath })),
    ];
    for (const { model, place } of own) {
      const taken = tables.get(tableOf(model));
      if (taken !== undefined) {
        this.report({
          place,
          message: `model ${model} would take the table of Odoo's ${taken}`,
          hint: "give the connector another name",
        });
      }
    }
  }

  private entity(entity: ResolvedEntity): void {
    const place = `${entity.keyPath}.model`;
    const info = this.index.model(entity.specModel);
    if (info === undefined) {
      this.report({
        place,
        message: `Odoo ${this.index.version} has no model ${entity.specModel}`,
        ...this.hint(this.index.nearestModel(entity.specModel)),
        lacks: { model: entity.specModel },
      });
      return;
    }
    if (entity.company !== undefined && entity.specModel !== "res.partner") {
      this.report({
        place: `${entity.keyPath}.company`,
        message: `${entity.name} is no contact`,
        hint: "only entities of model res.partner have it",
      });
    }
    if (entity.mainAddress !== undefined && entity.specModel !== "res.partner") {
      this.report({
        place: `${entity.keyPath}.main_address`,
        message: `${entity.name} is no contact`,
        hint: "only entities of model res.partner have it",
      });
    }
    if (info.abstract || info.transient) {
      this.report({
        place,
        message: `${entity.specModel} is ${info.abstract ? "abstract" : "a wizard"}: no record of it lasts`,
      });
      return;
    }
    const { model } = entity;
    for (const [index, match] of entity.matchOn.entries()) {
      const at = `${entity.keyPath}.match_on[${index}].odoo`;
      const field = this.field(model, match.odoo, at);
      if (field !== undefined && !field.stored && field.related === undefined) {
        this.report({ place: at, message: `${model}.${match.odoo} is computed: records can't be found by it` });
      }
    }
    for (const mapping of entity.mapping) this.mapping(model, mapping);
    for (const mapping of [...(entity.order?.address ?? []), ...(entity.picking?.address ?? [])])
      this.mapping("res.partner", mapping);
    for (const name of Object.keys(entity.values))
      this.writable(
        this.field(model, name, `${entity.keyPath}.values.${name}`),
        model,
        `${entity.keyPath}.values.${name}`,
      );
    for (const [index, kept] of entity.keep.entries()) {
      if (this.index.field(model, kept.field) !== undefined) {
        this.report({
          place: `${entity.keyPath}.keep[${index}].field`,
          message: `${model} has a field ${kept.field} of its own, the binding would hide it`,
          hint: `write remote_${kept.field}`,
        });
      }
    }
    if (entity.imports && entity.stamps.image !== undefined && this.index.field(model, "image_1920") === undefined) {
      this.report({
        place: `${entity.keyPath}.image_path`,
        message: `${model} has no picture (image_1920) in Odoo ${this.index.version}`,
        hint: "leave it out",
      });
    }
    if (entity.parentField !== undefined) this.parent(entity, entity.parentField);
    if (entity.export !== undefined) this.exportRules(entity, entity.export);
    this.twice(entity);
  }

  /** Conditions and watched fields of an export have to be fields of the model. */
  private exportRules(entity: ResolvedEntity, rules: ResolvedExportRules): void {
    const at = `${entity.keyPath}.export`;
    for (const [index, leaf] of rules.when.entries()) {
      const path: unknown = Array.isArray(leaf) ? leaf[0] : undefined;
      if (typeof path !== "string") continue;
      let model: string | undefined = entity.model;
      for (const name of path.split(".")) {
        const place = `${at}.when[${index}]`;
        if (model === undefined) {
          this.report({ place, message: `${path}: what stands before ${name} refers to no record` });
          break;
        }
        const field = this.field(model, name, place);
        if (field === undefined) break;
        model = field.comodel;
      }
    }
    if (Array.isArray(rules.onChange)) {
      for (const [index, name] of (rules.onChange as readonly string[]).entries()) {
        this.field(entity.model, name, `${at}.on_change[${index}]`);
      }
    }
  }

  /** The field that ties a child to its parent. */
  private parent(entity: ResolvedEntity, name: string): void {
    const at = `${entity.keyPath}.parent`;
    const field = this.field(entity.model, name, at);
    const owner = this.spec.bindings.find((one) => one.name === entity.parent);
    // A model that is not there has been told as the parent's own mistake.
    if (field === undefined || owner === undefined || this.index.model(owner.model) === undefined) return;
    if (field.type !== "many2one" || field.comodel !== owner.model) {
      this.report({
        place: at,
        message: `${entity.model}.${name} is ${described(field)}, no reference to ${owner.model}`,
      });
    }
  }

  /** Two mappings of one field in one direction: the second would win in silence. */
  private twice(entity: ResolvedEntity): void {
    for (const way of ["imports", "exports"] as const) {
      const seen = new Set<string>();
      for (const mapping of entity.mapping) {
        if (!mapping[way]) continue;
        const key = way === "imports" ? mapping.odoo : (mapping.remote[0] ?? "");
        if (seen.has(key)) {
          this.report({
            place: mapping.keyPath,
            message: way === "imports" ? `${key} is mapped twice` : `${key} is written twice`,
            hint: "give one of them a `direction`",
          });
          break;
        }
        seen.add(key);
      }
    }
  }

  private field(model: string, name: string, place: string): FieldInfo | undefined {
    const field = this.index.field(model, name);
    if (field === undefined) {
      this.report({
        place,
        message: `${model} has no field ${name} in Odoo ${this.index.version}`,
        ...this.hint(this.index.nearestField(model, name)),
        lacks: { model, field: name },
      });
    }
    return field;
  }

  private mapping(model: string, mapping: ResolvedMapping): void {
    const field = this.field(model, mapping.odoo, `${mapping.keyPath}.odoo`);
    if (field === undefined) return;
    if (mapping.imports) this.writable(field, model, `${mapping.keyPath}.odoo`);
    const last = mapping.transforms[mapping.transforms.length - 1];
    const place = `${mapping.keyPath}.${last === undefined ? "odoo" : "transform"}`;
    this.fits(model, field, last, place, mapping.value !== undefined);
  }

  private writable(field: FieldInfo | undefined, model: string, place: string): void {
    if (field === undefined) return;
    if (KEPT_BY_ODOO.has(field.name)) {
      this.report({ place, message: `${model}.${field.name} is kept by Odoo itself and can't be imported` });
    } else if (field.readonly && (!field.stored || field.related !== undefined)) {
      this.report({
        place,
        message: `${model}.${field.name} is ${field.related === undefined ? "computed" : `taken from ${field.related}`} and can't be imported`,
        hint: "add `direction: export`, or map the field that it comes from",
      });
    }
  }

  private fits(
    model: string,
    field: FieldInfo,
    last: ResolvedTransform | undefined,
    place: string,
    constant: boolean,
  ): void {
    if (last === undefined || last.kind === "first" || last.kind === "values" || "args" in last) {
      if (last?.kind !== "values" && !constant && !PLAIN_TYPES.has(field.type)) {
        this.report({
          place,
          message: `${model}.${field.name} is ${described(field)} and takes no remote value as it is`,
          ...transformHint(field),
        });
      }
      return;
    }
    const types = last.kind === "table" ? typesOfTable(last.models) : RESULT_TYPES[last.kind];
    if (types !== undefined && !types.includes(field.type)) {
      this.report({
        place,
        message: `\`${last.kind}\` gives ${orList(types)}, but ${model}.${field.name} is ${described(field)}`,
        ...transformHint(field),
      });
      return;
    }
    if (last.kind === "table") {
      if (last.models.length > 0 && field.comodel !== undefined && !fitsTable(last.models, field.comodel)) {
        this.report({
          place,
          message: `the table ${last.table} gives a record of ${orList(last.models)}, but ${model}.${field.name} is ${described(field)}`,
        });
      }
      return;
    }
    if (last.kind === "find" && "by" in last && field.comodel !== undefined && this.index.model(field.comodel)) {
      const key = this.field(field.comodel, last.by, `${place}.find`);
      if (key !== undefined && !key.stored && key.related === undefined) {
        this.report({ place, message: `${field.comodel}.${last.by} is computed: records can't be found by it` });
      }
    }
    const wanted =
      last.kind === "lookup" && "model" in last ? this.modelOfBinding(last.model) : RESULT_MODELS[last.kind];
    if (wanted !== undefined && field.comodel !== wanted && this.index.model(wanted) !== undefined) {
      this.report({
        place,
        message: `\`${last.kind}\` gives a record of ${wanted}, but ${model}.${field.name} is ${described(field)}`,
      });
    }
  }

  private modelOfBinding(binding: string): string | undefined {
    return this.spec.bindings.find((entity) => entity.names.bindingModel === binding)?.model;
  }
}

/** Types of fields that take what a mapping table gives. */
const typesOfTable = (models: readonly string[]): readonly string[] =>
  models.length > 0 ? ["many2one"] : ["selection", "char", "text"];

/** A warehouse is as good as its stock location, and a location as good as its warehouse. */
function fitsTable(models: readonly string[], comodel: string): boolean {
  const places = ["stock.warehouse", "stock.location"];
  return models.includes(comodel) || (places.includes(comodel) && models.some((model) => places.includes(model)));
}

function described(field: FieldInfo): string {
  return field.comodel === undefined ? `a ${field.type}` : `a ${field.type} of ${field.comodel}`;
}

/** Transforms that make what the field takes. */
function transformHint(field: FieldInfo): { hint?: string } {
  const byModel = Object.entries(RESULT_MODELS).find(([, model]) => model === field.comodel)?.[0];
  if (byModel !== undefined)
    return { hint: `write transform: ${byModel === "state" ? "{ state: <place of the country> }" : byModel}` };
  const words = Object.entries(RESULT_TYPES)
    .filter(([, types]) => types[0] === field.type)
    .map(([word]) => word);
  if (words.length > 0) return { hint: `write transform: ${orList(words)}` };
  return field.comodel === undefined ? {} : { hint: "write transform: { lookup: <entity> }" };
}
