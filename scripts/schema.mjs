// Writes schema/connector.schema.json from src/spec/schema.ts; test/unit/spec/json-schema.test.ts fails when it is behind.
import { Buffer } from "node:buffer";
import { mkdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const { outputFiles } = await build({
  entryPoints: [new URL("../src/spec/json-schema.ts", import.meta.url).pathname],
  bundle: true,
  platform: "node",
  format: "esm",
  write: false,
  logLevel: "error",
});
const code = Buffer.from(outputFiles[0].contents).toString("base64");
const { connectorJsonSchemaText } = await import(`data:text/javascript;base64,${code}`);
const folder = new URL("../schema/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("connector.schema.json", folder), connectorJsonSchemaText());
