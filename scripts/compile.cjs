/* global process */
// Run by the build: keeps what V8 makes of a bundle while it does what it is for.
//   node scripts/compile.cjs BUNDLE
const { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { basename, join } = require("node:path");
const { load } = require("./load.cjs");

/** By the bundle's name: a run that needs what most runs need. */
const runs = {
  judging: async ({ "commands/validate-connector-action": { validateConnector } }) => {
    await validateConnector([join(__dirname, "../examples/shopify/shopify_connector")], { ignore: ["manifest"] });
  },
  making: async (bundle) => {
    const folder = mkdtempSync(join(tmpdir(), "odoo-connector-build-"));
    const addon = join(folder, "shopify_connector");
    const change = (path, from, to) => {
      const place = join(addon, path);
      writeFileSync(place, readFileSync(place, "utf8").replace(from, to));
    };
    try {
      const formatters = bundle["app/formatters"].startFormatters();
      await bundle["commands/init-connector-action"].initConnector("shopify", { path: folder, yes: true }, formatters);
      await (await formatters).close();
      appendFileSync(join(addon, "models/backend.py"), "\n    def added(self):\n        return 1\n");
      change("connector.yaml", "title: Shopify", "title: Shop");
      await bundle["commands/status-action"].status(addon, {});
      await bundle["commands/diff-action"].diff(addon, {});
      await bundle["commands/upgrade-action"].upgrade(addon, {});
      await bundle["commands/upgrade-action"].upgrade(addon, {});
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

const path = process.argv[2];
const { exports: bundle, script } = load(path);
void runs[basename(path, ".cjs")](bundle).then(() => {
  writeFileSync(`${path}.cache`, script.createCachedData());
});
