import { writeInstead } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { followRecords, guardedNames, isTried } from "./lib/recordsets.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-environment-unknown",
  group: "model",
  severity: "error",
  title: "Code asks the environment for a model that does not exist",
  why: "`self.env[…]` raises a KeyError where the code first runs: in a job that is days after the installation.",
  instead: 'Name a model of this version, add its addon to `depends`, or ask `if "x" in self.env` first.',
  check(context) {
    const { addon, world, report, unresolved } = context;
    for (const file of addon.python.values()) {
      // Tests make models of their own.
      if (file.isTest || !file.isLoaded) continue;
      let guarded: ReadonlySet<string> | undefined;
      followRecords(context, file, {
        model: (name) => {
          // A dictionary may be called env too; all models of these days have a point in their name.
          if (!name.value.includes(".")) return;
          const at = placeOf(file.path, name);
          const answer = world.hasModel(addon, name.value);
          if (answer === "unknown") unresolved(at, `whether there is a model ${name.value}`);
          if (answer !== "no" || isTried(file, name)) return;
          // What is asked which addons are installed first is meant to be missing at times.
          if (addon.files.get(file.path)?.text?.includes("ir.module.module") === true) return;
          guarded ??= guardedNames(file);
          if (guarded.has(name.value)) return;
          report({ at, message: `there is no model ${name.value}`, ...writeInstead(world.nearestModel(name.value)) });
        },
      });
    }
  },
});
