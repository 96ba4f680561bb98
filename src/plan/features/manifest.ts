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
  return ["generic_connector", ...[...needed].filter((module) => !brought.includes(module)).sort()];
}

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
        dataFiles: LOAD_STAGES.flatMap(loaded),
        demoFiles: loaded("demo"),
        covered: enumeration(spec.entities.map((entity) => entity.names.labelPlural.toLowerCase())),
      },
      ownership: "patched",
    },
  ];
}

/** The `__init__.py` of every folder with Python files, made of the files that the other features planned. */
export function packages(_context: PlanContext, files: readonly AddonFile[]): AddonFile[] {
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
