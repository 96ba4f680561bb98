import { rule } from "./rule.ts";

export default rule({
  code: "structure-data-missing",
  group: "structure",
  severity: "error",
  title: "A data file of the manifest that is not there",
  why: "Odoo raises FileNotFoundError when it loads the addon: it can be neither installed nor updated.",
  instead: "Correct the path, which begins in the addon's folder, or take the line out of the manifest.",
  check({ addon, report }) {
    const { manifest } = addon;
    for (const word of [...(manifest?.data ?? []), ...(manifest?.demo ?? [])]) {
      if (!addon.files.has(word.text)) report({ at: word, message: `the addon has no file ${word.text}` });
    }
  },
});
