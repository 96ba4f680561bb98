import type { XmlElement } from "../parse/tree.ts";
import { walkXml } from "../parse/xml.ts";
import { brokenPath, follow } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { renameFix } from "./lib/renames.ts";
import { type Shown, shownIn } from "./lib/views.ts";
import { nodesBelow, rootsOf, treeFor } from "./lib/view-tree.ts";
import { rule, type RuleContext } from "./rule.ts";

export default rule({
  code: "view-unknown-field",
  group: "view",
  severity: "error",
  title: "A view shows a field that its model does not have",
  why: "Installing or updating the addon stops: the field does not exist.",
  instead: "Name a field of the model in this version; in a list inside a form, of the model of its lines.",
  check(context) {
    const { report, unresolved } = context;
    for (const shown of shownIn(context)) {
      checkLabel(context, shown);
      for (const { name, from, to } of namesIn(shown.element, shown.kind)) {
        if (shown.model === undefined) continue;
        const at = placeOf(shown.file, { from, to });
        const found = follow(context, shown.model, name);
        if (found !== "unknown" && "field" in found) continue;
        if (found === "unknown" || (!shown.isSure && isNear(context, shown, name) !== "no")) {
          unresolved(at, `${name} in a view of ${shown.model}`);
          continue;
        }
        const { message, ...more } = brokenPath(found.broken, name);
        const fix = renameFix(context, found.broken.model, found.broken.name, at);
        report({ at, message, ...more, ...(fix !== undefined && { fix }) });
      }
    }
  },
});

/** Fields that an element names. */
function* namesIn(
  element: XmlElement,
  kind: string | undefined,
): Generator<{ name: string; from: number; to: number }> {
  const named = ["field", "groupby"].includes(element.name) ? element.attributes.get("name") : undefined;
  // A settings form and a dashboard have fields of other kinds too; those have no name, or a text that is filled in.
  if (named !== undefined && /^\w+$/.test(named.value)) yield { name: named.value, ...named.valueSpan };
  const dates = element.name === "filter" ? element.attributes.get("date") : undefined;
  if (dates !== undefined && /^\w+$/.test(dates.value)) yield { name: dates.value, ...dates.valueSpan };
  if (element.name !== "calendar" || kind !== "calendar") return;
  for (const name of ["date_start", "date_stop", "date_delay", "color"]) {
    const attribute = element.attributes.get(name);
    if (attribute !== undefined && /^\w+$/.test(attribute.value))
      yield { name: attribute.value, ...attribute.valueSpan };
  }
}

/** Whether a model that the view's model has a relation to has the field: the change may lie in a list of it. */
function isNear(context: RuleContext, { model = "" }: Shown, name: string): "yes" | "no" | "unknown" {
  const { addon, world } = context;
  const names = world.fieldNames(addon, model);
  if (names === undefined) return "unknown";
  const seen = new Set<string>();
  for (const field of names) {
    const comodel = world.field(addon, model, field)?.comodel;
    if (comodel === undefined || seen.has(comodel)) continue;
    seen.add(comodel);
    const answer = world.hasField(addon, comodel, name);
    if (answer !== "no") return answer;
  }
  return "no";
}

/** A `<label for="x">` is of something that the view has, by name or id. */
function checkLabel({ addon, world, report }: RuleContext, { view, element, kind, file }: Shown): void {
  const name = element.name === "label" && kind === "form" ? element.attributes.get("for") : undefined;
  if (name === undefined || !/^\w+$/.test(name.value)) return;
  const tree = view.inheritId === undefined ? undefined : treeFor(world, addon, view);
  if (view.inheritId !== undefined && tree === undefined) return;
  const elements = [...rootsOf(view).flatMap((root) => [...walkXml(root)])];
  if (tree !== undefined) for (const node of nodesBelow(tree)) elements.push(node.element);
  const isThere = elements.some((one) =>
    ["name", "id"].some((attribute) => one.attributes.get(attribute)?.value === name.value),
  );
  if (isThere) return;
  report({
    at: placeOf(file, name.valueSpan),
    message: `a label is for ${name.value}, and the view has nothing of that name or id`,
    instead: "Name a field that stands in the view, or the id of the element beside the label.",
  });
}
