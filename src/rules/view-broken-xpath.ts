import { changesOf, locate, locatorText, treeFor } from "./lib/view-tree.ts";
import { isOfModel, VIEW_ROOTS } from "./lib/views.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "view-broken-xpath",
  group: "view",
  severity: "error",
  title: "A change of a view looks for an element that is not there",
  why: "Installing or updating the addon stops: the element cannot be located in the parent view.",
  instead: "Look for an element that the parent view has, by its name best.",
  check(context) {
    const { addon, world, report, unresolved } = context;
    for (const view of addon.views) {
      if (view.inheritId === undefined || !isOfModel(view)) continue;
      const tree = treeFor(world, addon, view);
      for (const change of changesOf(view)) {
        if (VIEW_ROOTS.has(change.name) && !change.attributes.has("position")) continue;
        const at = placeOf(view.record.file, change.attributes.get("expr")?.valueSpan ?? change.nameSpan);
        const places = tree === undefined ? undefined : locate(tree, change, addon);
        if (places === undefined) unresolved(at, `whether the parent view has ${locatorText(change)}`);
        else if (places.length === 0)
          report({ at, message: `${view.inheritId.text} has nothing at ${locatorText(change)}` });
      }
    }
  },
});
