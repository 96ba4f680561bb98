// `npm run build`: bundles src/ into dist/, templates precompiled, known systems and runtime addons beside them.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");

/** What the build makes once and for all is made by our own TypeScript: bundled first, then run. */
async function loadSources() {
  // As deep as the sources: they find templates and packages from where they are.
  const outfile = join(dist, "build", "sources.mjs");
  await build({
    stdin: {
      contents: `
        export { factsOf } from "./src/addon/facts.ts";
        export { readAddon } from "./src/addon/read.ts";
        export { frameworkFiles } from "./src/app/framework.ts";
        export { startFormatters } from "./src/format/format.ts";
        export { nodeFileSystem } from "./src/fs/node.ts";
        export { ODOO_VERSIONS } from "./src/odoo/capabilities.ts";
        export { precompile } from "./src/render/compile.ts";
        export { drawing } from "./src/render/drawing.ts";
        export { readTemplates } from "./src/render/folder.ts";
        export { isPartial } from "./src/render/template.ts";
        export { specJsonSchema } from "./src/spec/fits-schema.ts";
        export { loadSpec } from "./src/spec/load.ts";
        export { hasBase, packBase } from "./src/write/base.ts";`,
      resolveDir: root,
      loader: "ts",
    },
    ...{ outfile, bundle: true, format: "esm", platform: "node", target: "node20", packages: "external" },
    logLevel: "warning",
  });
  const sources = await import(pathToFileURL(outfile));
  await rm(dirname(outfile), { recursive: true });
  return sources;
}

/** Sources that the bundle holds the result of. */
const made = {
  name: "made",
  setup(builder) {
    const drawing = JSON.stringify(sources.drawing());
    builder.onLoad({ filter: /[/\\]src[/\\]render[/\\]drawing\.ts$/ }, () => ({
      contents: `export const drawing = () => ${drawing};`,
      loader: "js",
    }));
    // Without what only describes: read by whoever checks a spec, in every run.
    const schema = JSON.stringify(sources.specJsonSchema(), (key, value) =>
      key === "description" && typeof value === "string" ? undefined : value,
    );
    builder.onLoad({ filter: /[/\\]src[/\\]spec[/\\]fits-schema\.ts$/ }, () => ({
      contents: `
        let made;
        export const specJsonSchema = () => (made ??= JSON.parse(${JSON.stringify(schema)}));`,
      loader: "js",
    }));
    // Templates of connectors, compiled. Those of the runtime addons are rendered below.
    builder.onLoad({ filter: /[/\\]src[/\\]render[/\\]source\.ts$/ }, () => ({
      contents: `export async function openTemplates() { return (await import("compiled-templates")).default; }`,
      loader: "js",
      resolveDir: root,
    }));
    builder.onResolve({ filter: /^compiled-templates$/ }, (args) => ({ path: args.path, namespace: "templates" }));
    builder.onLoad({ filter: /.*/, namespace: "templates" }, async () => ({
      contents: await compiledTemplates(),
      loader: "js",
      resolveDir: root,
    }));
  },
};

async function compiledTemplates() {
  const { readTemplates, precompile, isPartial, nodeFileSystem } = sources;
  const entries = [];
  const partials = [];
  for (const { name, text, isTemplate } of await readTemplates(nodeFileSystem, join(root, "templates"))) {
    if (name.startsWith("framework/")) continue;
    const value = isTemplate ? await precompile(name, text) : JSON.stringify(text);
    (isTemplate && isPartial(name) ? partials : entries).push(`${JSON.stringify(name)}: ${value}`);
  }
  return `
    const templates = { __proto__: null, ${entries.join(",\n")} };
    export default {
      names: Object.keys(templates).sort(),
      find: (name) => templates[name],
      partials: { ${partials.join(",\n")} },
    };`;
}

/**
 * A run is short and its code is long: what a command does is bundled in one file, which is loaded as V8 compiled it here.
 * Each bundle is a list of files below src/ without their ending. What one imports lazily of another is loaded with it.
 */
