import { atName, classesOf, componentsOf, isHidden, isKindOf } from "./lib/components.ts";
import { rule } from "./rule.ts";

const EVENTS = ["on_record_create", "on_record_write", "on_record_unlink"];

export default rule({
  code: "component-listener-without-apply-on",
  group: "component",
  severity: "warning",
  title: "A listener on records that applies on all models",
  why: "Each create, write and unlink of any model in the database runs it: Odoo gets slower everywhere, and a record that the code does not expect breaks the user's action.",
  instead: "Write `_apply_on` with the models whose changes it waits for.",
  check({ addon, world, report, unresolved }) {
    for (const one of componentsOf(addon)) {
      if (!one.isConcrete || !isKindOf(world, addon, one, "base.event.listener")) continue;
      const heard = EVENTS.filter((name) => one.methods.has(name));
      const inherited = EVENTS.filter((name) => classesOf(world, one).some(({ methods }) => methods.has(name)));
      // An extension is told where it brings the events.
      if ((one.name === undefined ? heard : inherited).length === 0) continue;
      const { complete, applyOn } = world.resolve(addon, one);
      if (applyOn !== undefined) continue;
      if (!complete) unresolved(atName(one), `whether an ancestor of ${one.className} says its models`);
      else if (!isHidden(world, one, "_apply_on"))
        report({ at: atName(one), message: `${one.className} hears ${inherited.join(", ")} of every model` });
    }
  },
});
