import { atName } from "./lib/components.ts";
import { backendsOfRuntime, hasOwnMethod } from "./lib/backends.ts";
import { rule } from "./rule.ts";

const METHOD = "_test_connection_implementation";

export default rule({
  code: "backend-without-connection-test",
  group: "backend",
  severity: "error",
  title: "A backend whose connection can't be tested",
  why: "The button _Test Connection_ raises NotImplementedError, and a backend that was suspended after a 401 can never be taken up again.",
  instead:
    "Write `_test_connection_implementation(self)`: ask the system for something simple, and return the message to show.",
  needs: "generic_connector",
  check({ addon, world, report, unresolved }) {
    for (const backend of backendsOfRuntime(world, addon)) {
      if (hasOwnMethod(backend, METHOD)) continue;
      if (backend.isComplete) report({ at: atName(backend.one), message: `${backend.model} has no method ${METHOD}` });
      else unresolved(atName(backend.one), `whether an ancestor of ${backend.model} has ${METHOD}`);
    }
  },
});
