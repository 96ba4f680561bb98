import type { World } from "../addon/world.ts";
import type { AddonModel, ComponentClass } from "../addon/types.ts";
import type { FunctionDef } from "../parse/python/ast.ts";
import { callsIn } from "../parse/python/walk.ts";
import { at, classesOf, componentsOf, isKindOf } from "./lib/components.ts";
import { wordsOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-listener-echoes",
  group: "component",
  severity: "warning",
  title: "A listener that exports what an import has just written",
  why: "Each imported record goes back to where it came from, and its answer comes in again: the two systems send the same record to and fro without end.",
  instead:
    "Decorate the method with `@skip_if(lambda self, record, **kwargs: self.no_connector_export(record))`, and let imports write with the context `connector_no_export`.",
  check({ addon, world, report }) {
    if (!imports(world, addon)) return;
    for (const one of componentsOf(addon)) {
      if (!isKindOf(world, addon, one, "base.event.listener") || isGuarded(world, one)) continue;
      for (const event of ["on_record_create", "on_record_write"]) {
        const method = one.methods.get(event);
        if (method === undefined || hasCondition(method.node)) continue;
        if (exports(method.node))
          report({
            at: at(one.file, method.node.nameSpan),
            message: `${one.className}.${event} exports without asking for connector_no_export`,
          });
      }
    }
  },
});

/** Whether a connector imports at all: else nothing can come back. */
const imports = (world: World, addon: AddonModel): boolean =>
  componentsOf(addon).some((one) => one.isConcrete && /(?:^|\.)importer$/.test(world.resolve(addon, one).usage ?? ""));

function isGuarded(world: World, one: ComponentClass): boolean {
  const own = classesOf(world, one).filter(({ name }) => name?.text !== "base.connector.listener");
  const words = wordsOf(own);
  return words.has("no_connector_export") || words.has("connector_no_export");
}

const hasCondition = (node: FunctionDef): boolean => node.decorators.length > 0;

function exports(node: FunctionDef): boolean {
  for (const { func } of callsIn(node.body)) {
    if (func.kind === "Attribute" && /^(?:with_delay|delayable|export_\w+)$/.test(func.attr)) return true;
  }
  return false;
}
