/* global process, __dirname */
// Run by the build: keeps what V8 makes of the bundles while they do what they are for.
//   node scripts/compile.cjs DIST
const { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join, resolve } = require("node:path");
const { load, loaded } = require("./load.cjs");

const dist = resolve(process.argv[2]);
const action = (bundle, file) => load(join(dist, `${bundle}.cjs`)).exports[file];

async function judge() {
  const { validateConnector } = action("judging", "commands/validate-connector-action");
  await validateConnector([join(__dirname, "../examples/shopify/shopify_connector")], { ignore: ["manifest"] });
}

/** A connector is made, edited, and grown. */
async function make() {
  const { startFormatters } = action("making", "app/formatters");
  const { initConnector } = action("making", "commands/init-connector-action");
  const { addBinding } = action("making", "commands/add-binding-action");
  const { upgrade } = action("telling", "commands/upgrade-action");
  const { status } = action("telling", "commands/status-action");
  const { diff } = action("telling", "commands/diff-action");
  const folder = mkdtempSync(join(tmpdir(), "odoo-connector-build-"));
  const addon = join(folder, "shopify_connector");
  try {
    await initConnector("shopify", { path: folder, entities: ["products"], yes: true }, startFormatters());
    appendFileSync(join(addon, "models/backend.py"), "\n    def added(self):\n        return 1\n");
    await addBinding("customer", { connector: addon }, startFormatters());
    const spec = join(addon, "connector.yaml");
    writeFileSync(spec, readFileSync(spec, "utf8").replace("title: Shopify", "title: Shop"));
    await status(addon, {});
    await diff(addon, {});
    await upgrade(addon, {});
    await upgrade(addon, {});
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void judge()
  .then(make)
  .then(() => {
    for (const [path, { script }] of loaded) writeFileSync(`${path}.cache`, script.createCachedData());
  });