const compiled = {
  judging: ["commands/validate-connector-action"],
  telling: ["commands/status-action", "commands/diff-action", "commands/upgrade-action"],
  making: ["app/formatters", "app/grow", "commands/init-connector-action"],
  asking: ["@inquirer/prompts"],
  layingOut: ["format/prettier"],
};
for (const name of await readdir(join(root, "src/commands"))) {
  const file = `commands/${name.slice(0, -".ts".length)}`;
  if (!file.endsWith("-action") || Object.values(compiled).flat().includes(file)) continue;
  const text = await readFile(join(root, "src/commands", name), "utf8");
  if (/ from "\.\/(?:adding|growing)\.ts"/.test(text)) compiled.making.push(file);
}
const compiledFile = (bundle) => join(dist, `${bundle}.cjs`);
const bundleOf = (file) => Object.keys(compiled).find((name) => compiled[name].includes(file));

/** The runtime addons' facts are made below: no template is asked for them. */
const builtFacts = {
  name: "built-facts",
  setup(builder) {
    builder.onLoad({ filter: /[/\\]src[/\\]app[/\\]framework\.ts$/ }, () => ({ contents: "export {};", loader: "js" }));
  },
};

/** The file below src/ that an import means, without its ending; a package's name. */
const fileOf = ({ path, resolveDir }) =>
  path.startsWith(".") ? relative(join(root, "src"), join(resolveDir, path)).replace(/\.ts$/, "") : path;

/** What is bundled apart, and loaded as V8 compiled it. */
const fromCompiled = (own) => ({
  name: "from-compiled",
  setup(builder) {
    builder.onResolve({ filter: /./ }, (args) => {
      if (args.kind !== "dynamic-import") return undefined;
      const bundle = bundleOf(fileOf(args));
      return bundle === undefined || bundle === own ? undefined : { path: fileOf(args), namespace: "compiled" };
    });
    builder.onLoad({ filter: /.*/, namespace: "compiled" }, ({ path }) => ({
      contents: `module.exports = require("./load.cjs").load(__dirname + "/${bundleOf(path)}.cjs").exports[${JSON.stringify(path)}];`,
      loader: "js",
      resolveDir: join(root, "scripts"),
    }));
  },
});

/** What else the eager part loads lazily: file below src/ without its ending -> its bundle's name. */
const lazy = new Map();
const lazyImports = {
  name: "lazy-imports",
  setup(builder) {
    builder.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== "dynamic-import") return undefined;
      const file = fileOf(args);
      lazy.set(file, file.replaceAll(/[/\\]/g, "-"));
      return { path: `./${lazy.get(file)}.js`, external: true };
    });
  },
};

/**
 * commander loads Node's process module for commands that are programs of their own, of which there are none here; with
 * all that it pulls in it is a tenth of a start.
 */
const noChildProcess = {
  name: "no-child-process",
  setup(builder) {
    builder.onResolve({ filter: /^node:child_process$/ }, ({ namespace }) =>
      namespace === "lazy-spawn" ? undefined : { path: "spawn", namespace: "lazy-spawn" },
    );
    builder.onLoad({ filter: /.*/, namespace: "lazy-spawn" }, () => ({
      contents: `exports.spawn = (...args) => require("node:child_process").spawn(...args);`,
      loader: "js",
    }));
  },
};

/** It reads its WebAssembly file from beside itself. */
const external = ["@astral-sh/ruff-wasm-nodejs"];

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  minify: process.env.ODOO_CONNECTOR_READABLE === undefined,
  legalComments: "none",
  logLevel: "warning",
};

