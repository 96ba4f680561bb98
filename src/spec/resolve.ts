/**
 * Spec -> {@link ResolvedSpec}: defaults, names, order, references. Pure; everything that is wrong is reported at once,
 * as one ConnectorError whose problems have key paths as place (load.ts turns them into file:line:column).
 */
import { ConnectorError, type Problem } from "../errors.ts";
import { asAdopted } from "./adopted.ts";
import { type KeyPath, showKeyPath } from "./keypath.ts";
import {
  backendFieldProblem,
  bindingFieldProblem,
  connectorNameProblem,
  connectorNames,
  entityNameProblem,
  entityNames,
  exportMethod,
  modelNameProblem,
  type NameProblem,
  pluralOf,
  webhookHandler,
  wordsOf,
} from "./naming.ts";
import type {
  Data,
  DataObject,
  Direction,
  EntityKind,
  ResolvedEndpoint,
  ResolvedEntity,
  ResolvedExport,
  ResolvedExportRules,
  ResolvedField,
  ResolvedMapping,
  ResolvedOrder,
  ResolvedPicking,
  ResolvedSpec,
  ResolvedSystem,
  ResolvedTable,
  ResolvedTransform,
  ResolvedWebhook,
  Verb,
} from "./resolved.ts";
import type {
  Spec,
  SpecChild,
  SpecEndpoint,
  SpecEntity,
  SpecField,
  SpecMapping,
  SpecPayment,
  SpecRefunds,
  SpecTransform,
} from "./schema.ts";
import { filterParams, runtimeConditions, runtimeFilter, runtimePagination } from "./runtime.ts";
import { keysWord, modelsOf, resolveTables, tableNames } from "./tables.ts";
import { hintFor, nearest } from "./words.ts";
import { isSamePlace, writtenPlaces } from "./written.ts";

/** Fields that every backend has, usable as placeholders beside the spec's own. */
export const COMMON_PLACEHOLDERS = ["base_url", "webhook_token"] as const;

/**
 * @param spec what load.ts or draft.ts made: it has passed the schema
 * @throws ConnectorError with every problem: names, unknown references, cycles, missing endpoints
 */
export function resolveSpec(spec: Spec): ResolvedSpec {
  return new Resolver(spec).run();
}

/** Names in braces, in order of their first appearance. */
export function placeholdersOf(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/\{([A-Za-z_]\w*)\}/g)) {
    const name = match[1] ?? "";
    if (!found.includes(name)) found.push(name);
  }
  return found;
}

/** Parts of an entity's endpoint, whatever form the spec gives it. */
export function requestOf(endpoint: SpecEndpoint): string {
  if (typeof endpoint === "string") return endpoint;
  switch (endpoint.kind) {
    case "rest":
    case "query":
      return endpoint.request;
    case "graphql":
    case "soap":
      // One address serves every operation; the verb is POST by protocol.
      return "POST /";
  }
}

export function splitRequest(request: string): ResolvedEndpoint {
  const space = request.indexOf(" ");
  return { verb: request.slice(0, space) as Verb, path: request.slice(space + 1), text: request };
}

/** Names of entities and children that an entity's blocks and mappings refer to, in the order of their appearance. */
export function referencesOf(entity: SpecEntity): string[] {
  const lookups = [...(entity.mapping ?? []), ...(entity.children ?? []).flatMap((child) => child.mapping)].flatMap(
    (entry) =>
      (Array.isArray(entry.transform) ? entry.transform : [entry.transform]).map((one) =>
        typeof one === "object" ? one.lookup : undefined,
      ),
  );
  return [
    entity.stock?.product,
    entity.order?.customer.entity,
    entity.order?.lines.product?.entity,
    entity.order?.lines.product?.parent_entity,
    entity.picking?.customer?.entity,
    entity.picking?.lines.product?.entity,
    entity.fulfilment?.order,
    entity.invoice?.partner.entity,
    entity.invoice?.lines.product?.entity,
    entity.invoice?.lines.product?.parent_entity,
    entity.payment?.partner.entity,
    ...(entity.payment?.invoices ?? []).map((one) => one.entity),
    ...lookups,
  ].filter((name) => name !== undefined);
}

class Resolver {
  private readonly problems: Problem[] = [];
  private readonly fieldNames: string[];

  constructor(private readonly spec: Spec) {
    this.fieldNames = spec.system.fields.map((field) => field.name);
  }

  run(): ResolvedSpec {
    const { spec } = this;
    const { adopted } = spec;
    const made = connectorNames(spec.connector.name);
    const names = adopted === undefined ? made : { ...made, addon: adopted.addon };
    this.name(["connector", "name"], connectorNameProblem(spec.connector.name));
    const system = this.system();
    const bindings: ResolvedEntity[] = [];
    const entities = this.entities(bindings);
    this.distinctNames(bindings);
    this.notAdopted(bindings);
    const tables = this.tables();
    const webhooks = this.webhooks(entities);
    const exports = this.exports(entities);
    if (this.problems.length > 0) throw new ConnectorError(this.problems);
    const title = spec.connector.title ?? wordsOf(spec.connector.name);
    return {
      connector: {
        name: spec.connector.name,
        title,
        type: spec.connector.type,
        ...(spec.connector.api_docs === undefined ? {} : { apiDocs: spec.connector.api_docs }),
        summary: spec.connector.summary ?? `Exchange ${listOf(entities)} with ${title}`,
        author: spec.connector.author ?? `${title} Connector contributors`,
        ...(spec.connector.website === undefined ? {} : { website: spec.connector.website }),
        license: spec.connector.license ?? "LGPL-3",
        packaging: spec.connector.packaging ?? [],
        experimental: spec.connector.experimental ?? false,
      },
      names,
      system,
      entities,
      bindings,
      tables,
      webhooks,
      exports,
      ...(adopted !== undefined && { adopted: { folder: spec.connector.name, backendModel: adopted.backend.model } }),
    };
  }

  private tables(): ResolvedTable[] {
    for (const [index, table] of (this.spec.tables ?? []).entries()) {
      if (table.list !== undefined) this.placeholders(["tables", index, "list"], splitRequest(table.list).path);
      this.placeholdersWithin(["tables", index, "params"], table.params);
    }
    return resolveTables(
      this.spec,
      (path, message, hint) => this.report(path, message, hint),
      (path) => showKeyPath(this.spec, path),
    );
  }

  // ---------------------------------------------------------------------------------------------------- reporting

  private report(path: KeyPath, message: string, hint?: string): void {
    this.problems.push({ place: showKeyPath(this.spec, path), message, ...(hint === undefined ? {} : { hint }) });
  }

  private name(path: KeyPath, problem: NameProblem | undefined): void {
    if (problem !== undefined) this.report(path, problem.message, problem.hint);
  }

  private reference(path: KeyPath, what: string, name: string, known: readonly string[]): boolean {
    if (known.includes(name)) return true;
    this.report(path, `there is no ${what} ${JSON.stringify(name)}`, hintFor(name, known));
    return false;
  }

  /** Placeholders of a template have to be backend fields, or words that the place itself brings (`id`, `since`). */
  private placeholders(path: KeyPath, text: string, own: readonly string[] = []): void {
    const known = [...this.fieldNames, ...COMMON_PLACEHOLDERS, ...own];
    for (const name of placeholdersOf(text)) {
      if (!known.includes(name)) {
        this.report(path, `{${name}} is no field of the backend`, hintFor(name, known));
      }
    }
  }

