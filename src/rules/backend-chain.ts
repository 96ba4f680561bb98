import { at, atName } from "./lib/components.ts";
import { backendsOfRuntime } from "./lib/backends.ts";
import { rule } from "./rule.ts";

const SHARED = "generic.backend";
const METHODS = "generic.backend.mixin";

export default rule({
  code: "backend-chain",
  group: "backend",
  severity: "error",
  title: "A backend that does not stand on the runtime's chain",
  why: "A concrete backend has its fields from `generic.backend` by `_inherits`, and its methods from `generic.backend.mixin`: without one of them its form, its runs and its jobs fail, and the export wizard does not find it.",
  instead:
    'Write `_inherit = "generic.backend.mixin"` and `_inherits = {"generic.backend": "generic_backend_id"}` with the field `generic_backend_id`.',
  needs: "generic_connector",
  check({ addon, world, report, unresolved }) {
    const backends = backendsOfRuntime(world, addon);
    for (const { one, model, classes, isComplete } of backends) {
      if (classes.some(({ inherits }) => inherits.some((parent) => parent.model.text === SHARED))) continue;
      if (!isComplete) unresolved(atName(one), `whether an ancestor of ${model} delegates to ${SHARED}`);
      else
        report({
          at: atName(one),
          message: `${model} has the methods of ${METHODS} and does not delegate to ${SHARED}`,
          instead: `Write \`_inherits = {"${SHARED}": "generic_backend_id"}\` with its field.`,
        });
    }
    for (const one of addon.models) {
      if (!one.isNew || one.kind !== "model" || one.model === undefined || one.model === SHARED) continue;
      const copied = one.inherit.find(({ text }) => text === SHARED);
      if (copied !== undefined) {
        report({
          at: at(one.file, copied),
          message: `${one.model} copies the fields of ${SHARED} and is no part of its chain`,
        });
      } else if (
        one.inherits.some(({ model }) => model.text === SHARED) &&
        !backends.some((other) => other.one === one)
      ) {
        if (world.isA(addon, one.model, METHODS) === "no" || one.inherit.length === 0)
          report({
            at: atName(one),
            message: `${one.model} delegates to ${SHARED} and has not the methods of ${METHODS}`,
            instead: `Write \`_inherit = "${METHODS}"\`: \`_inherits\` gives fields only.`,
          });
        else unresolved(atName(one), `whether ${one.model} inherits ${METHODS}`);
      }
    }
  },
});
