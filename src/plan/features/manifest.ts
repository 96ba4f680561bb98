import type { ResolvedEntity } from "../../spec/resolved.ts";
import { type AddonFile, LOAD_STAGES, type PlanContext } from "../context.ts";
import { enumeration, pieces } from "../text.ts";

/** Fields that the runtime reads or writes whatever the mapping says. */
function fieldsOfKind(entity: ResolvedEntity): readonly string[] {
  if (entity.kind === "fulfilment") return ["sale_id", "carrier_id"];
  return entity.kind === "picking" && entity.picking?.data.carrier !== undefined ? ["carrier_id"] : [];
}

/** Modules of the models and fields that an entity stands on. */
function modulesOf({ modules }: PlanContext, entity: ResolvedEntity): (string | undefined)[] {
  return [
    modules.moduleOf(entity.model),
    modules.moduleOf(entity.specModel),
    ...entity.mapping.map((mapping) => modules.moduleOfField(entity.model, mapping.odoo)),
    ...fieldsOfKind(entity).map((field) => modules.moduleOfField(entity.model, field)),
  ];
}

/** What the manifest depends on: the runtime and the modules of its models, without those that another one brings. */
export function dependencies(context: PlanContext): string[] {
  const { spec, modules } = context;
  const needed = new Set<string>();
  for (const entity of spec.bindings) {
    for (const module of modulesOf(context, entity)) if (module !== undefined) needed.add(module);
  }
  for (const { model } of spec.exports) {
    const module = modules.moduleOf(model);
    if (module !== undefined) needed.add(module);
  }
  for (const model of spec.tables.flatMap((table) => table.models)) {
    const module = modules.moduleOf(model);
    if (module !== undefined) needed.add(module);
  }
  needed.delete("base");
  const brought = [...needed].filter((module) =>
    [...needed].some((other) => other !== module && modules.needs(other).has(module)),
  );
  // Until it grows, an adopted addon needs nothing of this tool.
  const runtime = spec.adopted !== undefined && spec.entities.length === 0 ? [] : ["generic_connector"];
  return [...runtime, ...[...needed].filter((module) => !brought.includes(module)).sort()];
}

/** The name under which the addon knows its hook: the owner of adopted code may have one already. */
const hookOf = ({ adopted }: PlanContext["spec"]): string =>
  adopted === undefined ? "uninstall_hook" : `uninstall_${adopted.folder}`;

/** __manifest__.py: made last, because it names the data files of all other features. */
export function manifest(context: PlanContext, files: readonly AddonFile[]): AddonFile[] {
  const { spec } = context;
  const loaded = (stage: AddonFile["load"]) => files.filter((file) => file.load === stage).map((file) => file.path);
  return [
    {
      path: "__manifest__.py",
      template: "__manifest__.py",
      data: {
        summary: spec.connector.summary,
        // Too long for a line of its own.
        summaryPieces: spec.connector.summary.length > 68 ? pieces(spec.connector.summary, 8) : [],
        depends: dependencies(context),
        hook: files.some((file) => file.path.endsWith("hooks.py")) ? hookOf(spec) : undefined,
        dataFiles: LOAD_STAGES.flatMap(loaded),
        demoFiles: loaded("demo"),
        covered: enumeration(spec.entities.map((entity) => entity.names.labelPlural.toLowerCase())),
      },
      ownership: "patched",
    },
  ];
}

/** The `__init__.py` of every folder with Python files, made of the files that the other features planned. */
export function packages({ spec }: PlanContext, files: readonly AddonFile[]): AddonFile[] {
  if (spec.adopted === undefined) return packagesIn(files);
  const { folder } = spec.adopted;
  const below = `${folder}/`;
  const own = files.filter(({ path }) => path.startsWith(below));
  const inner = packagesIn(own.map((file) => ({ ...file, path: file.path.slice(below.length) })));
  const tests = own
    .flatMap(({ path }) => /\/tests\/test_(\w+)\.py$/.exec(path)?.[1] ?? [])
    .sort()
    // The owner may have a module of that name, and Odoo finds tests by the names of this one.
    .map((name) => ({ module: `test_${name}`, alias: `test_${folder}_${name}` }));
  const isGrown = own.length > 0;
  const shared = (path: string, template: string, data: AddonFile["data"]): AddonFile => ({
    path,
    template: `adopted/${template}.py`,
    data: { folder, ...data },
    ownership: "patched",
  });
  const root = shared("__init__.py", "__init__", { isGrown });
  if (!isGrown) return [root];
  // Odoo looks for tests in this folder only.
  return [
    root,
    shared("tests/__init__.py", "tests", { tests }),
    ...inner.map((file) => ({ ...file, path: below + file.path })),
  ];
}

function packagesIn(files: readonly AddonFile[]): AddonFile[] {
  const folders = new Map<string, string[]>();
  for (const { path } of files) {
    const [, folder, module] = /^(\w+)\/(\w+)\.py$/.exec(path) ?? [];
    if (folder !== undefined && module !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), module]);
  }
  const loaded = [...folders.keys()].filter((folder) => folder !== "tests").sort();
  const hasHooks = files.some((file) => file.path === "hooks.py");
  return [
    {
      path: "__init__.py",
      template: "__init__.py",
      data: { modules: loaded, hooks: hasHooks ? ["uninstall_hook"] : [] },
      ownership: "patched",
    },
    ...[...folders.entries()].map(([folder, modules]): AddonFile => ({
      path: `${folder}/__init__.py`,
      template: "__init__.py",
      data: {
        modules: modules.filter((module) => folder !== "tests" || module.startsWith("test_")).sort(),
        hooks: [],
      },
      ownership: "patched",
    })),
  ];
}
