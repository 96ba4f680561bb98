import { rule } from "./rule.ts";

export default rule({
  code: "manifest-version",
  group: "manifest",
  severity: "error",
  title: "A version of the manifest that Odoo does not take",
  why: "Odoo raises ValueError while it reads the manifest: the addon is not in the list of modules, and a database that has it does not start.",
  instead: 'Write the version of Odoo and three numbers: `"19.0.1.0.0"`.',
  versions: { from: "17.0" },
  check({ addon, version, report }) {
    const word = addon.manifest?.version;
    const installable = addon.manifest?.keys.get("installable")?.value;
    if (word === undefined || (installable?.kind === "Constant" && installable.value === false)) return;
    const own = word.text.startsWith(`${version}.`) ? word.text.slice(version.length + 1) : word.text;
    // `adapt_version` of odoo/modules/module.py: 19.0 counts the parts of the whole.
    const fits = version === "19.0" ? /^\d+(?:\.\d+){1,4}$/.test(word.text) : /^\d+\.\d+(?:\.\d+)?$/.test(own);
    if (fits) return;
    report({
      at: word,
      message: `Odoo ${version} refuses the version ${word.text}`,
      instead: `Write the version of Odoo and three numbers: \`"${version}.1.0.0"\`.`,
    });
  },
});