  /** The same for every text inside a block. */
  private placeholdersWithin(path: KeyPath, value: unknown, own: readonly string[] = []): void {
    if (typeof value === "string") this.placeholders(path, value, own);
    else if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) this.placeholdersWithin([...path, index], one, own);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, one] of Object.entries(value)) this.placeholdersWithin([...path, key], one, own);
    }
  }

  private isField(path: KeyPath, name: string): void {
    this.reference(path, "backend field", name, this.fieldNames);
  }

  // ------------------------------------------------------------------------------------------------------- system

  private system(): ResolvedSystem {
    const { system } = this.spec;
    const fields = this.fields();
    const baseUrl = this.baseUrl();
    for (const [name, value] of Object.entries(system.base_urls ?? {})) {
      if (typeof value === "string") this.placeholders(["system", "base_urls", name], value);
    }
    const tokenWords = ["access_token", "token"];
    this.placeholdersWithin(["system", "auth"], system.auth, tokenWords);
    for (const [index, one] of (system.auth_alternatives ?? []).entries()) {
      this.isField(["system", "auth_alternatives", index, "when", "field"], one.when.field);
      this.placeholdersWithin(["system", "auth_alternatives", index, "auth"], one.auth, tokenWords);
    }
    this.placeholdersWithin(["system", "headers"], system.headers, tokenWords);
    this.placeholdersWithin(["system", "params"], system.params);
    const webhooks = this.systemWebhooks();
    const tenant = system.fields.filter((field) => field.tenant);
    if (tenant.length > 1) {
      this.report(
        ["system", "fields"],
        `${tenant.length} fields are the tenant, one is allowed`,
        "keep `tenant` at one field",
      );
    }
    // What deliveries are told apart by tells backends apart.
    const told = system.webhooks?.tenant;
    const tenantField = tenant[0]?.name ?? (told === undefined || told.in === "url" ? undefined : told.field);
    return {
      protocol: system.protocol ?? "rest",
      baseUrl,
      baseUrlFields: placeholdersOf(baseUrl),
      fields,
      ...(tenantField === undefined ? {} : { tenantField }),
      auth: kinded(system.auth),
      authAlternatives: (system.auth_alternatives ?? []).map((one) => ({ ...data(one.when), auth: kinded(one.auth) })),
      headers: system.headers ?? {},
      test: this.connectionTest(),
      pagination: runtimePagination(system.pagination ?? { kind: "none" }),
      rateLimit: Array.isArray(system.rate_limit)
        ? { kind: "several", mechanisms: system.rate_limit.map(plain) }
        : kinded(system.rate_limit ?? { kind: "none" }),
      errors: data(system.errors ?? {}),
      formats: { money: "string", datetime: "iso8601", id: "string", ...data(system.formats ?? {}) },
      idempotency: kinded(system.idempotency ?? { kind: "none" }),
      maskedFields: system.masked_fields ?? [],
      ...(webhooks === undefined ? {} : { webhooks }),
    };
  }

  private baseUrl(): string {
    const { base_url: given } = this.spec.system;
    if (typeof given === "string") {
      this.placeholders(["system", "base_url"], given);
      // The address stands in source files; what it holds besides fields would be in everybody's hands.
      const [, user] = /^\w+:\/\/([^/]*)@/.exec(given) ?? [];
      if (user !== undefined && user.replaceAll(/\{\w+\}|:/g, "") !== "") {
        this.report(
          ["system", "base_url"],
          "holds a user or a password, which would stand in the source",
          "leave them out and write auth: { kind: basic, … } with secret backend fields",
        );
      }
      return given.replace(/\/+$/, "");
    }
    this.isField(["system", "base_url", "field"], given.field);
    const url = given.from === "token" ? given.url : (Object.values(given.urls)[0] ?? "");
    this.placeholders(["system", "base_url"], url);
    return url.replace(/\/+$/, "");
  }

  private fields(): ResolvedField[] {
    const seen = new Set<string>();
    return this.spec.system.fields.map((field, index) => {
      const path = ["system", "fields", index];
      this.name([...path, "name"], backendFieldProblem(field.name));
      if (seen.has(field.name)) this.report([...path, "name"], `field ${field.name} is declared twice`);
      seen.add(field.name);
      this.fieldDetails(path, field);
      return {
        name: field.name,
        label: field.label ?? wordsOf(field.name),
        type: field.type ?? "char",
        required: field.required ?? false,
        secret: field.secret ?? false,
        tenant: field.tenant ?? false,
        values: (field.values ?? []).map((value) => ({ value: String(value), label: wordsOfValue(String(value)) })),
        ...(field.default === undefined
          ? {}
          : { default: field.type === "selection" ? String(field.default) : field.default }),
        ...(field.help === undefined ? {} : { help: field.help }),
        ...(field.example === undefined ? {} : { example: field.example }),
        ...(field.pattern === undefined ? {} : { pattern: field.pattern }),
      };
    });
  }

  private fieldDetails(path: KeyPath, field: SpecField): void {
    const values = (field.values ?? []).map(String);
    if (field.type === "selection" && values.length === 0) {
      this.report(
        [...path, "values"],
        `field ${field.name} is a selection without values`,
        "list the values, or take type: char",
      );
    }
    if (field.type !== "selection" && field.values !== undefined) {
      this.report([...path, "values"], `field ${field.name} has values but is no selection`, "add type: selection");
    }
    if (field.secret === true && field.default !== undefined) {
      this.report([...path, "default"], `field ${field.name} is secret: its value must not stand in the source`);
    }
    if (field.secret === true && field.example !== undefined && !field.example.endsWith("…")) {
      this.report(
        [...path, "example"],
        `field ${field.name} is secret: no value of it must stand in the source`,
        "leave it out, or write how values begin and …: sk_live_…",
      );
    }
    if (field.secret === true && field.pattern !== undefined) {
      this.report(
        [...path, "pattern"],
        `field ${field.name} is secret: the tests would need a value that matches, and it must not stand in the source`,
        "leave the pattern out",
      );
    }
    if (field.default !== undefined) {
      if (field.type === "selection" && values.length > 0 && !values.includes(String(field.default))) {
        this.report(
          [...path, "default"],
          `${JSON.stringify(String(field.default))} is not among the values`,
          hintFor(String(field.default), values),
        );
      }
      const wanted = { integer: "number", float: "number", boolean: "boolean" }[field.type as string];
      if (wanted !== undefined && typeof field.default !== wanted) {
        this.report(
          [...path, "default"],
          `field ${field.name} is ${field.type ?? "char"}, its default is a ${typeof field.default}`,
        );
      }
    }
    if (field.pattern !== undefined) {
      try {
        new RegExp(`^(?:${field.pattern})$`);
      } catch {
        this.report([...path, "pattern"], "is no regular expression");
      }
    }
  }

  private connectionTest(): ResolvedSystem["test"] {
    const { test } = this.spec.system;
    if (test === undefined) {
      const first = this.spec.entities.find((entity) => entity.endpoints.list !== undefined)?.endpoints.list;
      const { verb, path } = splitRequest(first === undefined ? "GET /" : requestOf(first));
      return { verb, endpoint: path };
    }
    const given = typeof test === "string" ? test : test.endpoint;
    const { verb, path } = splitRequest(given.startsWith("/") || given.startsWith("http") ? `GET ${given}` : given);
    this.placeholders(["system", "test"], path);
    return {
      verb,
      endpoint: path,
      ...(typeof test === "object" && test.name !== undefined ? { name: test.name } : {}),
    };
  }

  private systemWebhooks(): DataObject | undefined {
    const { webhooks } = this.spec.system;
    if (webhooks === undefined) {
      if ((this.spec.webhooks ?? []).length > 0) {
        this.report(
          ["webhooks"],
          "events are listed, but system.webhooks does not say how they arrive",
          "add system.webhooks",
        );
      }
      return undefined;
    }
    const path: KeyPath = ["system", "webhooks"];
    if (webhooks.tenant !== undefined && webhooks.tenant.in !== "url") {
      this.isField([...path, "tenant", "field"], webhooks.tenant.field);
    }
    const { signature } = webhooks;
    if (signature !== undefined) {
      if ("secret" in signature) this.isField([...path, "signature", "secret"], signature.secret);
      if (signature.kind === "basic") {
        this.isField([...path, "signature", "username"], signature.username);
        this.isField([...path, "signature", "password"], signature.password);
      }
      if (signature.kind === "hmac" && signature.payload !== undefined) {
        const words = ["body", "timestamp", "id", "method", "url"];
        for (const name of placeholdersOf(signature.payload)) {
          if (!words.includes(name)) {
            this.report([...path, "signature", "payload"], `{${name}} is no part of a delivery`, hintFor(name, words));
          }
        }
      }
    }
    if ((this.spec.webhooks ?? []).length > 0 && webhooks.topic === undefined && webhooks.transport !== "none") {
      this.report([...path, "topic"], "is missing: events are listed, and nothing says where the topic stands");
    }
    // What the runtime needs to know in every case; the rest stays as the spec has it.
    return {
      ...data(webhooks),
      signature: data(signature ?? { kind: "none" }),
      repeat_key: plain(
        webhooks.repeat_key ?? (webhooks.delivery_id ? ["delivery_id"] : ["topic", "resource_id", "body_digest"]),
      ),
      resource_id: plain(webhooks.resource_id ?? "id"),
    };
  }

  // ----------------------------------------------------------------------------------------------------- entities

  private readonly models = new Map<string, string>();
  private readonly bindFields = new Set<string>();
  /** Binding model of each entity and child, known before mappings are resolved. */
  private readonly bindingOf = new Map<string, string>();
  private readonly named = new Map<SpecEntity | SpecChild | string, ReturnType<typeof entityNames>>();

  private entities(bindings: ResolvedEntity[]): ResolvedEntity[] {
    const { spec } = this;
    for (const [index, entity] of spec.entities.entries()) this.nameEntity(entity, index);
    const resolved = new Map<string, ResolvedEntity>();
    for (const [index, entity] of spec.entities.entries()) {
      if (!resolved.has(entity.name)) resolved.set(entity.name, this.entity(entity, index));
    }
    const ordered = this.ordered([...resolved.values()]);
    for (const entity of ordered) bindings.push(entity, ...entity.children);
    return ordered;
  }

  private nameEntity(entity: SpecEntity, index: number): void {
    const path: KeyPath = ["entities", index];
    this.nameOne(entity, path, kindOf(entity) === "stock" ? "stock.level" : entity.model, bindingTarget(entity));
    for (const [position, child] of (entity.children ?? []).entries()) {
      this.nameOne(child, [...path, "children", position], child.model, child.model);
    }
    if (entity.order?.lines.id !== undefined) {
      this.nameOne({ name: `${entity.name}_line` }, path, "sale.order.line", "sale.order.line", `${entity.name}_line`);
    }
  }

  private nameOne(
    entity: { name: string; plural?: string | undefined; label?: string | undefined },
    path: KeyPath,
    suffix: string,
    target: string,
    key?: string,
  ): void {
    const connector = this.spec.connector.name;
    this.name([...path, "name"], entityNameProblem(entity.name));
    if (entity.plural !== undefined) this.name([...path, "plural"], entityNameProblem(entity.plural));
    if (this.bindingOf.has(entity.name)) {
      this.report([...path, "name"], `entity ${entity.name} is declared twice`);
      return;
    }
    const first = `${connector}.${suffix}`;
    const second = this.models.has(first);
    // Stock levels hang on the product, whose One2many of that name belongs to the products themselves.
    const secondField = suffix === "stock.level" || this.bindFields.has(target);
    const names = entityNames({
      connector,
      entity: entity.name,
      plural: entity.plural,
      label: entity.label,
      model: suffix,
      second,
      secondField,
    });
    this.models.set(names.bindingModel, entity.name);
    if (suffix !== "stock.level") this.bindFields.add(target);
    this.bindingOf.set(entity.name, names.bindingModel);
    this.named.set(key ?? (entity as SpecEntity), names);
    this.name([...path, "model"], modelNameProblem(names.bindingModel));
  }

  private namesOf(key: SpecEntity | SpecChild | string) {
    const names = this.named.get(key);
    if (names !== undefined) return names;
    // Only for a name that was reported as declared twice.
    const entity = key as SpecEntity;
    return entityNames({ connector: this.spec.connector.name, entity: entity.name, model: entity.model });
  }

  /** A policy has to have something to decide about, and what it decides by. */
  private conflict(entity: SpecEntity, path: KeyPath, imports: boolean): void {
    const at = [...path, "conflict"];
    const { conflict = "external_wins", name } = entity;
    if (conflict === "external_wins") return;
    if (!["product", "partner", "record"].includes(kindOf(entity))) {
      this.report(at, `${name}: documents, transfers and stock have rules of their own`, "remove it");
    } else if (!imports) {
      this.report(at, `${name} is only exported: Odoo wins`, "remove it");
    } else if (conflict === "newest_wins" && entity.updated === undefined) {
      this.report(at, `${name} does not say when its records changed`, "write updated: PATH");
    }
  }

  private entity(entity: SpecEntity, index: number): ResolvedEntity {
    const path: KeyPath = ["entities", index];
    const kind = kindOf(entity);
    const names = this.namesOf(entity);
    const direction = entity.direction ?? "import";
    const imports = direction !== "export";
    const exports = direction !== "import";
    const endpoints = this.endpoints(entity, path);
    this.directions(entity, path, imports, exports);
    if (!exports && entity.export !== undefined) {
      this.report([...path, "export"], `${entity.name} is only imported`, "write direction: both");
    }
    const envelope = this.envelope(entity, names.plural);
    const filter = runtimeFilter(entity.filter);
    this.placeholdersWithin([...path, "list_params"], entity.list_params, tableNames(this.spec).map(keysWord));
    const id = entity.id ?? "id";
    const listParams = { ...strings(entity.list_params ?? {}), ...filterParams(entity.filter) };
    const context = { direction, imports, exports };
    const children = (entity.children ?? []).map((child, position) =>
      this.child(entity, child, [...path, "children", position], context),
    );
    this.company(entity, path);
    this.conflict(entity, path, imports);
    if (entity.status?.refunded_values !== undefined && kind !== "order") {
      this.report([...path, "status", "refunded_values"], `${entity.name} is no order`, "remove it");
    }
    const order = entity.order === undefined ? undefined : this.order(entity, path, context);
    if (entity.order?.lines.id !== undefined) children.push(this.orderLine(entity, context));
    if (entity.match_on !== undefined && kind === "order" && entity.match_on.length > 0) {
      this.report([...path, "match_on"], "orders are never matched onto existing ones", "remove match_on");
    }
    const stock = entity.stock === undefined ? undefined : this.stock(entity, path);
    const picking = entity.picking === undefined ? undefined : this.picking(entity, path, context);
    const fulfilment = entity.fulfilment === undefined ? undefined : this.fulfilment(entity, path);
    const status = entity.status?.path ?? entity.picking?.status?.path;
    this.documents(entity, path);
    return {
      name: entity.name,
      keyPath: showKeyPath(this.spec, path),
      kind,
      specModel: entity.model,
      model: bindingTarget(entity),
      names,
      direction,
      imports,
      exports,
      conflict: entity.conflict ?? "external_wins",
      depends: this.depends(entity, path),
      id,
      stamps: { ...stampsOf(entity), ...(status === undefined ? {} : { status }) },
      endpoints,
      envelope,
      listParams,
      filter,
      ...(entity.pagination === undefined ? {} : { pagination: runtimePagination(entity.pagination) }),
      resource: {
        ...Object.fromEntries(Object.entries(endpoints).map(([name, endpoint]) => [name, endpoint.text])),
        list_key: envelope.list,
        item_key: envelope.item,
        request_key: envelope.request,
        params: listParams,
        ...(filter.kind === "none" ? {} : { filter }),
        ...(entity.pagination === undefined ? {} : { pagination: runtimePagination(entity.pagination) }),
        id: plain(id),
      },
      matchOn: entity.match_on ?? [],
      mapping: this.mapping(entity.mapping ?? [], [...path, "mapping"], context),
      values: data(entity.values ?? {}),
      keep: [...this.keep(entity.keep, [...path, "keep"]), ...carrierOf(entity)],
      children,
      ...(entity.skip === undefined ? {} : { skip: data(entity.skip) }),
      ...(entity.options === undefined ? {} : { options: data(entity.options) }),
      ...(entity.company === undefined ? {} : { company: data(entity.company) }),
      ...this.mainAddress(entity, path, context),
      ...(order === undefined ? {} : { order }),
      ...(stock === undefined ? {} : { stock }),
      ...(picking === undefined ? {} : { picking }),
      ...(fulfilment === undefined ? {} : { fulfilment }),
      ...(entity.invoice === undefined ? {} : { invoice: this.invoice(entity.invoice, path) }),
      ...(entity.payment === undefined ? {} : { payment: this.payment(entity.payment, path) }),
      ...(entity.status === undefined ? {} : { status: data(entity.status) }),
      readOnly: entity.read_only ?? [],
      ...(exports ? { export: this.exportRules(entity, path) } : {}),
    };
  }

  /** Rules of an export, with their defaults: orders are exported when they are confirmed. */
  private exportRules(entity: SpecEntity, path: KeyPath): ResolvedExportRules {
    const given = entity.export ?? {};
    const at: KeyPath = [...path, "export"];
    for (const [place, pattern] of Object.entries(given.patterns ?? {})) {
      try {
        new RegExp(`^(?:${pattern})$`);
      } catch {
        this.report([...at, "patterns", place], "is no regular expression");
      }
    }
    const written = writtenPlaces(entity);
    const rules: KeyPath[] = [
      ...(given.required ?? []).map((_, index) => ["required", index]),
      ...Object.keys(given.max_length ?? {}).map((place) => ["max_length", place]),
      ...Object.keys(given.patterns ?? {}).map((place) => ["patterns", place]),
    ];
    const near = (place: string): string | undefined => {
      const found = nearest(place, written);
      return found === undefined ? undefined : `did you mean ${found}?`;
    };
    for (const rule of rules) {
      const [key, last = ""] = rule;
      const place = key === "required" ? (given.required?.[Number(last)] ?? "") : String(last);
      if (written.some((one) => isSamePlace(one, place))) continue;
      this.report(
        [...at, ...rule],
        `no export of ${entity.name} writes ${place}`,
        near(place) ?? "map a field to it; what code of your own writes is checked by its own exporter",
      );
    }
    if (given.on_delete === "delete" && entity.endpoints.delete === undefined) {
      this.report([...at, "on_delete"], `${entity.name} has no \`delete\` request`, "add endpoints.delete");
    }
    if (given.on_change === false && (given.new !== undefined || given.on_delete !== undefined)) {
      this.report([...at, "on_change"], "is off: `new` and `on_delete` would never be used", "remove them");
    }
    const confirmed: Data[] = [["state", "in", ["sale", "done"]]];
    return {
      when: given.when?.map(plain) ?? (kindOf(entity) === "order" ? confirmed : []),
      required: given.required ?? [],
      maxLength: given.max_length ?? {},
      patterns: given.patterns ?? {},
      onChange: given.on_change ?? true,
      // A transfer is never linked before it is exported.
      unlinked: given.new ?? ["picking", "fulfilment"].includes(kindOf(entity)),
      onDelete: given.on_delete ?? "nothing",
    };
  }

  private child(parent: SpecEntity, child: SpecChild, path: KeyPath, context: DirectionContext): ResolvedEntity {
    if (child.path === undefined && child.request === undefined) {
      this.report(path, `child ${child.name} needs the place (\`path\`) or the request that reads its records`);
    }
    const names = this.namesOf(child);
    const endpoints = this.childEndpoints(parent, child, path);
    const envelope = this.envelope({ name: child.name }, names.plural);
    if (child.request !== undefined && child.path === undefined) {
      this.report(path, `child ${child.name} needs the place of its ids in the parent's record`, "add `path`");
    }
    return {
      ...this.childCommon(parent, path, context),
      ...(Object.keys(endpoints).length === 0
        ? {}
        : {
            endpoints,
            envelope,
            resource: {
              ...Object.fromEntries(Object.entries(endpoints).map(([name, endpoint]) => [name, endpoint.text])),
              list_key: envelope.list,
              item_key: envelope.item,
              request_key: envelope.request,
              id: plain(child.id),
            },
          }),
      name: child.name,
      keyPath: showKeyPath(this.spec, path),
      kind: childKind(parent, child),
      specModel: child.model,
      model: child.model,
      names,
      id: child.id,
      stamps: stampsOf(child),
      matchOn: child.match_on ?? [],
      mapping: this.mapping(child.mapping, [...path, "mapping"], context),
      values: data(child.values ?? {}),
      keep: this.keep(child.keep, [...path, "keep"]),
      ...(child.path === undefined ? {} : { path: child.path }),
      ...(child.parent === undefined ? {} : { parentField: child.parent }),
      ...(child.skip === undefined ? {} : { skip: data(child.skip) }),
      ...(child.options === undefined ? {} : { variantOptions: child.options }),
      ...(child.inherited === undefined ? {} : { inherited: child.inherited }),
    };
  }

  /**
   * The requests of a child, which stand below its parent: `{parent_id}` in all of them is the parent's id, whatever
   * the spec calls it there.
   */
  private childEndpoints(parent: SpecEntity, child: SpecChild, path: KeyPath): Record<string, ResolvedEndpoint> {
    const found: Record<string, ResolvedEndpoint> = {};
    const own = [`${parent.name}_id`, "parent_id"];
    const add = (name: string, text: string, at: KeyPath, words: readonly string[]) => {
      this.placeholders(at, splitRequest(text).path, words);
      found[name] = splitRequest(text.replaceAll(`{${parent.name}_id}`, "{parent_id}"));
    };
    if (child.request !== undefined) {
      add("list", child.request.replaceAll("{id}", "{parent_id}"), [...path, "request"], own);
    }
    const { actions: _actions, list, ...given } = child.endpoints ?? {};
    if (list !== undefined && child.request !== undefined) {
      this.report([...path, "endpoints", "list"], "is said twice", "remove it: `request` reads the list");
    }
    const words = [
      ...own,
      "id",
      ...[child.id].flat(),
      ...(child.match_on ?? []).flatMap((match) => [match.odoo, match.remote]),
    ];
    for (const [name, endpoint] of Object.entries(given)) {
      if (endpoint === undefined) continue;
      add(name, requestOf(endpoint), [...path, "endpoints", name], words);
    }
    return found;
  }

  private childCommon(parent: SpecEntity, path: KeyPath, context: DirectionContext) {
    return {
      keyPath: showKeyPath(this.spec, path),
      parent: parent.name,
      direction: context.direction,
      imports: context.imports,
      exports: context.exports,
      conflict: parent.conflict ?? ("external_wins" as const),
      depends: [],
      endpoints: {},
      envelope: { list: null, item: null, request: null },
      listParams: {},
      filter: { kind: "none" },
      resource: {},
      children: [],
      readOnly: [],
    };
  }

  private orderLine(order: SpecEntity, context: DirectionContext): ResolvedEntity {
    const name = `${order.name}_line`;
    const lines = order.order?.lines;
    const path = ["entities", this.spec.entities.indexOf(order), "order", "lines"];
    return {
      ...this.childCommon(order, path, context),
      name,
      kind: "order_line",
      specModel: "sale.order.line",
      model: "sale.order.line",
      names: this.namesOf(name),
      id: lines?.id ?? "id",
      stamps: {
        ...(lines?.sku === undefined ? {} : { sku: lines.sku }),
        ...(typeof lines?.price === "string" ? { price: lines.price } : {}),
      },
      matchOn: [],
      mapping: [],
      values: {},
      keep: [],
      parentField: "order_id",
      ...(lines?.path === undefined ? {} : { path: lines.path }),
    };
  }

  private endpoints(entity: SpecEntity, path: KeyPath): Record<string, ResolvedEndpoint> {
    const found: Record<string, ResolvedEndpoint> = {};
    const { actions, ...given } = entity.endpoints;
    const remote = remoteWords(entity);
    const add = (name: string, endpoint: SpecEndpoint | undefined, at: KeyPath) => {
      if (endpoint === undefined) return;
      const split = splitRequest(requestOf(endpoint));
      this.placeholders(at, split.path, remote);
      if (typeof endpoint === "object" && endpoint.kind === "rest") {
        this.placeholdersWithin([...at, "params"], endpoint.params, remote);
        if (endpoint.base !== undefined) {
          this.reference([...at, "base"], "base URL", endpoint.base, Object.keys(this.spec.system.base_urls ?? {}));
        }
      }
      found[name] = split;
    };
    for (const [name, endpoint] of Object.entries(given)) add(name, endpoint, [...path, "endpoints", name]);
    for (const [name, endpoint] of Object.entries(actions ?? {})) {
      if (Object.hasOwn(given, name)) {
        this.report(
          [...path, "endpoints", "actions", name],
          `is an endpoint of its own, no action`,
          `write endpoints.${name}`,
        );
      }
      add(name, endpoint, [...path, "endpoints", "actions", name]);
    }
    if (entity.base !== undefined) {
      this.reference([...path, "base"], "base URL", entity.base, Object.keys(this.spec.system.base_urls ?? {}));
    }
    return found;
  }

  /** A direction without the requests that it takes would generate a button that can't work. */
  private directions(entity: SpecEntity, path: KeyPath, imports: boolean, exports: boolean): void {
    const given = entity.endpoints;
    if (imports && given.list === undefined) {
      this.report(
        [...path, "endpoints"],
        `${entity.name} is imported, but has no \`list\``,
        "add endpoints.list, or direction: export",
      );
    }
    if (exports && given.create === undefined && given.update === undefined && given.upsert === undefined) {
      this.report(
        [...path, "endpoints"],
        `${entity.name} is exported, but has neither \`create\` nor \`update\``,
        "add them, or direction: import",
      );
    }
  }

  private envelope(
    entity: Pick<SpecEntity, "name" | "remote_name" | "envelope">,
    plural: string,
  ): ResolvedEntity["envelope"] {
    const own = entity.envelope ?? {};
    const common = this.spec.system.envelope ?? {};
    const remote = entity.remote_name ?? entity.name;
    const fill = (value: string | null | undefined): string | null =>
      value === undefined || value === null
        ? null
        : value
            .replaceAll("{plural}", entity.remote_name === undefined ? plural : pluralOf(remote))
            .replaceAll("{singular}", remote)
            .replaceAll("{name}", remote);
    const pick = (key: "list" | "item" | "request") => fill(Object.hasOwn(own, key) ? own[key] : common[key]);
    return { list: pick("list"), item: pick("item"), request: pick("request") };
  }

  private keep(keep: SpecEntity["keep"], path: KeyPath): ResolvedEntity["keep"] {
    return (keep ?? []).map((one, index) => {
      this.name([...path, index, "field"], bindingFieldProblem(one.field));
      return { field: one.field, remote: one.remote, label: one.label ?? wordsOf(one.field) };
    });
  }

  private stock(entity: SpecEntity, path: KeyPath): DataObject {
    const stock = entity.stock;
    if (stock === undefined) return {};
    this.reference([...path, "stock", "product"], "entity", stock.product, [...this.bindingOf.keys()]);
    const model = this.bindingOf.get(stock.product) ?? null;
    if (stock.product_key !== undefined) {
      const owner = this.findSpecEntity(stock.product);
      const kept = (owner?.keep ?? []).map((one) => one.field);
      if (owner !== undefined) {
        this.reference([...path, "stock", "product_key"], `kept field of ${stock.product}`, stock.product_key, kept);
      }
    }
    const variant = this.spec.entities
      .find((one) => one.name === stock.product)
      ?.children?.find((child) => child.model === "product.product");
    const isWritten = entity.direction === "export" || entity.direction === "both";
    if (stock.on_product === true && isWritten && variant !== undefined && variant.endpoints?.update === undefined) {
      this.report(
        [...path, "stock", "on_product"],
        `the stock of a ${variant.name} can't be written: it has no request of its own`,
        `add endpoints.update to the child ${variant.name}, or direction: import`,
      );
    }
    return {
      ...data(stock),
      ...(this.spec.system.formats?.id === "integer" ? { number_ids: true } : {}),
      product_model: model,
    };
  }

  private order(entity: SpecEntity, path: KeyPath, context: DirectionContext): ResolvedOrder {
    const block = entity.order;
    if (block === undefined) return { data: {}, address: [] };
    const known = [...this.bindingOf.keys()];
    const at: KeyPath = [...path, "order"];
    const { address, refunds, payment, ...rest } = block;
    const { customer, lines } = rest;
    if (refunds !== undefined) this.refunds(refunds, entity, [...at, "refunds"]);
    if (payment !== undefined) this.orderPayment(payment, entity, [...at, "payment"]);
    this.reference([...at, "customer", "entity"], "entity", customer.entity, known);
    const { product } = lines;
    if (context.exports && lines.path === undefined) {
      this.report([...at, "lines"], "an order is sent with its lines in it: `path` is missing", "direction: import");
    }
    if (!context.exports && block.send !== undefined) {
      this.report([...at, "send"], `${entity.name} is only imported: nothing is sent`, "remove it");
    }
    if (product !== undefined) {
      this.reference([...at, "lines", "product", "entity"], "entity", product.entity, known);
      if (product.parent_entity !== undefined) {
        this.reference([...at, "lines", "product", "parent_entity"], "entity", product.parent_entity, known);
      }
    }
    for (const part of ["lines", "shipping", "fees"] as const) {
      const taxes = rest[part]?.taxes;
      if (taxes !== undefined && taxes.rate === undefined && (taxes.id === undefined || rest.taxes === undefined)) {
        this.report(
          [...at, part, "taxes"],
          "says no rate",
          "add `rate`, or `id` here and the list of the order's taxes as order.taxes",
        );
      }
    }
    const { discount } = lines;
    if ((discount?.before === undefined) !== (discount?.after === undefined)) {
      this.report([...at, "lines", "discount"], "needs both `before` and `after`, or neither");
    }
    const model = (name: string | undefined): Data => (name === undefined ? null : (this.bindingOf.get(name) ?? null));
    return {
      data: {
        // The importer reads the status too: it decides between quotation, order and cancelled order.
        ...(entity.status === undefined ? {} : this.status(entity.status)),
        ...data(rest),
        ...(refunds === undefined ? {} : { refunds: partsOf(refunds) }),
        ...(payment === undefined ? {} : { payment: partsOf(payment) }),
        customer: { ...data(customer), model: model(customer.entity) },
        lines: {
          ...data(lines),
          ...(product === undefined
            ? {}
            : {
                product: {
                  ...data(product),
                  model: model(product.entity),
                  ...(product.parent_entity === undefined ? {} : { parent_model: model(product.parent_entity) }),
                },
              }),
          ...(lines.id === undefined ? {} : { model: model(`${entity.name}_line`) }),
        },
      },
      // Read by imports and written by exports.
      address: this.mapping(address ?? [], [...at, "address"], context),
    };
  }

  /** A transfer belongs to Odoo: it has to be of its model. */
  private isPicking(entity: SpecEntity, path: KeyPath, block: string): void {
    if (entity.model !== "stock.picking") {
      this.report([...path, "model"], `${block} needs model stock.picking, not ${entity.model}`, `remove \`${block}\``);
    }
  }

  private picking(entity: SpecEntity, path: KeyPath, context: DirectionContext): ResolvedPicking {
    const block = entity.picking;
    if (block === undefined) return { data: {}, address: [] };
    const at: KeyPath = [...path, "picking"];
    const known = [...this.bindingOf.keys()];
    this.isPicking(entity, path, "picking");
    this.statesBeside(block.address?.mapping ?? [], [...at, "address", "mapping"]);
    const { address, customer, lines, ...rest } = block;
    const { product } = lines;
    if (customer !== undefined) this.reference([...at, "customer", "entity"], "entity", customer.entity, known);
    if (product !== undefined) this.reference([...at, "lines", "product", "entity"], "entity", product.entity, known);
    const owner = product === undefined ? undefined : this.ownerOf(product.entity);
    return {
      data: {
        ...data(rest),
        type: rest.type ?? "outgoing",
        ...(this.spec.system.formats?.id === "integer" ? { number_ids: true } : {}),
        ...(customer === undefined
          ? {}
          : { customer: { path: customer.path, model: this.bindingOf.get(customer.entity) ?? null } }),
        ...(address === undefined ? {} : { address: address.path }),
        lines: {
          ...data(lines),
          ...(product === undefined
            ? {}
            : {
                product: {
                  path: product.path,
                  model: this.bindingOf.get(product.entity) ?? null,
                  // Variants go out with their product.
                  ...(owner === undefined || owner === product.entity
                    ? {}
                    : { parent_model: this.bindingOf.get(owner) ?? null }),
                },
              }),
        },
      },
      address: context.exports
        ? this.mapping(address?.mapping ?? [], [...at, "address", "mapping"], {
            direction: "export",
            imports: false,
            exports: true,
          })
        : [],
    };
  }

  /** An export reads no country: the place that a state names has to be the one that the country goes to. */
  private statesBeside(mapping: readonly SpecMapping[], path: KeyPath): void {
    const steps = (entry: SpecMapping): readonly SpecTransform[] =>
      entry.transform === undefined ? [] : Array.isArray(entry.transform) ? entry.transform : [entry.transform];
    const isCountry = (step: SpecTransform): boolean =>
      step === "country" || (typeof step === "object" && step.country !== undefined);
    const countries = mapping.filter((entry) => steps(entry).some(isCountry)).flatMap((entry) => entry.remote ?? []);
    const [country] = countries;
    if (country === undefined) return;
    for (const [index, entry] of mapping.entries()) {
      for (const step of steps(entry)) {
        if (typeof step !== "object" || step.state === undefined || countries.includes(step.state)) continue;
        this.report(
          [...path, index, "transform"],
          `the country is written to ${country}, not to ${step.state}`,
          `write transform: { state: ${country} }`,
        );
      }
    }
  }

  private fulfilment(entity: SpecEntity, path: KeyPath): DataObject {
    const block = entity.fulfilment;
    if (block === undefined) return {};
    const at: KeyPath = [...path, "fulfilment"];
    this.isPicking(entity, path, "fulfilment");
    if (entity.direction !== "export") {
      this.report([...path, "direction"], "fulfilments are exported only", "write direction: export");
    }
    for (const key of ["open", "known", "complete"] as const) {
      const asked = block[key]?.request;
      if (asked !== undefined) this.placeholders([...at, key, "request"], asked, ["order_id"]);
    }
    const { order, ...rest } = block;
    const orders = this.spec.entities.filter((one) => one.order !== undefined).map((one) => one.name);
    if (this.reference([...at, "order"], "entity of orders", order, orders)) {
      const owner = this.spec.entities.find((one) => one.name === order);
      if (owner?.order?.lines.id === undefined) {
        this.report([...at, "order"], `the lines of ${order} have no id`, `add order.lines.id to ${order}`);
      }
    }
    if (block.open !== undefined && (block.lines?.id === undefined || block.lines.lines === undefined)) {
      this.report([...at, "lines"], "what is left is grouped: `id` and `lines` of a group are needed", "add both");
    }
    return {
      order_model: this.bindingOf.get(order) ?? null,
      line_model: this.bindingOf.get(`${order}_line`) ?? null,
      ...data(rest),
      // A table that orders fill holds ways to ship ("Express"), and no carriers.
      ...(block.tracking?.carrier !== undefined &&
      block.text === undefined &&
      tableNames(this.spec).includes("carrier") &&
      !this.spec.entities.some((one) => one.order?.shipping !== undefined)
        ? { carrier_keys: true }
        : {}),
    };
  }

  private orderPayment(payment: SpecPayment, entity: SpecEntity, path: KeyPath): void {
    if (payment.request !== undefined) this.placeholders([...path, "request"], payment.request, remoteWords(entity));
    if (payment.path === undefined && payment.request === undefined && payment.only !== undefined) {
      this.report([...path, "only"], "goes with `path` or `request`: the order itself is one payment", "remove only");
    }
    this.pagedParts(payment, path);
    if ((payment.path !== undefined || payment.request !== undefined) && payment.transaction === undefined) {
      this.report(path, "several payments need the place of their id", "add transaction");
    }
  }

  private pagedParts(parts: SpecRefunds | SpecPayment, path: KeyPath): void {
    if (parts.pagination !== undefined && parts.request === undefined) {
      this.report([...path, "pagination"], "goes with `request` only", "remove pagination");
    }
  }

  private refunds(refunds: SpecRefunds, entity: SpecEntity, path: KeyPath): void {
    if (refunds.request !== undefined) this.placeholders([...path, "request"], refunds.request, remoteWords(entity));
    if (refunds.path === undefined && refunds.request === undefined) {
      this.report(path, "refunds need the place (`path`) or the request that reads them");
    }
    if (refunds.when !== undefined && refunds.request === undefined) {
      this.report([...path, "when"], "goes with `request` only", "remove when");
    }
    this.pagedParts(refunds, path);
    if (refunds.amount_only === true && refunds.total === undefined) {
      this.report([...path, "amount_only"], "needs the place of the total", "add total");
    }
    if (refunds.total !== undefined && refunds.transactions !== undefined) {
      this.report([...path, "transactions"], "the total says already what was paid back", "remove one of the two");
    }
    if (refunds.lines === undefined && refunds.adjustments === undefined) {
      this.report(path, "refunds need `lines`, `adjustments` or both: what was refunded");
    }
    if (entity.order?.lines.id === undefined) {
      this.report(path, "a refund names lines of its order, which have no id", "add order.lines.id");
    }
  }

  /** The address that is exported beside its contact: a child with requests of its own writes it. */
  private mainAddress(
    { main_address: address, children = [], ...entity }: SpecEntity,
    path: KeyPath,
    { exports }: DirectionContext,
  ): { mainAddress?: DataObject } {
    if (address === undefined) return {};
    const at: KeyPath = [...path, "main_address"];
    if (!exports) this.report(at, `${entity.name} is only imported`, "write direction: both");
    const names = children.map((child) => child.name);
    if (!this.reference([...at, "child"], `child of ${entity.name}`, address.child, names)) return {};
    const child = children.find((one) => one.name === address.child);
    if (child?.path === undefined || child.endpoints?.create === undefined || child.endpoints.update === undefined) {
      const needs = "its place (`path`), and the requests `create` and `update`";
      this.report([...at, "child"], `${address.child} needs ${needs}: they write the address`);
      return {};
    }
    const isSent = (entity.mapping ?? []).some(
      (one) => one.direction !== "import" && [one.remote].flat().some((place) => place?.startsWith(`${address.path}.`)),
    );
    if (!isSent) this.report([...at, "path"], `no mapping writes anything below ${address.path}`);
    return { mainAddress: { path: address.path, list: child.path, entity: child.name, id: plain(child.id) } };
  }

  /** Those who order have companies too; whether the entity is a contact is checked with its model. */
  private company({ order }: SpecEntity, path: KeyPath): void {
    if (order?.company !== undefined && order.invoice_address === undefined && order.customer.guest === undefined) {
      this.report([...path, "order", "company"], "no address could name it", "add invoice_address");
    }
  }

  /** Documents of bookkeeping: one block, of the one model that it is about, never matched onto what is there. */
  private documents(entity: SpecEntity, path: KeyPath): void {
    const blocks = (["order", "stock", "picking", "fulfilment", "invoice", "payment"] as const).filter(
      (key) => entity[key] !== undefined,
    );
    if (blocks.length > 1) {
      this.report([...path, blocks[1] ?? ""], `${entity.name} has ${blocks.join(" and ")}: an entity is one of them`);
    }
    for (const [block, model] of [
      ["invoice", "account.move"],
      ["payment", "account.payment"],
    ] as const) {
      if (entity[block] === undefined) continue;
      if (entity.model !== model) {
        this.report(
          [...path, "model"],
          `${entity.name} has \`${block}\`: its model is ${model}`,
          `write model: ${model}`,
        );
      }
      if ((entity.match_on ?? []).length > 0) {
        this.report([...path, "match_on"], `${block}s are never matched onto existing ones`, "remove match_on");
      }
    }
  }

  private partner(partner: { readonly entity: string }, at: KeyPath): DataObject {
    this.reference([...at, "partner", "entity"], "entity", partner.entity, [...this.bindingOf.keys()]);
    return { ...data(partner), model: this.modelOf(partner.entity) };
  }

  private modelOf(entity: string): Data {
    return this.bindingOf.get(entity) ?? null;
  }

  private invoice(block: NonNullable<SpecEntity["invoice"]>, path: KeyPath): DataObject {
    const at: KeyPath = [...path, "invoice"];
    const { product } = block.lines;
    const known = [...this.bindingOf.keys()];
    if (product !== undefined) {
      this.reference([...at, "lines", "product", "entity"], "entity", product.entity, known);
      if (product.parent_entity !== undefined) {
        this.reference([...at, "lines", "product", "parent_entity"], "entity", product.parent_entity, known);
      }
    }
    return {
      type: "out_invoice",
      ...data(block),
      partner: this.partner(block.partner, at),
      lines: {
        ...data(block.lines),
        ...(product === undefined
          ? {}
          : {
              product: {
                ...data(product),
                model: this.modelOf(product.entity),
                ...(product.parent_entity === undefined ? {} : { parent_model: this.modelOf(product.parent_entity) }),
              },
            }),
      },
    };
  }

  private payment(block: NonNullable<SpecEntity["payment"]>, path: KeyPath): DataObject {
    const at: KeyPath = [...path, "payment"];
    const known = this.spec.entities.filter((one) => one.invoice !== undefined).map((one) => one.name);
    return {
      ...data(block),
      partner: this.partner(block.partner, at),
      invoices: (block.invoices ?? []).map((one, index) => {
        this.reference([...at, "invoices", index, "entity"], "entity with `invoice`", one.entity, known);
        return { ...data(one), model: this.modelOf(one.entity) };
      }),
    };
  }

  private status({ path, ...rest }: NonNullable<SpecEntity["status"]>): DataObject {
    return { status: path, ...data(rest) };
  }

  // ------------------------------------------------------------------------------------------------------ mapping

  private mapping(entries: readonly SpecMapping[], path: KeyPath, context: DirectionContext): ResolvedMapping[] {
    return entries.map((entry, index) => {
      const at: KeyPath = [...path, index];
      const own = entry.direction ?? "both";
      const imports = context.imports && own !== "export";
      const exports = context.exports && own !== "import";
      if (!imports && !exports) {
        this.report(
          [...at, "direction"],
          `${entry.odoo} would never be written: the entity's direction is ${context.direction}`,
          "remove `direction`",
        );
      }
      const given =
        entry.transform === undefined ? [] : Array.isArray(entry.transform) ? entry.transform : [entry.transform];
      const transforms = given.map((one, position) =>
        this.transform(
          one,
          entry,
          Array.isArray(entry.transform) ? [...at, "transform", position] : [...at, "transform"],
        ),
      );
      // A fallback alone means: the first place that holds something.
      if (entry.fallback !== undefined && !transforms.some((one) => one.kind === "join" || one.kind === "first")) {
        transforms.unshift({ kind: "first", fallback: entry.fallback });
      }
      return {
        odoo: entry.odoo,
        remote: entry.remote === undefined ? [] : Array.isArray(entry.remote) ? entry.remote : [entry.remote],
        ...(entry.value === undefined ? {} : { value: entry.value }),
        transforms,
        imports,
        exports,
        keyPath: showKeyPath(this.spec, at),
      };
    });
  }

  private transform(given: SpecTransform, entry: SpecMapping, path: KeyPath): ResolvedTransform {
    const fallback = entry.fallback ?? [];
    if (typeof given === "string") {
      if (given === "join") return { kind: "join", sep: " ", fallback };
      if (given === "first") return { kind: "first", fallback };
      if (given === "country") return { kind: "country", by: "alpha2" };
      return { kind: given };
    }
    if (given.join !== undefined) return { kind: "join", sep: given.join, fallback };
    if (given.equals !== undefined) {
      return { kind: "equals", value: given.equals, ...(given.else === undefined ? {} : { else: given.else }) };
    }
    if (given.country !== undefined) return { kind: "country", by: given.country };
    if (given.state !== undefined) return { kind: "state", country: given.state, by: given.by ?? "code" };
    if (given.minor_units !== undefined) return { kind: "minor_units", currency: given.minor_units };
    if (given.weight !== undefined) return this.weight(given.weight, path);
    if (given.lookup !== undefined) {
      this.reference([...path, "lookup"], "entity", given.lookup, [...this.bindingOf.keys()]);
      return {
        kind: "lookup",
        entity: given.lookup,
        model: this.bindingOf.get(given.lookup) ?? "",
        ...(given.none === undefined ? {} : { none: given.none }),
      };
    }
    if (given.table !== undefined) {
      this.reference([...path, "table"], "mapping table", given.table, tableNames(this.spec));
      const table = this.spec.tables?.find((one) => one.name === given.table) ?? { name: given.table };
      return { kind: "table", table: given.table, models: modelsOf(table) };
    }
    if (given.find !== undefined) return { kind: "find", by: given.find, missing: given.missing ?? "fail" };
    if (given.split !== undefined) return { kind: "split", sep: given.split };
    if (given.values !== undefined) {
      return {
        kind: "values",
        pairs: given.values,
        ...(given.default === undefined ? {} : { default: given.default }),
      };
    }
    const kind = (["divisor", "language", "local_tz"] as const).find((key) => given[key] !== undefined);
    return { kind: kind ?? "divisor", args: data(given) };
  }

  private weight(unit: string, path: KeyPath): ResolvedTransform {
    if (unit.startsWith("path:")) return { kind: "weight", unitPath: unit.slice("path:".length) };
    if (unit.startsWith("{")) {
      this.placeholders([...path, "weight"], unit);
      return { kind: "weight", unitField: unit.slice(1, -1) };
    }
    const units = ["g", "kg", "lb", "oz"];
    if (!units.includes(unit)) {
      this.report([...path, "weight"], `${JSON.stringify(unit)} is no unit of weight`, hintFor(unit, units));
    }
    return { kind: "weight", unit };
  }

  // ---------------------------------------------------------------------------------------------- what hangs together

  private findSpecEntity(name: string): SpecEntity | SpecChild | undefined {
    for (const entity of this.spec.entities) {
      if (entity.name === name) return entity;
      const child = entity.children?.find((one) => one.name === name);
      if (child !== undefined) return child;
    }
    return undefined;
  }

  /** Top-level entity that an entity or child belongs to. */
  private ownerOf(name: string): string | undefined {
    return this.spec.entities.find(
      (entity) => entity.name === name || (entity.children ?? []).some((child) => child.name === name),
    )?.name;
  }

  private depends(entity: SpecEntity, path: KeyPath): string[] {
    const known = this.spec.entities.map((one) => one.name);
    const found: string[] = [];
    for (const [index, name] of (entity.depends ?? []).entries()) {
      if (found.includes(name)) {
        this.report([...path, "depends", index], `${name} is named twice`, "remove one of them");
      } else if (this.reference([...path, "depends", index], "entity", name, known)) found.push(name);
    }
    // What the blocks refer to must be there first, whether or not the spec says so.
    for (const name of referencesOf(entity)) {
      const owner = this.ownerOf(name);
      if (owner !== undefined && owner !== entity.name && !found.includes(owner)) found.push(owner);
    }
    return found;
  }

  /** Dependencies first, else the order of the spec. A cycle is named in full. */
  private ordered(entities: readonly ResolvedEntity[]): ResolvedEntity[] {
    const byName = new Map(entities.map((entity) => [entity.name, entity]));
    const done = new Set<string>();
    const ordered: ResolvedEntity[] = [];
    const visit = (entity: ResolvedEntity, trail: readonly string[]): void => {
      if (done.has(entity.name)) return;
      const start = trail.indexOf(entity.name);
      if (start >= 0) {
        const index = this.spec.entities.findIndex((one) => one.name === entity.name);
        this.report(
          ["entities", index, "depends"],
          `entities depend on each other: ${[...trail.slice(start), entity.name].join(" -> ")}`,
          "remove one of the dependencies",
        );
        done.add(entity.name);
        return;
      }
      for (const name of entity.depends) {
        const other = byName.get(name);
        if (other !== undefined) visit(other, [...trail, entity.name]);
      }
      if (!done.has(entity.name)) {
        done.add(entity.name);
        ordered.push(entity);
      }
    };
    for (const entity of entities) visit(entity, []);
    return ordered;
  }

  /** What the adopted code does is not generated once more. */
  private notAdopted(bindings: readonly ResolvedEntity[]): void {
    const { adopted } = this.spec;
    if (adopted === undefined) return;
    const own = `${this.spec.connector.name}.backend`;
    if (adopted.backend.model === own) {
      this.report(
        ["connector", "name"],
        `${own} is the adopted backend, and would be generated once more`,
        "write another name",
      );
    }
    for (const entity of bindings) {
      const there = adopted.entities.find(
        (one) => one.name === entity.name || one.binding === entity.names.bindingModel,
      );
      if (there === undefined) continue;
      const index = this.spec.entities.findIndex((one) => one.name === (entity.parent ?? entity.name));
      this.report(
        ["entities", index],
        asAdopted(there, entity.name),
        `take ${there.name} out of adopted.entities once its own code is gone, or choose another name`,
      );
    }
  }

  /** Two entities must not meet in a method, a file or a model. */
  private distinctNames(bindings: readonly ResolvedEntity[]): void {
    const owners = new Map<string, string>();
    for (const entity of bindings) {
      const { names } = entity;
      for (const name of [
        names.bindingModel,
        names.bindingFile,
        `adapter method ${names.listMethod}`,
        `adapter method ${names.getMethod}`,
        `backend method ${names.syncMethod}`,
      ]) {
        const other = owners.get(name);
        if (other !== undefined && other !== entity.name) {
          this.problems.push({
            place: entity.keyPath,
            message: `entities ${other} and ${entity.name} both lead to ${name}`,
            hint: "rename one of them, or give it another plural",
          });
        }
        owners.set(name, entity.name);
      }
    }
  }

  private webhooks(entities: readonly ResolvedEntity[]): ResolvedWebhook[] {
    const topics = new Set<string>();
    const handlers = new Map<string, string>();
    return (this.spec.webhooks ?? []).map((webhook, index) => {
      const path: KeyPath = ["webhooks", index];
      this.reference(
        [...path, "entity"],
        "entity",
        webhook.entity,
        entities.map((entity) => entity.name),
      );
      if (topics.has(webhook.topic)) this.report([...path, "topic"], `topic ${webhook.topic} is listed twice`);
      topics.add(webhook.topic);
      const handler = webhookHandler(webhook.entity, webhook.event);
      const other = handlers.get(handler) ?? webhook.entity;
      handlers.set(handler, other);
      if (other !== webhook.entity) {
        this.report([...path, "event"], `${handler} is the handler of ${other} already`, "call the event otherwise");
      }
      const entity = entities.find((one) => one.name === webhook.entity);
      if (entity !== undefined && !entity.imports) {
        this.report([...path, "entity"], `${entity.name} is only exported: an event can't be imported`);
      }
      return {
        topic: webhook.topic,
        entity: webhook.entity,
        event: webhook.event,
        ...(webhook.resource_id === undefined ? {} : { resourceId: webhook.resource_id }),
        ...(webhook.part_of === undefined ? {} : { partOf: data(webhook.part_of) }),
        handler,
        bindingModel: entity?.names.bindingModel ?? "",
      };
    });
  }

  private exports(entities: readonly ResolvedEntity[]): ResolvedExport[] {
    const seen = new Set<string>();
    return (this.spec.exports ?? []).map((one, index) => {
      const path: KeyPath = ["exports", index];
      this.reference(
        [...path, "entity"],
        "entity",
        one.entity,
        entities.map((entity) => entity.name),
      );
      const entity = entities.find((candidate) => candidate.name === one.entity);
      // Invoices and bills are of one model: what a record is says its own type.
      const isShared = entity?.kind === "invoice" || entity?.kind === "payment";
      const key = isShared ? `${one.model} ${one.entity}` : one.model;
      if (seen.has(key)) this.report([...path, "model"], `model ${one.model} is listed twice`);
      seen.add(key);
      if (entity !== undefined) this.exportEntry(one, entity, path);
      return {
        model: one.model,
        entity: one.entity,
        ...(one.child === undefined ? {} : { child: one.child }),
        method: exportMethod(one.model),
        bindingModel: entity?.names.bindingModel ?? "",
        title: `Export ${entity?.names.labelPlural ?? one.entity}`,
      };
    });
  }

  private exportEntry(one: { child?: string | undefined }, entity: ResolvedEntity, path: KeyPath): void {
    if (!entity.exports) {
      this.report([...path, "entity"], `${entity.name} is only imported`, `write direction: both in ${entity.keyPath}`);
    }
    // Whether its model is that of the entity is for check.ts to say: of a misspelt one only Odoo knows which it is.
    if (one.child !== undefined) {
      const names = entity.children.map((child) => child.name);
      this.reference([...path, "child"], `child of ${entity.name}`, one.child, names);
    }
  }
}

