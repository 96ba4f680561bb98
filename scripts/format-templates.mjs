// `npm run format:templates`: lays out, in place, the templates that are copied as they are. The generator trusts that
// they are formatted (test/unit/format/generated.test.ts proves it) and formats only what it renders.
import { build } from "esbuild";
import { rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { outputFiles } = await build({
  stdin: {
    contents: `
      export { readTemplates } from "./src/render/folder.ts";
      export { formatFiles } from "./src/format/format.ts";
      export { nodeFileSystem } from "./src/fs/node.ts";`,
    resolveDir: root,
    loader: "ts",
  },
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
const bundle = join(root, "node_modules", ".format-templates.mjs");
await writeFile(bundle, outputFiles[0].contents);
const { readTemplates, formatFiles, nodeFileSystem } = await import(bundle);
await rm(bundle);

const templates = join(root, "templates");
const copied = (await readTemplates(nodeFileSystem, templates)).filter(({ isTemplate }) => !isTemplate);
const formatted = await formatFiles(copied.map(({ name, text }) => ({ path: name, content: text })));
for (const [at, { name, text }] of copied.entries()) {
  if (formatted[at] === text) continue;
  await writeFile(join(templates, name), formatted[at]);
  console.log(name);
}
