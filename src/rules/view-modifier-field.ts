import type { XmlElement } from "../parse/tree.ts";
import { walkXml } from "../parse/xml.ts";
import { nodesBelow, treeFor, type ViewNode } from "./lib/view-tree.ts";
import { decidingIn, shownBy, VIEW_ROOTS } from "./lib/views.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "view-modifier-field",
  group: "view",
  severity: "error",
  title: "A field decides what a view shows and is not in that view",
  why: "Up to 17.0 Odoo refuses such a view: the field must be present, and the addon can't be installed.",
  instead: 'Add `<field name="…" invisible="1" />` to the view, in a list of 17.0 with `column_invisible="1"`.',
  versions: { until: "17.0" },
  check(context) {
    const { addon, world, report, unresolved } = context;
    for (const view of addon.views) {
      const tree = view.inheritId === undefined ? undefined : treeFor(world, addon, view);
      for (const shown of shownBy(context, view)) {
        const names = decidingIn(context, shown);
        if (names.length === 0) continue;
        const present = view.inheritId === undefined ? around(shown.element) : tree && inTree(tree);
        const at = (name: string): boolean => present?.has(name) === true || around(shown.element).has(name);
        for (const one of names) {
          if (at(one.name)) continue;
          if (present === undefined) unresolved(one.at, `whether the view shows ${one.name}`);
          else report({ at: one.at, message: `${one.name} decides here and is not in the view` });
        }
      }
    }
  },
});

const known = new WeakMap<XmlElement, ReadonlySet<string>>();

/** Names of the fields of the (inner) view that an element stands in. */
function around(element: XmlElement): ReadonlySet<string> {
  let root = element;
  while (
    !VIEW_ROOTS.has(root.name) &&
    root.parent !== undefined &&
    root.parent.attributes.get("name")?.value !== "arch"
  )
    root = root.parent;
  const found = known.get(root);
  if (found !== undefined) return found;
  const names = new Set<string>();
  for (const one of walkXml(root)) {
    const name = one.attributes.get("name")?.value;
    if (one.name === "field" && name !== undefined) names.add(name);
  }
  known.set(root, names);
  return names;
}

/** Names of all fields of a view with its changes: which of its parts a change lies in makes no difference here. */
function inTree(tree: ViewNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { element } of nodesBelow(tree)) {
    const name = element.attributes.get("name")?.value;
    if (element.name === "field" && name !== undefined) names.add(name);
  }
  return names;
}
