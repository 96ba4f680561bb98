// Packs what OCA's addons under every connector bring (models, components, XML ids) into `data/odoo-index/`, so that a
// connector is judged without them at hand:
//   node scripts/oca-facts.mjs FOLDER
// FOLDER holds a folder for each version, and in it the addons: FOLDER/19.0/queue_job/__manifest__.py …
import { build } from "esbuild";
import { Buffer } from "node:buffer";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node scripts/oca-facts.mjs FOLDER");
  process.exit(2);
}
const root = fileURLToPath(new URL("../", import.meta.url));
const outfile = join(root, "dist", "build", "facts.mjs");
await build({
  stdin: {
    contents: `export { factsOf } from "./src/addon/facts.ts"; export { readAddon } from "./src/addon/read.ts";`,
    resolveDir: root,
    loader: "ts",
  },
  ...{ outfile, bundle: true, format: "esm", platform: "node", target: "node20", logLevel: "warning" },
});
const { factsOf, readAddon } = await import(pathToFileURL(outfile));
rmSync(outfile);

for (const version of readdirSync(folder).filter((name) => /^\d+\.\d$/.test(name))) {
  const facts = readdirSync(join(folder, version), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => factsOf(readAddon(name, filesOf(join(folder, version, name)))))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const bytes = Buffer.from(JSON.stringify(facts), "utf8");
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(join(root, "data/odoo-index", `${version}.oca.br`), packed);
  console.log(`${version}: ${facts.map((one) => one.name).join(", ")}: ${bytes.length} -> ${packed.length} bytes`);
}

function filesOf(addon) {
  const files = new Map();
  for (const entry of readdirSync(addon, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:py|xml|csv)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(addon.length + 1).replaceAll("\\", "/"), readFileSync(path, "utf8"));
  }
  return files;
}
