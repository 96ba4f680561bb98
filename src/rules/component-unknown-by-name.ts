import { callsIn, dotted } from "../parse/python/walk.ts";
import { at, writeNearest } from "./lib/components.ts";
import { codeOf } from "./lib/lookups.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-unknown-by-name",
  group: "component",
  severity: "error",
  title: "`component_by_name` asks for a component that does not exist",
  why: "The call raises NoComponentError each time.",
  instead: "Write the `_name` of a component, or look it up by its usage.",
  check({ addon, world, report, unresolved }) {
    for (const { path, module } of codeOf(addon, /component_by_name/)) {
      for (const call of callsIn(module.body)) {
        const [name] = call.args;
        if (name?.kind !== "Str" || !isLookup(dotted(call.func) ?? "")) continue;
        const answer = world.hasComponent(addon, name.value);
        if (answer === "no") {
          report({
            at: at(path, name),
            message: `no component has the name ${name.value}`,
            ...writeNearest(world.nearestComponent(name.value)),
          });
        } else if (answer === "unknown") {
          unresolved(at(path, name), `whether the component ${name.value} exists`);
        }
      }
    }
  },
});

const isLookup = (called: string): boolean => /(?:^|\.)component_by_name$/.test(called);
