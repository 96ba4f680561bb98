import type { Place } from "../addon/types.ts";
import { at as placeAt } from "./lib/components.ts";
import { loadedModels } from "./lib/fields.ts";
import { importedIn } from "./lib/imports.ts";
import { directOf, mappersOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

/** `odoo.addons.sale.models` -> `sale`. */
const addonOf = (module: string): string | undefined => /^odoo\.addons\.(\w+)/.exec(module)?.[1];

/** What Odoo installs in each database by itself: `base`, `web` and what comes with them. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  "auth_totp",
  "base",
  "base_import",
  "base_setup",
  "bus",
  "html_editor",
  "http_routing",
  "iap",
  "web",
  "web_editor",
  "web_tour",
]);

/** Addons whose classes do nothing but where the addon is installed. */
const REGISTERED: ReadonlySet<string> = new Set([
  "component",
  "component_event",
  "connector",
  "connector_base_backend",
  "generic_connector",
  "queue_job",
]);
/** Templates and groups are looked up when somebody sees the page. */
const LAZY = /^(?:t-\w+|groups)$/;

export default rule({
  code: "manifest-missing-dependency",
  group: "manifest",
  severity: "error",
  title: "An addon that is used and that nothing depends on",
  why: "On a database without that addon the import or the id fails, and so does the server's start. Where it happens to be installed the order of loading is left to chance.",
  instead: "Add the addon to `depends` of the manifest.",
  check({ addon, world, report }) {
    const { manifest } = addon;
    if (manifest === undefined) return;
    const told = new Set<string>();
    const check = (module: string, what: string, at: Place): void => {
      if (told.has(module) || module === addon.name || EVERYWHERE.has(module)) return;
      if (world.dependsOn(addon, module) !== "no") return;
      told.add(module);
      report({ at, message: `${what} needs ${module}, which is not among what this addon depends on` });
    };
    // Imports that a `try` guards are for where the addon is there; those of tests run where tests do.
    for (const { name, at } of importedIn(addon)) {
      const module = addon.python.get(at.file)?.isTest === false ? addonOf(name) : undefined;
      // The code of what Odoo ships can be imported all the same.
      if (module !== undefined && REGISTERED.has(module)) check(module, "the import", at);
    }
    for (const { file, inherit, inherits, fields } of loadedModels(addon)) {
      const models = [...inherit, ...inherits.map(({ model }) => model)];
      for (const word of [...models, ...[...fields.values()].flatMap(({ comodel }) => comodel ?? [])]) {
        if (world.hasModel(addon, word.text) !== "unknown") continue;
        const homes = world.modulesOf(word.text).filter((one) => one !== addon.name);
        const home = world.index.moduleOf(word.text) ?? homes[0];
        // Known, and brought by none of what it depends on.
        const isElsewhere = homes.every((one) => world.dependsOn(addon, one) === "no" && !EVERYWHERE.has(one));
        if (home !== undefined && isElsewhere) check(home, `the model ${word.text}`, { ...word, file });
      }
    }
    for (const { one, side, models } of mappersOf(world, addon)) {
      for (const { source, target } of directOf(one)) {
        const name = side === "import" ? target : source;
        if (name.kind !== "Str") continue;
        for (const model of models) {
          const field = world.field(addon, model, name.value);
          if (field === undefined || world.hasField(addon, model, name.value) !== "unknown") continue;
          const [home] = field.modules;
          const isElsewhere = field.modules.every((each) => world.dependsOn(addon, each) === "no");
          if (home !== undefined && isElsewhere)
            check(home, `the field ${name.value} of ${model}`, placeAt(one.file, name));
        }
      }
    }
    for (const { delay, file } of addon.delayed) {
      const at = { file, from: delay.from, to: delay.to };
      if (addon.python.get(file)?.isTest === false) check("queue_job", "with_delay", at);
    }
    for (const reference of addon.references) {
      if (reference.isOptional || reference.order === undefined || LAZY.test(reference.by)) continue;
      const point = reference.id.indexOf(".");
      const module = reference.id.slice(0, Math.max(point, 0));
      // Only what is known to be an addon's name: ids may hold points of their own.
      const isAddon = world.index.moduleNames().includes(module) || world.addons.some(({ name }) => name === module);
      if (isAddon) check(module, `the id ${reference.id}`, reference);
    }
  },
});
