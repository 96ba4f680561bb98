import type {
  Data,
  DataObject,
  ResolvedEntity,
  ResolvedField,
  ResolvedMapping,
  ResolvedSpec,
  ResolvedTable,
} from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { isMerged } from "./bindings.ts";
import { hasSimpleProducts } from "./exporters.ts";
import { hasOwnWrites, stockOf } from "./importers.ts";
import { invoiceAmounts, invoiceSample, paidEntity, paymentSample, sampleType } from "../samples/accounting.ts";
import { type EntitySample, entitySample, referredBy } from "../samples/entity.ts";
import { ORDER_TAX, ORDER_TOTAL, orderSample, REFUND_TAX, REFUND_TOTAL, refundSample } from "../samples/order.ts";
import { money, put, type Sample, type SampleRecord, sampleOf } from "../samples/values.ts";
import { article, capital, pieces } from "../text.ts";
import { oneOf } from "../wording.ts";

/** Records of pages that the mock sends where a request names no size. */
const PAGE_SIZE = 3;

const textOf = (data: Data | undefined): string | undefined => (typeof data === "string" ? data : undefined);
const isObject = (data: Data | undefined): data is DataObject =>
  typeof data === "object" && data !== null && !Array.isArray(data);

/** What a test backend holds in a field of the spec. */
function testValue(field: ResolvedField): string | number | boolean {
  if (field.default !== undefined) return field.default;
  const [first] = field.values;
  if (first !== undefined) return first.value;
  // What has to match a pattern does so as the spec's own example.
  if (field.secret && field.pattern === undefined) return `test-${field.name.replaceAll("_", "-")}`;
  if (field.example !== undefined) return field.example;
  switch (field.type) {
    case "integer":
    case "float":
      return 1;
    case "boolean":
      return true;
    default:
      // Ids of places in the system are numbers in most.
      return field.name.endsWith("_id") ? "7001" : "test";
  }
}

function backendValues(spec: ResolvedSpec): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(spec.system.fields.map((field) => [field.name, testValue(field)]));
}

/** Header names and parameters that every request has to carry, worked out from the spec and not from the runtime. */
function credentials(spec: ResolvedSpec): { headers: Record<string, string>; params: Record<string, string> } {
  const values = backendValues(spec);
  const filled = (template: Data | undefined): string =>
    (textOf(template) ?? "").replace(/\{(\w+)\}/g, (_all, name: string) => String(values[name] ?? ""));
  const { auth } = spec.system;
  switch (auth.kind) {
    case "header":
      return { headers: { [textOf(auth.header) ?? "Authorization"]: filled(auth.value) }, params: {} };
    case "bearer":
      return { headers: { Authorization: `Bearer ${filled(auth.token ?? auth.value)}` }, params: {} };
    case "basic": {
      const pair = `${filled(auth.username)}:${filled(auth.password)}`;
      return { headers: { Authorization: `Basic ${Buffer.from(pair).toString("base64")}` }, params: {} };
    }
    case "query":
      return {
        headers: {},
        params: Object.fromEntries(
          Object.entries(isObject(auth.params) ? auth.params : {}).map(([name, value]) => [name, filled(value)]),
        ),
      };
    default:
      return { headers: {}, params: {} };
  }
}

/** A body with one text in it, at the place that the spec names. */
function bodyWith(path: string | undefined, text: string): SampleRecord {
  const body: SampleRecord = {};
  put(body, path ?? "message", text);
  return body;
}

/** The mock keeps to paths: an absolute address loses its host. */
const pathOf = (endpoint: string): string => endpoint.replace(/^https?:\/\/[^/]+/, "");

/** A list with filters can serve as the reader of one record; it then sends a list of one. */
function isGetInList({ endpoints: { get, list } }: ResolvedEntity): boolean {
  return get !== undefined && get.path.split("?")[0] === list?.path.split("?")[0];
}

/** What the mock answers, in the order in which it is looked for: one path may serve several. */
const OPERATIONS = ["search", "count", "cancel", "get", "create", "update", "delete", "list"] as const;

/** What a cancelled record says: place and value of its status. */
function cancelledBy(entity: ResolvedEntity): Data {
  const status = entity.picking?.data.status;
  const words = isObject(status) && Array.isArray(status.cancelled) ? (status.cancelled as readonly Data[]) : [];
  return [isObject(status) ? (status.path ?? null) : "status", words[0] ?? "cancelled"];
}

const hasRequests = (entity: ResolvedEntity): boolean => Object.keys(entity.endpoints).length > 0;

