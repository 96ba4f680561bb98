import { byEngine, rule } from "./rule.ts";

export default rule({
  code: "manifest-version-unknown",
  group: "manifest",
  severity: "warning",
  title: "The manifest's version does not begin with a known version of Odoo",
  why:
    "What is right differs from one Odoo to the next: without the version only structure, syntax and manifest are judged. " +
    "Odoo refuses to install an addon whose version names another Odoo.",
  instead:
    'Write five numbers of which the first two are the Odoo: `"version": "19.0.1.0.0"`; or say the version with `--odoo`.',
  check: byEngine,
});
