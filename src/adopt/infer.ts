/** What a connector that this tool did not make says of itself in its code. What it does not say is listed, never guessed. */
import type { AddonModel, ComponentClass, ModelClass } from "../addon/types.ts";
import { textOf } from "../parse/python/walk.ts";
import { classNameOf, connectorNameProblem, entityNameProblem, suggestName, tableOf } from "../spec/naming.ts";
import { Code, type Fact, type Unknown } from "./facts.ts";
import { type Mapped, mappingOf } from "./mapping.ts";
import { type Endpoints, endpointsOf, type Kind } from "./requests.ts";
import { appliesOn, isOf, type Role, roleOf } from "./roles.ts";
import { type SystemFacts, systemOf } from "./system.ts";

export interface InferredEntity {
  readonly name: string;
  readonly model: Fact<string>;
  readonly binding: Fact<string>;
  readonly direction?: Fact<"import" | "export" | "both">;
  readonly endpoints: Endpoints;
  readonly mapping: readonly Mapped[];
  readonly kept: readonly string[];
}

export interface Inferred {
  readonly addon: string;
  /** Namespace of everything that is generated: no model of the addon begins with it. */
  readonly name: string;
  readonly backend: Fact<string>;
  /** Keys of `connector`: what the manifest says, and what is known of the system. */
  readonly connector: Readonly<
    Partial<
      Record<"title" | "summary" | "author" | "website" | "license" | "system" | "type", Fact<string> | undefined>
    >
  >;
  readonly system: SystemFacts;
  readonly entities: readonly InferredEntity[];
  readonly routes: readonly Fact<string>[];
  readonly unknown: readonly Unknown[];
}

/** Bases of bindings, in OCA's connector and in the runtime. */
const isBindingBase = (model: string): boolean =>
  model === "external.binding" || /^generic(?:\.\w+)*\.binding$/.test(model);

/** Fields that every binding has. */
const OF_BINDINGS = new Set(["backend_id", "odoo_id", "external_id", "sync_date", "company_id"]);

/** Requests that no entity of a direction needs. */
const OTHER_WAY: Readonly<Record<"import" | "export" | "both", readonly Kind[]>> = {
  import: ["create", "update", "delete"],
  export: ["list", "get"],
  both: [],
};

/** @param backend the backend's own model, one of `backendsOf` */
export function infer(addon: AddonModel, code: Code, backend: ModelClass): Inferred {
  const model = backend.model ?? "";
  const unknowns: Unknown[] = [];
  const unknown = (one: Unknown): void => {
    unknowns.push(one);
  };
  const components = code.components.filter((one) => one.isConcrete && isOf(code, one, model));
  const withRole = components.map((component) => ({ component, role: roleOf(code, component) }));
  const adapters = withRole.filter(({ role }) => role === "adapter").map(({ component }) => component);
  const entities = entitiesOf(code, model, withRole, adapters, unknown);
  if (entities.length === 0) {
    unknown({
      key: "adopted.entities",
      why: "no model inherits external.binding or a binding of the runtime",
      look: "what the connector exchanges cannot be told",
    });
  }
  const system = systemOf(code, code.classesOf(model), adapters, unknown);
  const routes = addon.routes.flatMap((route) => route.paths.map((path) => ({ value: path.text, at: code.at(path) })));
  if (routes.length > 0) {
    unknown({
      key: "system.webhooks",
      why: "how the system signs what it delivers stands in code",
      look: routes.map(({ at }) => at).join(", "),
    });
  }
  return {
    addon: addon.name,
    name: freeName(addon, model),
    backend: { value: model, at: code.at(backend) },
    connector: manifestOf(addon, code, unknown),
    system,
    entities,
    routes,
    unknown: unknowns,
  };
}

/** A name that no model, class or folder of the addon has yet. */
function freeName(addon: AddonModel, backend: string): string {
  const prefix = suggestName(backend.replace(/\.backend$/, "").replaceAll(".", "_")).slice(0, 24);
  for (let number = 1; ; number += 1) {
    const name = `${prefix}_api${number === 1 ? "" : String(number)}`;
    const className = classNameOf(name);
    const isTaken =
      connectorNameProblem(name) !== undefined ||
      addon.models.some((one) => one.model?.startsWith(`${name}.`) === true || one.className.startsWith(className)) ||
      addon.components.some((one) => one.name?.text.startsWith(`${name}.`)) ||
      [...addon.files.keys()].some((path) => path.startsWith(`${name}/`) || path === `${name}.py`);
    if (!isTaken) return name;
  }
}

function manifestOf(addon: AddonModel, code: Code, unknown: (one: Unknown) => void): Inferred["connector"] {
  const word = (key: string): Fact<string> | undefined => {
    const entry = addon.manifest?.keys.get(key);
    const value = textOf(entry?.value)?.replaceAll(/\s+/g, " ").trim();
    if (entry === undefined || value === undefined || value === "") return undefined;
    return { value, at: code.at(entry.key) };
  };
  unknown({
    key: "connector.type",
    why: "the code does not say what kind of system it is",
    look: "write ecommerce, logistics, accounting, crm or payment, or give it with --type",
    isNeeded: true,
  });
  const title = word("name");
  // The manifest that is generated says what it is behind the title.
  const short = title?.value.replace(/ connector$/i, "");
  return {
    title: title === undefined || short === undefined ? undefined : { ...title, value: short },
    summary: word("summary"),
    author: word("author"),
    website: word("website"),
    license: word("license"),
  };
}

