import { spawnSync } from "node:child_process";
import { SaxesParser } from "saxes";
import { beforeAll, describe, expect, it } from "vitest";
import { ODOO_VERSIONS, type OdooVersion } from "../../../src/odoo/capabilities.ts";
import type { Tree } from "../../generated/trees.ts";
import { generate, indexOf, PLAIN, readSpec, SHOPIFY } from "./generate.ts";

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every tag of a document in order; throws where it is not well-formed. */
function tagsOf(xml: string): Tag[] {
  const tags: Tag[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => tags.push({ name: tag.name, attributes: tag.attributes }));
  parser.write(xml).close();
  return tags;
}

const dataFiles = (tree: Tree): string[] => {
  const [, list = ""] = /"data": \[([^\]]*)\]/.exec(tree.get("__manifest__.py") ?? "") ?? [];
  return [...list.matchAll(/"([^"]+)"/g)].map(([, path = ""]) => path);
};

const pythonFiles = (tree: Tree): [string, string][] => [...tree].filter(([path]) => path.endsWith(".py"));

interface Case {
  readonly path: string;
  readonly version: OdooVersion;
  readonly name: string;
}

const cases: readonly Case[] = ODOO_VERSIONS.flatMap((version) => [
  { path: SHOPIFY, version, name: "the Shopify connector" },
  { path: PLAIN, version, name: "a connector of plain entities" },
]);

const trees = new Map<string, Tree>();
const treeOf = (path: string, version: OdooVersion): Tree => trees.get(path + version) ?? new Map<string, string>();

beforeAll(async () => {
  for (const { path, version } of cases) trees.set(path + version, await generate(path, version));
}, 60_000);

