// Packs model indexes (`odoo-<version>.json.gz`: what a running Odoo said of its modules, models and fields; and
// `odoo-<version>.values.json`, which scripts/odoo-values.py prints) into the form that src/odoo/index.ts reads: lines
// in a brotli stream, so that only the models asked for are ever parsed.
//   node scripts/odoo-index.mjs FOLDER
import { Buffer } from "node:buffer";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gunzipSync } from "node:zlib";

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node scripts/odoo-index.mjs FOLDER");
  process.exit(2);
}
const target = new URL("../data/odoo-index/", import.meta.url);
mkdirSync(target, { recursive: true });

for (const file of readdirSync(folder).filter((name) => /^odoo-\d+\.\d\.json\.gz$/.test(name))) {
  const index = JSON.parse(gunzipSync(readFileSync(`${folder}/${file}`)).toString("utf8"));
  const modules = Object.keys(index.modules).sort();
  const extra = new Set();
  for (const model of Object.values(index.models)) {
    for (const name of [...model.modules, ...Object.values(model.fields).flatMap((field) => field.modules)]) {
      if (!modules.includes(name)) extra.add(name);
    }
  }
  const names = [...modules, ...[...extra].sort()];
  const number = new Map(names.map((name, place) => [name, place]));
  const list = (words) => words.map((word) => number.get(word));

  const lines = [
    JSON.stringify({
      format: 1,
      odoo: index.odoo,
      modules: names,
      depends: Object.fromEntries(modules.map((name) => [name, index.modules[name]])),
    }),
  ];
  const methods = [];
  for (const name of Object.keys(index.models).sort()) {
    const model = index.models[name];
    const fields = Object.fromEntries(
      Object.entries(model.fields).map(([field, facts]) => {
        const flags = (facts.required ? 1 : 0) + (facts.readonly ? 2 : 0) + (facts.store === false ? 4 : 0);
        const packed = [facts.type, list(facts.modules), flags];
        if (facts.comodel !== undefined || facts.related !== undefined) packed.push(facts.comodel ?? 0);
        if (facts.related !== undefined) packed.push(facts.related);
        return [field, packed];
      }),
    );
    const line = { modules: list(model.modules), fields };
    for (const key of ["inherit", "inherits", "abstract", "transient"])
      if (model[key] !== undefined) line[key] = model[key];
    lines.push(`${name} ${JSON.stringify(line)}`);
    methods.push(`${name} ${model.methods.join(" ")}`);
  }
  const xmlids = Object.keys(index.xmlids)
    .sort()
    .map((model) => `${model} ${JSON.stringify(index.xmlids[model])}`);
  // Streams of their own, because most runs need the models only.
  for (const [part, content] of Object.entries({ models: lines, methods, xmlids })) pack(index.odoo, part, content);
}

for (const file of readdirSync(folder)) {
  const [, version] = /^odoo-(\d+\.\d)\.values\.json$/.exec(file) ?? [];
  if (version === undefined) continue;
  const values = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
  const models = Object.keys(values).sort();
  pack(
    version,
    "values",
    models.map((model) => `${model} ${JSON.stringify(values[model])}`),
  );
}

function pack(version, part, content) {
  const bytes = Buffer.from(`${content.join("\n")}\n`, "utf8");
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const packed = brotliCompressSync(bytes, { params });
  writeFileSync(new URL(`${version}.${part}.br`, target), packed);
  console.log(`${version} ${part}: ${bytes.length} -> ${packed.length} bytes`);
}
