// Packs model indexes (`odoo-<version>.json.gz`: what a running Odoo said of its modules, models and fields; and
// `odoo-<version>.values.json`, which scripts/odoo-values.py prints) into the form that src/odoo/index.ts reads: lines
// in a brotli stream, so that only the models asked for are ever parsed.
//   node scripts/odoo-index.mjs FOLDER
import { Buffer } from "node:buffer";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gunzipSync } from "node:zlib";
import { build } from "esbuild";

const { outputFiles } = await build({
  entryPoints: [new URL("../src/odoo/pack.ts", import.meta.url).pathname],
  bundle: true,
  platform: "node",
  format: "esm",
  write: false,
  logLevel: "error",
});
const code = Buffer.from(outputFiles[0].contents).toString("base64");
const { packIndex } = await import(`data:text/javascript;base64,${code}`);

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node scripts/odoo-index.mjs FOLDER");
  process.exit(2);
}
const target = new URL("../data/odoo-index/", import.meta.url);
mkdirSync(target, { recursive: true });

for (const file of readdirSync(folder).filter((name) => /^odoo-\d+\.\d\.json\.gz$/.test(name))) {
  const index = JSON.parse(gunzipSync(readFileSync(`${folder}/${file}`)).toString("utf8"));
  const { values, ...parts } = packIndex(index);
  // Streams of their own, because most runs need the models only.
  for (const [part, content] of Object.entries(parts)) pack(index.odoo, part, content);
  if (index.values !== undefined) pack(index.odoo, "values", values);
}

for (const file of readdirSync(folder)) {
  const [, version] = /^odoo-(\d+\.\d)\.values\.json$/.exec(file) ?? [];
  if (version === undefined) continue;
  const values = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
  const models = Object.keys(values).sort();
  pack(version, "values", models.map((model) => `${model} ${JSON.stringify(values[model])}\n`).join(""));
}

function pack(version, part, content) {
  const bytes = Buffer.from(content, "utf8");
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const packed = brotliCompressSync(bytes, { params });
  writeFileSync(new URL(`${version}.${part}.br`, target), packed);
  console.log(`${version} ${part}: ${bytes.length} -> ${packed.length} bytes`);
}
