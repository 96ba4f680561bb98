// Writes docs/spec-reference.md from the schema; test/unit/spec/reference.test.ts fails when it is behind.
import { Buffer } from "node:buffer";
import { writeFileSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { build } from "esbuild";
import { parse } from "yaml";

const { outputFiles } = await build({
  stdin: {
    contents: `
      export { specReference } from "./src/spec/reference.ts";
      export { referenceMarkdown } from "./src/spec/reference-text.ts";`,
    resolveDir: new URL("..", import.meta.url).pathname,
  },
  bundle: true,
  platform: "node",
  format: "esm",
  write: false,
  logLevel: "error",
});
const code = Buffer.from(outputFiles[0].contents).toString("base64");
const { specReference, referenceMarkdown } = await import(`data:text/javascript;base64,${code}`);
const systems = new URL("../src/systems/", import.meta.url);
const files = (await readdir(systems)).filter((file) => file.endsWith(".yaml")).sort();
const specs = await Promise.all(files.map(async (file) => parse(await readFile(new URL(file, systems), "utf8"))));
writeFileSync(new URL("../docs/spec-reference.md", import.meta.url), referenceMarkdown(specReference(specs)));
