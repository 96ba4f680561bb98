/* global process */
// Run by the build: keeps what V8 makes of a bundle while it validates an addon.
//   node scripts/compile.cjs BUNDLE ADDON
const { writeFileSync } = require("node:fs");
const { load } = require("./load.cjs");

const [path, addon] = process.argv.slice(2);
const { exports: bundle, script } = load(path);
void bundle.validateConnector([addon], { ignore: ["manifest"] }).then(() => {
  writeFileSync(`${path}.cache`, script.createCachedData());
});