function mockEntity(entity: ResolvedEntity, someInList: boolean): Readonly<Record<string, unknown>> {
  const served = [...OPERATIONS];
  return {
    name: entity.name,
    endpoints: Object.entries(entity.endpoints)
      .filter(([name]) => (served as readonly string[]).includes(name))
      .map(([name, { verb, path }]) => {
        const parts = pieces(pathOf(path), 24);
        return { name, verb, path: pathOf(path), pieces: parts.length > 1 ? parts : [] };
      }),
    facts: {
      list_key: entity.envelope.list,
      item_key: entity.envelope.item,
      request_key: entity.envelope.request,
      id: entity.id,
      updated: entity.stamps.updated ?? null,
      filter: textOf(entity.filter.param) ?? null,
      ...(someInList ? { get_in_list: isGetInList(entity) } : {}),
      ...(entity.endpoints.cancel === undefined ? {} : { cancelled: cancelledBy(entity) }),
      ...(entity.parent === undefined ? {} : { parent: [entity.parent, entity.path ?? ""] }),
      ...(entity.mainAddress === undefined
        ? {}
        : { main: { path: entity.mainAddress.path ?? null, list: entity.mainAddress.list ?? null } }),
      assigned: typeof entity.id === "string" ? [entity.id] : [],
      children: Object.fromEntries(
        entity.children.flatMap((child) =>
          child.path === undefined || typeof child.id !== "string"
            ? []
            : [[child.path, [child.id, ...child.keep.map((kept) => kept.remote)]]],
        ),
      ),
    },
  };
}

/** Whether a list comes in pages; one that comes whole has nothing to go on with. */
const isPaged = ({ system }: ResolvedSpec): boolean => system.pagination.kind !== "none";

/** A location of the system in tests. */
const LOCATION = "7001";

const mapsLocations = (spec: ResolvedSpec): boolean =>
  spec.tables.some(({ name }) => name === "location") &&
  spec.entities.some((entity) => entity.kind === "stock" && entity.stock?.location !== undefined);

/** Mapping tables that the system lists. */
const listedTables = (spec: ResolvedSpec): readonly ResolvedTable[] =>
  spec.tables.filter(({ resource }) => resource !== undefined);

/** The list of a mapping table, served as an entity is. */
function mockTable({ name, resource }: ResolvedTable, someInList: boolean): Readonly<Record<string, unknown>> {
  const [verb, path] = (textOf(resource?.list) ?? "GET /").split(" ");
  return {
    name: `table:${name}`,
    endpoints: [{ name: "list", verb, path: pathOf(path ?? "/"), pieces: [] }],
    facts: {
      list_key: resource?.list_key ?? null,
      item_key: null,
      request_key: null,
      id: resource?.id ?? "id",
      updated: null,
      filter: null,
      ...(someInList ? { get_in_list: false } : {}),
      assigned: [],
      children: {},
    },
  };
}

function mockServer({ spec }: PlanContext, topLevel: readonly ResolvedEntity[]): AddonFile {
  // Parts that have requests of their own are served too, from their parent's record.
  const entities = topLevel.flatMap((entity) => [entity, ...entity.children.filter(hasRequests)]);
  const { pagination, errors, test, formats } = spec.system;
  const endpoints = entities.flatMap((entity) => Object.entries(entity.endpoints));
  const verbs = new Set(endpoints.map(([, { verb }]) => verb));
  const cursorParams = Array.isArray(pagination.cursor_params) ? (pagination.cursor_params as readonly Data[]) : [];
  const { headers, params } = credentials(spec);
  const someInList = entities.some(isGetInList);
  const isUnix = formats.datetime === "unix_seconds" || formats.datetime === "unix_millis";
  return {
    path: "tests/mock_server.py",
    template: "tests/mock_server.py",
    data: {
      headers,
      params,
      testPath: pathOf(test.endpoint).split("?")[0],
      pageSize: PAGE_SIZE,
      isPaged: isPaged(spec),
      pagination,
      sizeParam: pagination.size_param,
      firstPage: pagination.start ?? 1,
      allowedWithCursor: cursorParams.length === 0 ? [] : [...cursorParams, pagination.cursor_param ?? ""],
      entities: [
        ...entities.map((entity) => mockEntity(entity, someInList)),
        ...listedTables(spec).map((table) => mockTable(table, someInList)),
      ],
      someInList,
      hasParts: entities.some((entity) => entity.parent !== undefined),
      hasMain: entities.some((entity) => entity.mainAddress !== undefined),
      hasFulfilments: entities.some((entity) => entity.kind === "fulfilment"),
      hasParams: Object.keys(params).length > 0,
      operations: OPERATIONS.filter((name) => endpoints.some(([candidate]) => candidate === name)),
      verbs: [...verbs],
      nowAs: isUnix
        ? `int(datetime.now().timestamp()${formats.datetime === "unix_millis" ? " * 1000" : ""})`
        : formats.datetime === "sql_utc" || formats.datetime === "naive_utc"
          ? 'time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())'
          : 'datetime.now().astimezone().isoformat(timespec="seconds")',
      usesTime: formats.datetime === "sql_utc" || formats.datetime === "naive_utc",
      refusal: bodyWith(textOf(errors.path), "Wrong credentials"),
      notFound: bodyWith(textOf(errors.path), "Not found"),
      badRequest: bodyWith(textOf(errors.path), "Not allowed with a cursor"),
      testAnswer: bodyWith(test.name, "Mock"),
    },
  };
}

/** A mapping that copies a text, whose effect a test can see on both sides. */
function plainMapping(
  spec: ResolvedSpec,
  entity: ResolvedEntity,
  direction: "imports" | "exports",
): ResolvedMapping | undefined {
  return entity.mapping.find(
    (mapping) =>
      mapping[direction] &&
      mapping.transforms.length === 0 &&
      mapping.remote.length === 1 &&
      sampleOf(spec, mapping).expected !== undefined &&
      // Another record would be matched by it.
      !entity.matchOn.some(({ odoo }) => odoo === mapping.odoo),
  );
}