interface DirectionContext {
  readonly direction: Direction;
  readonly imports: boolean;
  readonly exports: boolean;
}

function stampsOf(entity: SpecEntity | SpecChild): ResolvedEntity["stamps"] {
  return {
    ...(entity.name_path === undefined ? {} : { name: entity.name_path }),
    ...(entity.sku_path === undefined ? {} : { sku: entity.sku_path }),
    ...(entity.price_path === undefined ? {} : { price: entity.price_path }),
    ...(entity.image_path === undefined ? {} : { image: entity.image_path }),
    ...(entity.updated === undefined ? {} : { updated: entity.updated }),
  };
}

function kindOf(entity: SpecEntity): EntityKind {
  if (entity.stock !== undefined) return "stock";
  if (entity.order !== undefined) return "order";
  if (entity.picking !== undefined) return "picking";
  if (entity.fulfilment !== undefined) return "fulfilment";
  if (entity.invoice !== undefined) return "invoice";
  if (entity.payment !== undefined) return "payment";
  if (entity.model === "product.template") return "product";
  if (entity.model === "res.partner") return "partner";
  return "record";
}

function childKind(parent: SpecEntity, child: SpecChild): EntityKind {
  if (child.model === "product.product" && parent.model === "product.template") return "variant";
  if (child.model === "res.partner" && parent.model === "res.partner") return "address";
  return "record";
}

