import { closest, distance } from "fastest-levenshtein";
import { rule } from "./rule.ts";

/** Keys that Odoo, its tools or OCA's read. */
const KNOWN = (
  "application assets author auto_install bootstrap category cloc_exclude configurator_snippets " +
  "configurator_snippets_addons contributors countries currency data demo depends description development_status " +
  "excludes external_dependencies icon iap_paid_service images images_preview_theme installable license live_test_url " +
  "maintainer maintainers name new_page_templates post_init_hook post_load pre_init_hook price sequence summary support " +
  "test theme_customizations uninstall_hook version web website"
).split(" ");

/** What is often written for a key, and is too far from it to be told by its letters. */
const MEANT: Readonly<Record<string, string>> = {
  dependencies: "depends",
  files: "data",
  init_hook: "post_init_hook",
  python_dependencies: "external_dependencies",
  requires: "depends",
  views: "data",
};

export default rule({
  code: "manifest-unknown-key",
  group: "manifest",
  severity: "warning",
  title: "A key of the manifest that looks like another one",
  why: "Odoo passes over keys that it does not know: the files are not loaded, the addons not installed, and nothing says so.",
  instead: "Correct the key's spelling.",
  check({ addon, report }) {
    const { manifest } = addon;
    for (const [name, { key }] of manifest?.keys ?? []) {
      if (KNOWN.includes(name)) continue;
      const near = Object.hasOwn(MEANT, name) ? MEANT[name] : closest(name, KNOWN);
      if (near === undefined || manifest?.keys.has(near) === true) continue;
      if (!Object.hasOwn(MEANT, name) && distance(name, near) > 2) continue;
      report({ at: key, message: `a manifest has no key ${name}`, instead: `Write \`${near}\`.` });
    }
  },
});
