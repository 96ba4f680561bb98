import type { Place } from "../addon/types.ts";
import { rule } from "./rule.ts";

/** `odoo.addons.sale.models` -> `sale`. */
const addonOf = (module: string): string | undefined => /^odoo\.addons\.(\w+)/.exec(module)?.[1];

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
      // What Odoo itself ships beside its addons is there without being asked for.
      if (told.has(module) || module === addon.name || module === "base" || module === "web") return;
      if (world.dependsOn(addon, module) !== "no") return;
      told.add(module);
      report({ at, message: `${what} needs ${module}, which is not among what this addon depends on` });
    };
    for (const { path, importsFrom, isLoaded, isTest } of addon.python.values()) {
      if (!isLoaded || isTest) continue;
      for (const { module, level, from, to } of importsFrom) {
        const name = level === 0 ? addonOf(module) : undefined;
        if (name !== undefined) check(name, "the import", { file: path, from, to });
      }
    }
    for (const reference of addon.references) {
      if (reference.isOptional || reference.order === undefined) continue;
      const point = reference.id.indexOf(".");
      const module = reference.id.slice(0, Math.max(point, 0));
      // Only what is known to be an addon's name: ids may hold points of their own.
      const isAddon = world.index.moduleNames().includes(module) || world.addons.some(({ name }) => name === module);
      if (isAddon) check(module, `the id ${reference.id}`, reference);
    }
  },
});