/** What the system calls the carrier stays on the binding: Odoo may not know it. */
function carrierOf(entity: SpecEntity): ResolvedEntity["keep"] {
  const remote = entity.picking?.carrier;
  if (remote === undefined || entity.direction === "export") return [];
  return [{ field: "external_carrier", remote, label: "External Carrier" }];
}

/** The model that the binding inherits: a stock level is bound to its product, not to a quant. */
function bindingTarget(entity: SpecEntity): string {
  return entity.stock === undefined ? entity.model : "product.product";
}

/** Words that an entity's own requests may hold in braces beside backend fields: its ids and matching keys. */
function remoteWords(entity: SpecEntity): string[] {
  const ids = entity.id === undefined ? [] : [entity.id].flat();
  const parents = (entity.depends ?? []).map((name) => `${name}_id`);
  return [
    "id",
    "since",
    ...ids,
    ...parents,
    ...(entity.match_on ?? []).flatMap((match) => [match.odoo, match.remote]),
    ...[entity.invoice?.number, entity.payment?.number].filter((number) => number !== undefined),
    "parent_id",
    ...(entity.fulfilment === undefined ? [] : ["order_id"]),
  ];
}

function listOf(entities: readonly ResolvedEntity[]): string {
  const words = entities.map((entity) => entity.names.labelPlural.toLowerCase());
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
}

function wordsOfValue(value: string): string {
  return /^[a-z][a-z_]*$/.test(value) ? wordsOf(value) : value;
}

function strings(values: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

/** Refunds or payments of an order as the runtime takes them. */
function partsOf({ pagination, ...rest }: SpecRefunds | SpecPayment): DataObject {
  return {
    ...runtimeConditions(data(rest)),
    ...(pagination === undefined ? {} : { pagination: runtimePagination(pagination) }),
  };
}

/** A block as plain data, without undefined entries. */
function data(value: object): DataObject {
  return plain(value) as DataObject;
}

/** The same for a block that is told apart by its kind. */
function kinded(value: { readonly kind: string }): DataObject & { readonly kind: string } {
  return { kind: value.kind, ...data(value) };
}

function plain(value: unknown): Data {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .map(([key, one]) => [key, plain(one)]),
    );
  }
  throw new TypeError(`a spec can't hold a ${typeof value}`);
}