// --------------------------------------------------------------------------------------------------------- entities

interface WithRole {
  readonly component: ComponentClass;
  readonly role: Role | undefined;
}

function entitiesOf(
  code: Code,
  backend: string,
  withRole: readonly WithRole[],
  adapters: readonly ComponentClass[],
  unknown: (one: Unknown) => void,
): InferredEntity[] {
  const found: InferredEntity[] = [];
  const taken = new Set<string>();
  for (const binding of code.models) {
    if (!binding.isNew || binding.kind !== "model" || binding.model === undefined) continue;
    if (![...code.ancestorsOf(binding)].some(isBindingBase)) continue;
    const classes = code.classesOf(binding.model);
    const owner = fieldOf(classes, "backend_id")?.comodel?.text;
    if (owner !== undefined && owner !== backend) continue;
    const target = targetOf(classes);
    const at = code.at(binding);
    if (target === undefined) {
      unknown({ key: "adopted.entities", why: `${binding.model} does not say which model of Odoo it binds`, look: at });
      continue;
    }
    const applied = withRole.filter(({ component }) =>
      appliesOn(code, component)?.some(({ text }) => text === binding.model),
    );
    const name = nameOf(binding, backend, applied, taken);
    taken.add(name);
    const of = (...roles: readonly Role[]): ComponentClass[] =>
      applied.filter(({ role }) => role !== undefined && roles.includes(role)).map(({ component }) => component);
    const [importing] = [...of("importer"), ...of("importMapper")];
    const [exporting] = [...of("exporter"), ...of("exportMapper")];
    const endpoints = endpointsOf(
      code,
      name,
      of("adapter"),
      adapters.filter((one) => appliesOn(code, one) === undefined),
      unknown,
    );
    const shown = importing ?? exporting;
    const seen = importing && exporting ? "both" : importing ? "import" : exporting ? "export" : undefined;
    // A mapper by itself serves another entity's importer or exporter: it does not say that nothing goes the other way.
    const other = OTHER_WAY[seen ?? "both"].find((kind) => endpoints[kind] !== undefined);
    const isOpen = other !== undefined && of("importer", "exporter").length === 0;
    const direction = isOpen ? undefined : seen;
    if (direction === undefined) {
      unknown({
        key: `adopted.entities.${name}.direction`,
        why: isOpen
          ? `nothing but a mapper (${seen ?? ""}) applies on ${binding.model} by itself, and its adapter has a request to ${other}`
          : `no importer, exporter or mapper applies on ${binding.model} by itself`,
        look: at,
      });
    }
    found.push({
      name,
      model: target,
      binding: { value: binding.model, at },
      ...(direction !== undefined && shown !== undefined && { direction: { value: direction, at: code.at(shown) } }),
      endpoints,
      mapping: mappingOf(
        code,
        name,
        [
          ...of("importMapper").map((mapper) => ({ way: "import" as const, mapper })),
          ...of("exportMapper").map((mapper) => ({ way: "export" as const, mapper })),
        ],
        unknown,
      ),
      kept: [...new Set(classes.flatMap((one) => [...one.fields.keys()]))].filter((field) => !OF_BINDINGS.has(field)),
    });
  }
  return found;
}

const fieldOf = (classes: readonly ModelClass[], name: string): ReturnType<ModelClass["fields"]["get"]> =>
  classes.find((one) => one.fields.has(name))?.fields.get(name);

/** The model of Odoo that a binding stands for. */
function targetOf(classes: readonly ModelClass[]): Fact<string> | undefined {
  const delegated = classes.flatMap(({ inherits }) => inherits);
  const link = fieldOf(classes, "odoo_id");
  const model = (delegated.find(({ field }) => field.text === "odoo_id") ?? delegated[0])?.model ?? link?.comodel;
  return model === undefined ? undefined : { value: model.text, at: model.file };
}

/** What an entity is called: as the binding, its file or its components say, else as its model is. */
function nameOf(
  binding: ModelClass,
  backend: string,
  applied: readonly WithRole[],
  taken: ReadonlySet<string>,
): string {
  const prefix = backend.replace(/\.backend$/, "");
  const [, file] = /(?:^|\/)(\w+)_binding\.py$/.exec(binding.file) ?? [];
  const component = applied
    .map(({ component: one }) => one.name?.text ?? "")
    .map(
      (text) =>
        /^(.+?)\.(?:(?:batch|record)\.)?(?:importer|exporter|import\.mapper|export\.mapper|adapter)$/.exec(text)?.[1],
    )
    .find((text) => text?.startsWith(`${prefix}.`) === true);
  const model = binding.model ?? "";
  const own = model.startsWith(`${prefix}.`) ? model.slice(prefix.length + 1) : model;
  const candidates = [
    textOf(binding.attributes.get("_entity")?.value),
    file,
    component?.slice(prefix.length + 1).replaceAll(".", "_"),
    tableOf(own),
    tableOf(model),
  ];
  const free = candidates.find((one) => one !== undefined && entityNameProblem(one) === undefined && !taken.has(one));
  if (free !== undefined) return free;
  const base = suggestName(model).slice(0, 28);
  for (let number = 2; ; number += 1) if (!taken.has(`${base}_${number}`)) return `${base}_${number}`;
}