describe.each(cases)("$name for Odoo $version", ({ path: spec, version }) => {
  it("is Python that compiles, without a stub", () => {
    const files = pythonFiles(treeOf(spec, version));
    const script =
      "import sys, json\nfor path, text in json.load(sys.stdin):\n    compile(text, path, 'exec', dont_inherit=True)";
    const result = spawnSync("python3", ["-c", script], { input: JSON.stringify(files), encoding: "utf8" });
    expect(result.stderr).toBe("");
    expect(result.status).toBe(0);
    for (const [path, text] of files) {
      expect(text, path).not.toMatch(/^\s*pass$|\bTODO\b|FIXME|NotImplemented|implement (?:here|this|me)/im);
    }
  });

  it("passes ruff's check, imports laid out as the OCA does", async () => {
    const { PositionEncoding, Workspace } = await import("@astral-sh/ruff-wasm-nodejs");
    const workspace = new Workspace(
      {
        "line-length": 88,
        "target-version": "py310",
        lint: {
          select: ["E", "F", "W", "I", "B", "UP"],
          isort: {
            "section-order": [
              "future",
              "standard-library",
              "third-party",
              "odoo",
              "odoo-addons",
              "first-party",
              "local-folder",
            ],
            sections: { odoo: ["odoo"], "odoo-addons": ["odoo.addons"] },
          },
        },
      },
      PositionEncoding.Utf16,
    );
    for (const [path, text] of pythonFiles(treeOf(spec, version))) {
      const found = (workspace.check(text) as { code: string; message: string }[])
        // What Odoo's own files look like: packages import to load, a manifest is a bare dictionary.
        .filter(({ code }) => !(path.endsWith("__init__.py") && code === "F401"))
        .filter(({ code }) => !(path === "__manifest__.py" && code === "B018"));
      expect(found, path).toEqual([]);
    }
  });

  it("names in its manifest every data file, and only those", () => {
    const tree = treeOf(spec, version);
    const listed = dataFiles(tree);
    const shipped = [...tree.keys()].filter((path) => /\.(?:xml|csv)$/.test(path) && !path.startsWith("demo/"));
    expect([...listed].sort()).toEqual(shipped.sort());
    const manifest = tree.get("__manifest__.py") ?? "";
    for (const path of tree.keys())
      if (path.startsWith("demo/")) expect(manifest).toMatch(new RegExp(`"demo": \\[\\s*"${path}"`));
  });

  it("defines each XML id once, before it is used", () => {
    const tree = treeOf(spec, version);
    const defined = new Set<string>();
    const models = [...tree.values()].flatMap((text) =>
      [...text.matchAll(/^ {4}_name = "([\w.]+)"$/gm)].map(([, name = ""]) => `model_${name.replaceAll(".", "_")}`),
    );
    for (const path of dataFiles(tree)) {
      const text = tree.get(path) ?? "";
      if (path.endsWith(".csv")) {
        const [, ...rows] = text.trim().split("\n");
        for (const row of rows) {
          const [id = "", , model = ""] = row.split(",");
          expect(defined, `${path}: ${id}`).not.toContain(id);
          defined.add(id);
          expect(models).toContain(model);
        }
        continue;
      }
      for (const { name, attributes } of tagsOf(text)) {
        const { id, ref, parent, action } = attributes;
        const used = [ref, name === "menuitem" ? parent : undefined, name === "menuitem" ? action : undefined];
        for (const reference of used.filter((one) => one !== undefined)) {
          if (reference.includes(".")) continue;
          expect([...defined, ...models], `${path} refers to ${reference}`).toContain(reference);
        }
        const placeholder = /%\((\w+)\)d/.exec(attributes.name ?? "")?.[1];
        if (placeholder !== undefined) expect(defined, `${path} opens ${placeholder}`).toContain(placeholder);
        if (id !== undefined && (name === "record" || name === "menuitem")) {
          expect(defined, `${path} defines ${id}`).not.toContain(id);
          defined.add(id);
        }
      }
    }
  });

  it("says nothing that this version of Odoo lacks", () => {
    const tree = treeOf(spec, version);
    const major = Number.parseInt(version, 10);
    const xml = [...tree].filter(([path]) => path.endsWith(".xml")).map(([, text]) => text);
    const tags = xml.flatMap(tagsOf);
    const names = new Set(tags.map(({ name }) => name));
    const attributes = new Set(tags.flatMap((tag) => Object.keys(tag.attributes)));
    const fields = new Set(tags.filter(({ name }) => name === "field").map((tag) => tag.attributes.name));
    expect(names.has("tree")).toBe(major < 18);
    expect(names.has("list")).toBe(major >= 18);
    expect(attributes.has("attrs")).toBe(major < 17);
    expect(attributes).not.toContain("states");
    expect(fields.has("numbercall")).toBe(major < 18);
    expect(fields.has("groups_id")).toBe(major < 19);
    expect(fields.has("group_ids")).toBe(major >= 19);
    const python = pythonFiles(tree)
      .map(([, text]) => text)
      .join("\n");
    expect(python).not.toContain("_sql_constraints");
    expect(/\bself\.env\._\(/.test(python)).toBe(major >= 18);
    expect(python.includes("def uninstall_hook(env)")).toBe(major >= 17);
  });

  it("maps onto fields that the models of this version have", async () => {
    const index = await indexOf(version);
    const resolved = await readSpec(spec);
    for (const entity of resolved.spec.bindings) {
      for (const { odoo } of entity.mapping) {
        expect(index.field(entity.model, odoo), `${entity.model}.${odoo}`).toBeDefined();
      }
    }
  });

  it("gives every model access rows for users and managers, and a company rule", () => {
    const tree = treeOf(spec, version);
    const access = tree.get("security/ir.model.access.csv") ?? "";
    const rules = tree.get("security/security.xml") ?? "";
    const models = [...tree.entries()]
      .filter(([path]) => path.startsWith("models/"))
      .flatMap(([, text]) => [...text.matchAll(/^ {4}_name = "([\w.]+)"$/gm)].map(([, name = ""]) => name));
    expect(models.length).toBeGreaterThanOrEqual(4);
    for (const model of models) {
      const id = `model_${model.replaceAll(".", "_")}`;
      expect(access).toContain(`${id},connector_base_backend.group_connector_user,1,0,0,0`);
      expect(access).toContain(`${id},connector_base_backend.group_connector_manager,1,1,1,1`);
      expect(rules).toContain(`<field name="model_id" ref="${id}" />`);
    }
  });

  it("comes out the same a second time", async () => {
    expect(await generate(spec, version)).toEqual(treeOf(spec, version));
  });
});

describe.each(ODOO_VERSIONS)("the Shopify connector for Odoo %s", (version) => {
  it("has the files of a whole connector", () => {
    const tree = treeOf(SHOPIFY, version);
    expect(tree.size).toBeGreaterThanOrEqual(40);
    for (const path of [
      "__manifest__.py",
      "connector.yaml",
      "README.rst",
      "readme/DESCRIPTION.rst",
      "static/description/icon.png",
      "static/description/index.html",
      "demo/demo_data.xml",
      "CHANGELOG.md",
      "hooks.py",
      "models/backend.py",
      "models/product_binding.py",
      "models/order_line_binding.py",
      "views/backend_views.xml",
      "views/product_views.xml",
      "views/menu_views.xml",
      "wizards/sync_wizard.py",
      "controllers/webhook_controller.py",
      "components/adapter.py",
      "components/binder.py",
      "components/mapper.py",
      "components/importer.py",
      "components/exporter.py",
      "security/security.xml",
      "security/ir.model.access.csv",
      "data/ir_cron_data.xml",
      "data/queue_job_function_data.xml",
      "tests/common.py",
    ]) {
      expect(tree.has(path), path).toBe(true);
    }
  });

  it("keeps secrets from all but managers", () => {
    const backend = treeOf(SHOPIFY, version).get("models/backend.py") ?? "";
    const form = treeOf(SHOPIFY, version).get("views/backend_views.xml") ?? "";
    for (const secret of ["api_key", "webhook_secret"]) {
      const field = new RegExp(`^ {4}${secret} = fields\\.Char\\(([^]*?)^ {4}\\)`, "m").exec(backend)?.[1] ?? "";
      expect(field).toContain('groups="connector_base_backend.group_connector_manager"');
      expect(field).toContain("copy=False");
      expect(form).toMatch(
        new RegExp(`name="${secret}" password="True" groups="connector_base_backend.group_connector_manager"`),
      );
    }
  });
});
