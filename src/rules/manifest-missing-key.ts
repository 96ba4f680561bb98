import { rule } from "./rule.ts";

/** What comes of it where a key is missing (odoo/modules/module.py). */
const NEEDED: Readonly<Record<string, string>> = {
  author: "nobody is named as the author",
  license: "Odoo takes LGPL-3 and logs a warning at each start",
  name: "the list of modules has a line without a title",
  version: "the version is taken for 1.0, so that migrations never run",
};

export default rule({
  code: "manifest-missing-key",
  group: "manifest",
  severity: "warning",
  title: "A key that each manifest should have",
  why: "Odoo puts a value of its own in its place and warns in the log at each start; shops and OCA refuse the addon.",
  instead: "Add the key to the dictionary of `__manifest__.py`, with a value of your own.",
  check({ addon, version, report }) {
    const { manifest } = addon;
    if (manifest === undefined) return;
    for (const [name, outcome] of Object.entries(NEEDED)) {
      // Only the newest asks for it.
      if (name === "author" && version !== "19.0") continue;
      if (!manifest.keys.has(name))
        report({
          at: { file: manifest.file, from: manifest.from, to: manifest.from + 1 },
          message: `the manifest has no ${name}: ${outcome}`,
        });
    }
  },
});
