// Writes what follows from the rules and their fixtures: src/rules/registry.ts, docs/rules/CODE.md, docs/rules/README.md.
//   node scripts/rules.mjs            writes; pages of rules that are gone go
//   node scripts/rules.mjs --check    writes nothing; exit code 1 where something is not current
import { build } from "esbuild";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "src/rules");

const codes = readdirSync(folder)
  .filter((name) => name.endsWith(".ts") && !["rule.ts", "registry.ts"].includes(name))
  .map((name) => name.slice(0, -".ts".length))
  .sort();
const identifier = (code) => code.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());

// As deep as the sources and beside them: they find packages and data from where they are.
const outfile = join(root, "dist", "build", `rules-${process.pid}.mjs`);
let made;
try {
  await build({
    stdin: {
      contents: `
        ${codes.map((code) => `import ${identifier(code)} from "./src/rules/${code}.ts";`).join("\n")}
        export const rules = [${codes.map(identifier).join(", ")}];
        export { pagesOf } from "./test/unit/rules/pages.ts";`,
      resolveDir: root,
      loader: "ts",
    },
    ...{ outfile, bundle: true, format: "esm", platform: "node", target: "node20", packages: "external" },
    logLevel: "warning",
  });
  const { rules, pagesOf } = await import(pathToFileURL(outfile));
  for (const [index, rule] of rules.entries()) {
    if (rule.code !== codes[index]) throw new Error(`src/rules/${codes[index]}.ts has the code ${rule.code}`);
  }
  made = new Map([["src/rules/registry.ts", registry()]]);
  for (const [path, text] of await pagesOf(root, rules)) made.set(`docs/rules/${path}`, text);
} finally {
  rmSync(outfile, { force: true });
}

function registry() {
  return [
    "/** All rules, by code. Made by scripts/rules.mjs from the files beside it. */",
    'import type { Rule } from "./rule.ts";',
    ...codes.map((code) => `import ${identifier(code)} from "./${code}.ts";`),
    "",
    "export const RULES: readonly Rule[] = [",
    ...codes.map((code) => `  ${identifier(code)},`),
    "];",
    "",
  ].join("\n");
}

const docs = join(root, "docs/rules");
const old = existsSync(docs)
  ? readdirSync(docs)
      .map((name) => `docs/rules/${name}`)
      .filter((path) => !made.has(path))
  : [];
const read = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined);
const stale = [...[...made].filter(([path, text]) => read(path) !== text).map(([path]) => path), ...old];
if (process.argv.includes("--check")) {
  for (const path of stale) console.error(`${path} is not current: node scripts/rules.mjs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(docs, { recursive: true });
  for (const path of old) rmSync(join(root, path));
  for (const path of stale) if (made.has(path)) writeFileSync(join(root, path), made.get(path));
}