/** The value at a path of a sample, the first of each list. */
function valueAt(record: Sample | undefined, path: string): Sample | undefined {
  let current: Sample | undefined = record;
  for (const step of path.split(".")) {
    const name = step.replace(/\[.*\]$/, "");
    if (typeof current !== "object" || current === null || Array.isArray(current)) return undefined;
    const next: Sample | undefined = current[name];
    current = Array.isArray(next) && step.endsWith("]") ? next[0] : next;
  }
  return current;
}

const first = (text: string): string => text.replaceAll("{n}", "1").replace(/^#/, "");

const hasName = ({ modules }: PlanContext, { model }: ResolvedEntity): boolean =>
  modules.moduleOfField(model, "name") !== undefined;

/** Whether a new record of Odoo needs no more than these values, as far as that is known. */
function isEnough({ needed }: PlanContext, { kind, model }: ResolvedEntity, values: object): boolean {
  return kind !== "record" || (needed?.(model) ?? []).every((name) => Object.hasOwn(values, name));
}

function exportTest(context: PlanContext, entity: ResolvedEntity): Readonly<Record<string, unknown>> | undefined {
  const { spec } = context;
  const { create, update } = entity.endpoints;
  const exported = spec.exports.find(({ model, entity: name }) => name === entity.name && model === entity.model);
  const changed = plainMapping(spec, entity, "exports");
  if (
    !entity.exports ||
    exported === undefined ||
    create === undefined ||
    update === undefined ||
    changed === undefined
  ) {
    return undefined;
  }
  const values: Record<string, string> = hasName(context, entity) ? { name: "Ann Sample" } : {};
  for (const mapping of entity.mapping.filter((candidate) => candidate.exports && candidate.transforms.length === 0)) {
    const { expected } = sampleOf(spec, mapping);
    if (typeof expected?.value === "string") values[mapping.odoo] = first(expected.value);
  }
  const [path = ""] = changed.remote;
  if (!isEnough(context, entity, values)) return undefined;
  return {
    isDeep: path.includes("."),
    values,
    field: changed.odoo,
    path,
    value: values[changed.odoo] ?? "",
    newValue: "Changed",
    oldValue: "Changed before",
    switched: entity.export?.onChange === true,
    takesChanges: changed.imports && isMerged(entity) && entity.endpoints.get !== undefined,
    keyword: path.replaceAll(".", "__"),
    batch: entity.kind === "product" ? exported.method : undefined,
    isCounted: PLAIN_KINDS.has(entity.kind),
    variantModel: entity.imports
      ? entity.children.find((child) => child.kind === "variant" && child.exports)?.names.bindingModel
      : undefined,
    lost: hasName(context, entity) && isMerged(entity) ? lostExport(entity, values) : undefined,
    // Where variants have requests of their own, a product without options has none.
    variants: entity.children
      .filter((child) => child.kind === "variant" && !hasOwnWrites(child))
      .map((child) => child.names.bindingModel),
  };
}

const PLAIN_KINDS: ReadonlySet<string> = new Set(["record", "partner", "product"]);

/** Values of a record that an import recognises by its key when the export that made it was interrupted. */
function lostExport(
  entity: ResolvedEntity,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  const [match] = entity.matchOn;
  if (match === undefined || !entity.imports || entity.endpoints.list === undefined) return undefined;
  const isSent = (owner: ResolvedEntity, prefix: string): boolean =>
    owner.mapping.some(({ exports, remote }) => exports && `${prefix}${remote[0] ?? ""}` === match.remote);
  const known =
    isSent(entity, "") ||
    entity.children.some((child) => child.path !== undefined && isSent(child, `${child.path}[].`));
  if (!known || !PLAIN_KINDS.has(entity.kind)) return undefined;
  return { ...values, [match.odoo]: match.odoo === "email" ? "lost@example.com" : "LOST-1" };
}

function entityTest(context: PlanContext, entity: ResolvedEntity, sample: EntitySample): AddonFile {
  const { spec } = context;
  const change = plainMapping(spec, entity, "imports");
  const [match] = entity.matchOn;
  const matched = match === undefined ? undefined : valueAt(sample.record, match.remote);
  const children = entity.children
    .filter((child) => child.path !== undefined)
    .map((child) => {
      const records = valueAtList(sample.record, child.path ?? "");
      const skipped = textOf(child.skip?.path);
      return {
        names: child.names,
        one: capital(article(oneOf(child))),
        isVariant: child.kind === "variant",
        parentField: child.parentField,
        externalIds: records
          .filter((record) => skipped === undefined || valueAt(record, skipped) !== child.skip?.equals)
          .map((record) => first(idOf(record, child))),
      };
    });
  const single = entity.kind === "product" ? singleVariant(entity, sample) : undefined;
  const known =
    match !== undefined && typeof matched === "string"
      ? { ...(hasName(context, entity) ? { name: "Known" } : {}), [match.odoo]: first(matched) }
      : undefined;
  const isMatchable = known !== undefined && entity.kind !== "product" && isEnough(context, entity, known);
  const exported = exportTest(context, entity);
  return {
    path: `tests/test_${entity.name}.py`,
    template: "tests/test_entity.py",
    data: {
      entity,
      isPaged: isPaged(context.spec),
      usesDig: exported?.isDeep === true,
      company: entity.imports ? entity.company : undefined,
      // Contacts with different VAT numbers are of different companies.
      vatPaths: [
        ...new Set([
          ...(typeof entity.company?.vat === "string" ? [entity.company.vat] : []),
          ...entity.mapping.filter(({ odoo }) => odoo === "vat").flatMap(({ remote }) => remote),
        ]),
      ],
      expected: sample.expected.length > 0 && entity.imports,
      singleVariant: single,
      usesSamples: entity.imports && (sample.expected.length > 0 || entity.company !== undefined),
      usesSample: entity.imports && entity.company !== undefined,
      change:
        change === undefined
          ? undefined
          : { field: change.odoo, keyword: (change.remote[0] ?? "").replaceAll(".", "__"), value: "Changed" },
      conflict: change !== undefined && isMerged(entity),
      children,
      match: isMatchable ? { values: known } : undefined,
      export: exported,
      batch: exported?.batch,
      usesLost: exported?.lost !== undefined,
      usesRefusal: exported?.isCounted === true,
      usesPatch: exported?.batch !== undefined || exported?.lost !== undefined || exported?.isCounted === true,
    },
  };
}

/** The id of a sample as its template says it. */
function idOf(record: Sample, entity: ResolvedEntity): string {
  const id = valueAt(record, typeof entity.id === "string" ? entity.id : "id");
  return typeof id === "string" ? id : "";
}

function valueAtList(record: SampleRecord, path: string): Sample[] {
  const found = valueAt(record, path);
  return Array.isArray(found) ? found : [];
}

/** What has to be in the mock before an entity's records, and what that needs in its turn: those come first. */
function neededOf(spec: ResolvedSpec, entity: ResolvedEntity): readonly string[] {
  const found: string[] = [];
  const visit = (name: string): void => {
    if (found.includes(name) || name === entity.name) return;
    for (const other of spec.entities.find((one) => one.name === name)?.depends ?? []) visit(other);
    if (!found.includes(name)) found.push(name);
  };
  for (const name of entity.depends) visit(name);
  return found;
}

function orderTest(spec: ResolvedSpec, entity: ResolvedEntity): AddonFile {
  const data = entity.order?.data ?? {};
  const customer = isObject(data.customer) ? data.customer : undefined;
  const variant = spec.bindings.find((candidate) => candidate.kind === "variant");
  return {
    path: `tests/test_${entity.name}.py`,
    template: "tests/test_order.py",
    data: {
      entity,
      isPaged: isPaged(spec),
      needed: neededOf(spec, entity),
      currency: textOf(data.currency) ?? "currency",
      total: ORDER_TOTAL,
      tax: ORDER_TAX,
      totalPath: textOf(data.total) ?? "total",
      wrongTotal: money(spec, ORDER_TOTAL + 1),
      customerPath: textOf(customer?.path) ?? textOf(customer?.id),
      guestValue: customer?.guest_id ?? null,
      companyPath: textOf(data.email) === undefined ? undefined : companyOf(data),
      emailPath: textOf(data.email),
      customerModel: textOf(customer?.model),
      variantModel: variant?.names.bindingModel,
    },
  };
}

/** Where an order names the company that gets the invoice. */
function companyOf({ company, invoice_address: address }: DataObject): string | undefined {
  return isObject(company) && typeof address === "string" ? `${address}.${textOf(company.name) ?? ""}` : undefined;
}

/** Refunds that stand in their order: credited, taken back, told of when they do not add up. */
function refundTest(spec: ResolvedSpec, entity: ResolvedEntity): AddonFile[] {
  const data = entity.order?.data ?? {};
  const { refunds } = data;
  if (!isObject(refunds) || refunds.path === undefined || refunds.request !== undefined) return [];
  const { lines, transactions } = refunds;
  if (!isObject(lines)) return [];
  return [
    {
      path: `tests/test_${entity.name}_refunds.py`,
      template: "tests/test_refunds.py",
      data: {
        entity,
        sample: `${entity.name}_refund`,
        needed: neededOf(spec, entity),
        currency: textOf(data.currency) ?? "currency",
        updated: entity.stamps.updated,
        refundsPath: textOf(refunds.path),
        total: ORDER_TOTAL,
        refund: REFUND_TOTAL,
        tax: REFUND_TAX,
        rest: Math.round((ORDER_TOTAL - REFUND_TOTAL) * 100) / 100,
        // Something else was paid back than the lines say.
        ...(isObject(transactions) && /^\w+$/.test(textOf(transactions.path) ?? "")
          ? { wrongList: textOf(transactions.path), wrongPath: textOf(transactions.amount) }
          : { wrongPath: textOf(refunds.total) }),
        wrong: money(spec, REFUND_TOTAL + 1),
        right: money(spec, REFUND_TOTAL),
        cancelled: textOf(data.cancelled),
      },
    },
  ];
}

/** Invoices, bills and credit notes: amounts, what is posted, and both ways. */
function invoiceTest(spec: ResolvedSpec, entity: ResolvedEntity): AddonFile {
  const block = entity.invoice ?? {};
  const { total, tax } = invoiceAmounts(entity);
  const partner = isObject(block.partner) ? block.partner : undefined;
  const isRead = entity.imports && entity.endpoints.list !== undefined;
  const { create, update } = entity.endpoints;
  const isExported = spec.exports.some((exported) => exported.entity === entity.name);
  return {
    path: `tests/test_${entity.name}.py`,
    template: "tests/test_invoice.py",
    data: {
      entity,
      isRead,
      needed: neededOf(spec, entity),
      type: sampleType(entity),
      currency: textOf(block.currency),
      total,
      tax,
      totalPath: textOf(block.total),
      wrongTotal: money(spec, total + 1),
      datePath: textOf(block.date) ?? "date",
      partnerModel: textOf(partner?.model),
      export: isExported && create !== undefined && update !== undefined && isSendable(spec, partner),
    },
  };
}

/** A partner that an export can make over there. */
function isSendable(spec: ResolvedSpec, partner: DataObject | undefined): boolean {
  const entity = spec.entities.find((candidate) => candidate.names.bindingModel === partner?.model);
  return entity?.exports === true && entity.endpoints.create !== undefined;
}

/** What an entity needs and what that needs, in the order in which it is imported. */
function neededBy(spec: ResolvedSpec, entity: ResolvedEntity): ResolvedEntity[] {
  const names = new Set(entity.depends);
  for (const name of names) {
    for (const other of spec.entities.find((candidate) => candidate.name === name)?.depends ?? []) names.add(other);
  }
  return spec.entities.filter((candidate) => names.has(candidate.name));
}

/** Payments: what they pay, and what is posted. */
function paymentTest(spec: ResolvedSpec, entity: ResolvedEntity): AddonFile {
  const block = entity.payment ?? {};
  return {
    path: `tests/test_${entity.name}.py`,
    template: "tests/test_payment.py",
    data: {
      entity,
      needed: neededBy(spec, entity).map(({ name, invoice }) => ({ name, currency: textOf(invoice?.currency) })),
      currency: textOf(block.currency),
      amountPath: textOf(block.amount) ?? "amount",
      paidModel: paidEntity(spec, entity)?.names.bindingModel,
      isExported: spec.exports.some((exported) => exported.entity === entity.name),
    },
  };
}

/** A product with one variant, so that a product of Odoo can be the same without attributes. */
function singleVariant(entity: ResolvedEntity, sample: EntitySample): Readonly<Record<string, unknown>> | undefined {
  const variant = entity.children.find((child) => child.kind === "variant");
  const [match] = entity.matchOn;
  const { options } = entity;
  const [option] = variant?.variantOptions ?? [];
  const value = match === undefined ? undefined : valueAt(sample.record, match.remote);
  const defaultValue = textOf(options?.default_value);
  if (variant?.path === undefined || match === undefined || typeof value !== "string") return undefined;
  if (options === undefined || option === undefined || defaultValue === undefined) return undefined;
  const entry: SampleRecord = {};
  put(entry, textOf(options.name) ?? "name", "Title");
  put(entry, textOf(options.values) ?? "values", [defaultValue]);
  return {
    model: variant.names.bindingModel,
    path: variant.path,
    optionsPath: textOf(options.path) ?? "options",
    options: [entry],
    option,
    optionValue: defaultValue,
    field: match.odoo,
    value: first(value),
  };
}

/** Runs as people and the clock start them. */
function syncTest(context: PlanContext): AddonFile[] {
  const { spec } = context;
  const imported = spec.entities.filter((entity) => entity.imports && entity.endpoints.list !== undefined);
  const [firstEntity, ...others] = imported;
  if (firstEntity === undefined) return [];
  return [
    {
      path: "tests/test_sync.py",
      template: "tests/test_sync.py",
      data: {
        isPaged: isPaged(spec),
        models: imported.map((entity) => entity.names.bindingModel),
        others: others.map((entity) => `sync_${entity.names.plural}`),
        firstModels: [firstEntity.names.bindingModel],
        firstModel: firstEntity.names.bindingModel,
        cron: `${spec.names.addon}.${firstEntity.names.xml.cron}`,
        first: pagedTest(context, imported),
      },
    },
  ];
}

/** An entity whose records need no others, to go through page by page. */
function pagedTest(
  context: PlanContext,
  imported: readonly ResolvedEntity[],
): Readonly<Record<string, unknown>> | undefined {
  const entity = imported.find(({ kind, endpoints }) => PLAIN_KINDS.has(kind) && endpoints.get !== undefined);
  if (entity === undefined) return undefined;
  const exported = exportTest(context, entity);
  return {
    name: entity.name,
    plural: entity.names.plural,
    model: entity.names.bindingModel,
    odoo: entity.model,
    exports: exported !== undefined,
    values: exported?.values,
  };
}

/** Levels on the records of variants, where the product has some, else on its own. */
function stockOnProductTest(spec: ResolvedSpec, entity: ResolvedEntity): AddonFile[] {
  const product = spec.entities.find((candidate) => candidate.name === entity.stock?.product);
  const variant = product?.children.find((child) => child.kind === "variant");
  const { stock } = entity;
  const managed = isObject(stock?.managed) ? stock.managed : undefined;
  if (product === undefined || variant?.path === undefined || stock === undefined) return [];
  return [
    {
      path: `tests/test_${entity.name}.py`,
      template: "tests/test_stock_on_product.py",
      data: {
        entity,
        product,
        needed: neededOf(spec, product),
        variant,
        quantity: textOf(stock.quantity) ?? "quantity",
        managedPath: textOf(managed?.path),
        managedValue: managed?.equals ?? true,
        unmanagedValue: managed?.equals === true ? false : null,
        isExported: spec.exports.some((exported) => exported.entity === entity.name),
      },
    },
  ];
}

function stockTest(spec: ResolvedSpec, entity: ResolvedEntity): AddonFile[] {
  const variant = spec.bindings.find((candidate) => candidate.name === entity.stock?.product);
  const product = spec.bindings.find((candidate) => candidate.name === (variant?.parent ?? variant?.name));
  const { stock } = entity;
  if (stock?.on_product === true) return stockOnProductTest(spec, entity);
  if (variant === undefined || product?.endpoints.list === undefined || stock === undefined) return [];
  const facts = stockOf(spec, entity);
  const location = Object.values(entity.listParams).flatMap((value) => [...value.matchAll(/\{(\w+)\}/g)]);
  const field = location[0]?.[1];
  return [
    {
      path: `tests/test_${entity.name}.py`,
      template: "tests/test_stock.py",
      data: {
        entity,
        product,
        needed: neededOf(spec, product),
        variant,
        isTemplate: variant.model === "product.template",
        stock: facts,
        isNumber: facts.number_ids === true,
        location: (field === undefined ? undefined : backendValues(spec)[field]) ?? LOCATION,
        isMapped: stock.location !== undefined && mapsLocations(spec),
        otherLocation: "7002",
        isExported: spec.exports.some((exported) => exported.entity === entity.name),
      },
    },
  ];
}

/** The mapping tables of a backend: what is read, met, mapped and missing. */
function mappingTest(spec: ResolvedSpec): AddonFile[] {
  if (spec.tables.length === 0) return [];
  const isOfRecords = ({ models }: ResolvedTable): boolean => models.length > 0;
  const values = spec.tables.find((table) => !isOfRecords(table) && table.facts.missing === "default");
  const known = values?.facts.values;
  const [knownKey, knownValue] = isObject(known) ? (Object.entries(known)[0] ?? []) : [];
  const listed = listedTables(spec).find(({ resource }) => typeof resource?.id === "string");
  const named = textOf(listed?.facts.name) ?? "name";
  const record = (number: number): SampleRecord => {
    const made: SampleRecord = {};
    put(made, textOf(listed?.facts.id) ?? "id", `k${number}`);
    put(made, named, `Remote ${number}`);
    const rate = textOf(listed?.facts.rate);
    if (rate !== undefined) put(made, rate, number);
    return made;
  };
  // Of these, every company has a record, or one can be made.
  const ofRecords = spec.tables.find(({ name }) => name === "location" || name === "tax");
  return [
    {
      path: "tests/test_mappings.py",
      template: "tests/test_mappings.py",
      data: {
        codes: spec.tables.map(({ name }) => name),
        listed: listed === undefined ? undefined : { ...listed, isOfRecords: isOfRecords(listed), named },
        // More than a page of the system's.
        records:
          listed === undefined ? [] : (listed.resource?.pagination === undefined ? [1, 2, 3, 4] : [1, 2]).map(record),
        ofRecords,
        values,
        knownKey,
        knownValue,
        fallback: values?.facts.default ?? null,
      },
    },
  ];
}

/** Transfers of an article or a variant: exported, followed, cancelled. */
function pickingTest(spec: ResolvedSpec, entity: ResolvedEntity): AddonFile[] {
  const data = entity.picking?.data ?? {};
  const lines = isObject(data.lines) ? data.lines : {};
  const status = isObject(data.status) ? data.status : undefined;
  const productModel = isObject(lines.product) ? lines.product.model : undefined;
  const bound = spec.bindings.find((candidate) => candidate.names.bindingModel === productModel);
  const product = spec.entities.find((candidate) => candidate.name === (bound?.parent ?? bound?.name));
  if (bound === undefined || product?.imports !== true || product.endpoints.list === undefined) return [];
  const name = entity.picking?.address.find((mapping) => mapping.odoo === "name" && mapping.transforms.length === 0);
  const tracking = entity.mapping.find((mapping) => mapping.imports && mapping.odoo === "carrier_tracking_ref");
  const first = (words: Data | undefined): Data | undefined =>
    Array.isArray(words) ? (words as Data[])[0] : undefined;
  const operation = { incoming: "in_type_id", internal: "int_type_id" }[textOf(data.type) ?? ""] ?? "out_type_id";
  const isExported =
    spec.exports.some((exported) => exported.entity === entity.name) && entity.endpoints.create !== undefined;
  return [
    {
      path: `tests/test_${entity.name}.py`,
      template: "tests/test_picking.py",
      data: {
        entity,
        product,
        productModel,
        isTemplate: bound.model === "product.template",
        operation,
        // Then products are storable, and have to be there.
        keepsStock: spec.entities.some((candidate) => candidate.kind === "stock"),
        lines,
        status,
        isExported,
        isFollowed: entity.imports && status !== undefined,
        canCancel: entity.endpoints.cancel !== undefined,
        carrier: spec.tables.some(({ name: table }) => table === "carrier") ? textOf(data.carrier) : undefined,
        shippedStatus: first(status?.done) ?? null,
        cancelledStatus: first(status?.cancelled),
        tracking: tracking?.transforms.length === 0 ? tracking.remote[0] : undefined,
        addressName: name === undefined ? undefined : `${textOf(data.address) ?? ""}.${name.remote[0] ?? ""}`,
      },
    },
  ];
}

/** A request as verb and path. */
function requestParts(block: Data | undefined): Readonly<Record<string, string>> | undefined {
  const [verb, path] = (isObject(block) ? (textOf(block.request) ?? "") : "").split(" ");
  return verb === undefined || path === undefined ? undefined : { verb, path: pathOf(path) };
}

/** Deliveries of an imported order: told once, in parts, and not twice after a lost answer. */
function fulfilmentTest(spec: ResolvedSpec, entity: ResolvedEntity): AddonFile[] {
  const block = entity.fulfilment ?? {};
  const order = spec.entities.find((candidate) => candidate.names.bindingModel === block.order_model);
  const data = order?.order?.data;
  const lines = isObject(data?.lines) ? data.lines : undefined;
  const isExported = spec.exports.some((exported) => exported.entity === entity.name);
  if (order === undefined || lines === undefined || !isExported || entity.endpoints.create === undefined) return [];
  const { open, known } = block;
  const openStatus = isObject(open) && Array.isArray(open.open) ? (open.open as readonly Data[])[0] : undefined;
  return [
    {
      path: `tests/test_${entity.name}.py`,
      template: "tests/test_fulfilment.py",
      data: {
        entity,
        order,
        needed: neededOf(spec, order),
        currency: textOf(data?.currency) ?? "currency",
        orderLines: { path: lines.path, id: lines.id, quantity: lines.quantity },
        lineModel: block.line_model,
        open,
        openStatus,
        openRequest: requestParts(open),
        known: isObject(known) ? known : {},
        knownRequest: requestParts(known),
        complete: requestParts(block.complete),
        completeSkip:
          isObject(block.complete) && Array.isArray(block.complete.skip) ? String(block.complete.skip[0]) : undefined,
        notify: block.notify,
        lines: block.lines,
        tracking: block.tracking ?? {},
        text: block.text,
        idPath: typeof entity.id === "string" ? entity.id : "id",
        canUpdate: entity.endpoints.update !== undefined,
      },
    },
  ];
}

/** Orders of Odoo that go out after their customer and products. */
function orderExportTest(spec: ResolvedSpec, entity: ResolvedEntity): AddonFile[] {
  const isOffered = spec.exports.some((exported) => exported.entity === entity.name && exported.model === entity.model);
  const { lines, customer } = entity.order?.data ?? {};
  const rules = entity.export;
  const isPlain = rules?.required.length === 0 && Object.keys(rules.patterns).length === 0;
  if (!isOffered || !isPlain || entity.endpoints.create === undefined || !isObject(lines)) return [];
  const of = (model: Data | undefined) =>
    spec.entities.find((other) => other.exports && other.names.bindingModel === model);
  const product = isObject(lines.product) ? of(lines.product.parent_model ?? lines.product.model) : undefined;
  const buyer = isObject(customer) ? of(customer.model) : undefined;
  if (product === undefined || buyer === undefined || !isObject(customer)) return [];
  const { discount } = lines;
  const isWritten =
    isObject(discount) &&
    discount.path !== undefined &&
    !entity.readOnly.includes(`${textOf(lines.path) ?? ""}[].${textOf(discount.path) ?? ""}`);
  return [
    {
      path: `tests/test_${entity.name}_export.py`,
      template: "tests/test_order_export.py",
      data: {
        entity,
        lines: textOf(lines.path),
        quantity: textOf(lines.quantity),
        price: textOf(lines.price),
        // The amounts of a whole line, after its discount and before it.
        whole: isObject(lines.price)
          ? (textOf(isObject(discount) ? discount.after : undefined) ?? textOf(lines.price.total))
          : undefined,
        before: isObject(discount) ? textOf(discount.before) : undefined,
        isSimple: isObject(lines.product) && hasSimpleProducts(spec, entity),
        variant: isObject(lines.product) ? textOf(lines.product.path) : undefined,
        discount: isWritten ? discount : undefined,
        customer: {
          entity: buyer.name,
          model: buyer.names.bindingModel,
          path: [textOf(customer.path), textOf(customer.id)].filter(Boolean).join("."),
        },
        product: { entity: product.name },
      },
    },
  ];
}

/** Signatures over the bare body, which a test can make in three lines. */
function webhookTest(spec: ResolvedSpec): AddonFile[] {
  const scheme = spec.system.webhooks;
  const signature = scheme?.signature;
  const topic = scheme?.topic;
  const secret = spec.system.fields.find((field) => isObject(signature) && field.name === signature.secret);
  const webhook = spec.webhooks.find(
    ({ entity: name, event }) =>
      event === "created" &&
      spec.entities.some(
        (entity) =>
          entity.name === name &&
          !["order", "picking", "invoice", "payment"].includes(entity.kind) &&
          entity.endpoints.get !== undefined,
      ),
  );
  const entity = spec.entities.find((candidate) => candidate.name === webhook?.entity);
  const isTestable =
    isObject(signature) &&
    signature.kind === "hmac" &&
    signature.payload === "{body}" &&
    isObject(topic) &&
    topic.in === "header";
  if (!isTestable || secret === undefined || webhook === undefined || entity === undefined) return [];
  const tenant = isObject(scheme?.tenant) && scheme.tenant.in === "header" ? scheme.tenant : undefined;
  const delivery = isObject(scheme?.delivery_id) && scheme.delivery_id.in === "header" ? scheme.delivery_id : undefined;
  return [
    {
      path: "tests/test_webhook.py",
      template: "tests/test_webhook.py",
      data: {
        entity,
        needed: neededOf(spec, entity),
        topic: webhook.topic,
        topicHeader: textOf(topic.name),
        signatureHeader: textOf(signature.header),
        algorithm: textOf(signature.algorithm) ?? "sha256",
        isBase64: signature.encoding === "base64",
        encoded: signature.encoding === "base64" ? "base64.b64encode(digest).decode()" : "digest.hex()",
        secretValue: testValue(secret),
        tenantHeader: textOf(tenant?.name),
        tenantValue: backendValues(spec)[textOf(tenant?.field) ?? ""],
        deliveryHeader: textOf(delivery?.name),
      },
    },
  ];
}

/** What the mock serves: documents are made up by their blocks. */
function recordOf(spec: ResolvedSpec, entity: ResolvedEntity, sample: EntitySample): SampleRecord {
  if (entity.order !== undefined) return orderSample(spec, entity);
  if (entity.invoice !== undefined) return invoiceSample(spec, entity);
  return entity.payment === undefined ? sample.record : paymentSample(spec, entity);
}

/** tests/: the connector against a mock of its system on this machine, both made of the spec's facts. */
export function tests(context: PlanContext): AddonFile[] {
  const { spec } = context;
  const entities = spec.entities.filter((entity) => Object.keys(entity.endpoints).length > 0);
  const sampled = entities.filter((entity) => entity.kind !== "stock" && entity.kind !== "fulfilment");
  const samples = sampled.map((entity) => ({ entity, sample: entitySample(spec, entity) }));
  // The mock reads credentials; it does not check signatures, the runtime's own tests do.
  const secret = spec.system.fields.find(
    (field) =>
      spec.system.auth.kind !== "oauth1" &&
      field.secret &&
      JSON.stringify(spec.system.auth).includes(`{${field.name}}`),
  );
  return [
    mockServer(context, entities),
    {
      path: "tests/samples.py",
      template: "tests/samples.py",
      data: {
        samples: samples.flatMap(({ entity, sample }) => [
          {
            entity: entity.name,
            record: recordOf(spec, entity, sample),
            expected: Object.fromEntries(sample.expected.map(({ field, value }) => [field, value])),
          },
          ...refundTest(spec, entity).map((file) => ({
            entity: file.data?.sample,
            record: refundSample(spec, entity),
            expected: {},
          })),
        ]),
      },
    },
    {
      path: "tests/common.py",
      template: "tests/common.py",
      data: {
        values: backendValues(spec),
        hasExports: spec.exports.length > 0,
        hasConflicts: spec.entities.some(isMerged),
        referred: sampled
          .map((entity) => ({ name: entity.name, others: referredBy(spec, entity) }))
          .filter(({ others }) => others.length > 0),
        hasAccounting: spec.entities.some((entity) => entity.kind === "invoice" || entity.kind === "payment"),
        // Levels of locations that nobody has mapped are not ours.
        location: mapsLocations(spec) ? LOCATION : undefined,
      },
    },
    {
      path: "tests/test_connection.py",
      template: "tests/test_connection.py",
      data: {
        patterned: spec.system.fields.find((field) => field.pattern !== undefined && field.type === "char")?.name,
        secret: secret?.name,
        secretValue: secret === undefined ? undefined : testValue(secret),
      },
    },
    ...syncTest(context),
    ...samples.flatMap(({ entity, sample }) => {
      const isRead = entity.imports && entity.endpoints.list !== undefined;
      if (entity.kind === "order")
        return [
          ...(isRead ? [orderTest(spec, entity), ...refundTest(spec, entity)] : []),
          ...orderExportTest(spec, entity),
        ];
      if (entity.kind === "invoice") return [invoiceTest(spec, entity)];
      if (entity.kind === "payment") return isRead ? [paymentTest(spec, entity)] : [];
      if (entity.kind === "picking") return pickingTest(spec, entity);
      return isRead || exportTest(context, entity) !== undefined ? [entityTest(context, entity, sample)] : [];
    }),
    ...entities.filter((entity) => entity.kind === "fulfilment").flatMap((entity) => fulfilmentTest(spec, entity)),
    ...entities.filter((entity) => entity.kind === "stock").flatMap((entity) => stockTest(spec, entity)),
    ...mappingTest(spec),
    ...webhookTest(spec),
  ];
}