await rm(dist, { recursive: true, force: true });
await mkdir(join(dist, "systems"), { recursive: true });
const sources = await loadSources();
// The part that every start loads is CommonJS: Node's loader for ES modules alone takes 10 to 15 ms to get going.
await build({
  ...common,
  entryPoints: [join(root, "src/cli.ts")],
  outfile: join(dist, "cli.cjs"),
  format: "cjs",
  plugins: [fromCompiled(), lazyImports, noChildProcess],
});
await build({
  ...common,
  entryPoints: [join(root, "src/format/python-worker.ts")],
  outfile: join(dist, "python-worker.cjs"),
  format: "cjs",
  define: { "import.meta.url": "__filename" },
  external,
});
// Nobody imports these: the package's own API, and what runs in a thread.
for (const file of ["index", "app/validate-worker"]) lazy.set(file, file.replaceAll("/", "-"));
const digest = createHash("sha1").update(await readFile(join(root, "package-lock.json")));
for (const folder of ["src", "data", "templates"]) {
  const files = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) digest.update(relative(root, path)).update(await readFile(path));
}
const define = { BUILD: JSON.stringify(digest.digest("hex")) };
// Its CommonJS form, which Node would choose, hides its names from a lazy import in a bundle.
const alias = { yaml: join(root, "node_modules/yaml/browser/index.js") };
for (const [bundle, files] of Object.entries(compiled)) {
  await build({
    ...common,
    stdin: {
      contents: files
        .map((file) => `export * as "${file}" from "${file.startsWith("@") ? file : `./src/${file}.ts`}";`)
        .join("\n"),
      resolveDir: root,
      loader: "ts",
    },
    outfile: compiledFile(bundle),
    format: "cjs",
    ...{ external, alias },
    // Results that are kept hold for the code that found them.
    define: { ...define, "import.meta.url": "$url" },
    banner: { js: `const $url = require("node:url").pathToFileURL(__filename).href;` },
    supported: { "dynamic-import": false },
    plugins: [fromCompiled(bundle), made, ...(bundle === "judging" ? [builtFacts] : [])],
  });
}
await build({
  ...common,
  entryPoints: Object.fromEntries([...lazy].map(([file, name]) => [name, join(root, "src", `${file}.ts`)])),
  ...{ define, external, alias },
  outdir: dist,
  splitting: true,
  format: "esm",
  // CommonJS packages ask for Node's own modules.
  banner: {
    js: `import { createRequire as $require } from "node:module"; const require = $require(import.meta.url);`,
  },
  plugins: [made],
});
// Known systems as text, for their comments, and as what was read and validated once and for all.
for (const name of await readdir(join(root, "src/systems"))) {
  if (!name.endsWith(".yaml")) continue;
  const text = await readFile(join(root, "src/systems", name), "utf8");
  const { spec } = await sources.loadSpec(text, name);
  await writeFile(join(dist, "systems", name), text);
  await writeFile(join(dist, "systems", name.replace(/yaml$/, "json")), JSON.stringify(spec));
}

// The rules' pages, which --explain prints.
await cp(join(root, "docs/rules"), join(dist, "rules"), { recursive: true });

// The runtime addons depend on the version of Odoo and on nothing else: rendered and formatted here, not in every run.
await mkdir(join(dist, "framework"));
const formatters = sources.startFormatters();
for (const version of sources.ODOO_VERSIONS) {
  const files = await sources.frameworkFiles(sources.nodeFileSystem, version, formatters);
  const texts = Object.fromEntries(files.map(({ path, content }) => [path, content]));
  // In ASCII: read five times as fast, and half as large in memory.
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  await writeFile(join(dist, "framework", `${version}.json`), JSON.stringify(texts).replaceAll(/[^ -~]/g, escaped));
  // What they bring is all that a validation asks for.
  const names = [...new Set(files.map(({ path }) => path.split("/")[0]))];
  for (const name of names) {
    const own = files.filter(({ path, ownership }) => path.startsWith(`${name}/`) && sources.hasBase(path, ownership));
    const base = new Map(own.map(({ path, content }) => [path.slice(name.length + 1), content]));
    await writeFile(join(dist, "framework", `${version}.${name}.base`), await sources.packBase(base, 11));
  }
  const facts = names.map((name) => {
    const own = files.filter(({ path }) => path.startsWith(`${name}/`));
    const tree = new Map(own.map(({ path, content }) => [path.slice(name.length + 1), content]));
    return sources.factsOf(sources.readAddon(name, tree));
  });
  await writeFile(join(dist, "framework", `${version}.facts.json`), JSON.stringify(facts));
}

// Inside the package itself npx looks into node_modules/.bin, where npm links only the bins of dependencies.
const { bin } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const binFolder = join(root, "node_modules/.bin");
await mkdir(binFolder, { recursive: true });
for (const [name, path] of Object.entries(bin)) {
  await chmod(join(root, path), 0o755);
  if (process.platform === "win32") continue;
  await rm(join(binFolder, name), { force: true });
  await symlink(relative(binFolder, join(root, path)), join(binFolder, name));
}

execFileSync(process.execPath, [join(root, "scripts/compile.cjs"), dist], { stdio: ["ignore", "ignore", "inherit"] });
