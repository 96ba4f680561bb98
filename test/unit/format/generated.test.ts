import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { renderPlan } from "../../../src/app/render.ts";
import { indexReader } from "../../../src/app/package.ts";
import { formatFiles, startFormatters } from "../../../src/format/format.ts";
import { isFormattedXml, tidyXml } from "../../../src/format/xml.ts";
import { nodeFileSystem } from "../../../src/fs/node.ts";
import { capabilities, ODOO_VERSIONS, type OdooVersion } from "../../../src/odoo/capabilities.ts";
import { openIndex } from "../../../src/odoo/index.ts";
import { planFramework } from "../../../src/plan/framework.ts";
import { planConnector } from "../../../src/plan/index.ts";
import type { PlannedFile } from "../../../src/plan/types.ts";
import { folderTemplates } from "../../../src/render/folder.ts";
import { createRenderer } from "../../../src/render/renderer.ts";
import type { TemplateSource } from "../../../src/render/template.ts";
import { loadSpec } from "../../../src/spec/load.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import { expectSoundTrees } from "../../generated/sound.ts";
import { addonsOf } from "../../generated/trees.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
/** The known systems that can be generated. */
const SYSTEMS = ["shopify", "woocommerce"];
let templates: TemplateSource;
beforeAll(async () => {
  templates = await folderTemplates(nodeFileSystem, `${root}templates`);
});

async function planFor(version: OdooVersion): Promise<PlannedFile[]> {
  const cap = capabilities(version);
  const modules = await openIndex(version, indexReader(nodeFileSystem));
  const connectors = SYSTEMS.map(async (system) => {
    const specText = readFileSync(`${root}src/systems/${system}.yaml`, "utf8");
    const spec = resolveSpec((await loadSpec(specText, `${system}.yaml`)).spec);
    return planConnector({ spec, cap, modules, specText });
  });
  return [...(await Promise.all(connectors)).flat(), ...planFramework(templates.names, cap)];
}

/** Rules that generated Python has to keep; the runtime's `__init__.py` only import. */
const LINT = {
  "line-length": 88,
  "target-version": "py310",
  lint: {
    select: ["E", "F", "W", "B", "S113", "S608", "BLE001", "UP032"],
    ignore: ["E501", "F401"],
  },
};

describe("what is generated", () => {
  it("is stored formatted where it is copied as it is", async () => {
    const copied = templates.names.flatMap((name) => {
      const content = templates.find(name);
      return typeof content === "string" ? [{ path: name, content }] : [];
    });
    expect(copied.length).toBeGreaterThan(30);
    const formatted = await formatFiles(copied);
    expect(copied.filter(({ content }, at) => content !== formatted[at]).map(({ path }) => path)).toEqual([]);
  });

  it("needs no second layout of its XML", async () => {
    const renderer = await createRenderer(templates);
    const slow: string[] = [];
    for (const version of ODOO_VERSIONS) {
      for (const file of await planFor(version)) {
        if (!file.path.endsWith(".xml")) continue;
        if (!isFormattedXml(tidyXml(renderer.render(file.template, file.data))))
          slow.push(`${version} ${file.template}`);
      }
    }
    // Each of these would load prettier, which takes as long as all the rest.
    expect(slow).toEqual([]);
  });

  it.each(ODOO_VERSIONS)(
    "passes ruff's rules and ours for Odoo %s, and is at rest under the formatter",
    async (version) => {
      const files = await renderPlan(templates, await planFor(version), await startFormatters());
      const { PositionEncoding, Workspace } = await import("@astral-sh/ruff-wasm-nodejs");
      const workspace = new Workspace(LINT, PositionEncoding.Utf16);
      const found: string[] = [];
      for (const { path, content } of files) {
        if (!path.endsWith(".py")) continue;
        // What formats is a smaller ruff than the one that checks, and of another version.
        if (workspace.format(content) !== content) found.push(`${path} is not as ruff prints it`);
        for (const diagnostic of workspace.check(content) as {
          code: string;
          message: string;
          start_location: { row: number };
        }[]) {
          // A manifest is one bare dictionary.
          if (path.endsWith("/__manifest__.py") && diagnostic.code === "B018") continue;
          // The name of a model's own table is no user's text, and cannot be a parameter.
          const line = content.split("\n")[diagnostic.start_location.row - 1] ?? "";
          if (diagnostic.code === "S608" && line.includes("._table}")) continue;
          found.push(`${path}:${diagnostic.start_location.row} ${diagnostic.code} ${diagnostic.message}`);
        }
      }
      expect(found).toEqual([]);
      expect(await formatFiles(files)).toEqual(files.map((file) => file.content));
      await expectSoundTrees(version, addonsOf(files));
    },
  );
});
