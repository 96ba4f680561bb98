import type { AddonModel, ViewDef } from "../addon/types.ts";
import type { World } from "../addon/world.ts";
import { wordOf } from "./lib/words.ts";
import { rootsOf } from "./lib/view-tree.ts";
import { walkXml } from "../parse/xml.ts";
import { rule, type RuleContext } from "./rule.ts";

export default rule({
  code: "view-unknown-filter",
  group: "view",
  severity: "warning",
  title: "An action switches on a filter that no search view has",
  why: "The list opens unfiltered and says nothing: people work on all records where they were to see some.",
  instead: "Name a `<filter>` or a field of the search view behind `search_default_`.",
  check(context) {
    const { addon, report, unresolved } = context;
    for (const record of addon.records) {
      if (record.model.text !== "ir.actions.act_window") continue;
      const model = wordOf(record, "res_model")?.text;
      const written = record.values.get("context");
      const text = written?.text ?? written?.eval?.text;
      if (model === undefined || written === undefined || text === undefined) continue;
      const span = written.element?.textSpan ?? written;
      const source = addon.files.get(record.file)?.text ?? "";
      for (const [whole, name = ""] of text.matchAll(/search_default_(\w+)/g)) {
        const from = source.indexOf(whole, span.from);
        const at = from === -1 ? written : { file: record.file, from, to: from + whole.length };
        const names = searchNames(context, model);
        if (names === undefined) unresolved(at, `whether a search view of ${model} has ${name}`);
        else if (!names.has(name)) report({ at, message: `no search view of ${model} has a filter ${name}` });
      }
    }
  },
});

/** Names in all search views of a model; undefined where Odoo's own modules may have brought some. */
function searchNames({ addon, world }: RuleContext, model: string): ReadonlySet<string> | undefined {
  // Views of modules that only the index knows are not at hand, and it may have been extended by any of them.
  if (world.index.model(model) !== undefined && world.classesOf(model).every((one) => !one.isNew)) return undefined;
  const needs = world.needs(addon);
  if (world.modulesOf(model).some((one) => world.addons.every(({ name }) => name !== one))) return undefined;
  const names = new Set<string>();
  let hasSearch = false;
  for (const other of world.addons) {
    // An addon beyond may be installed by itself with this one.
    if (!needs.has(other.name)) {
      if (viewsOf(other, model).some((view) => view.inheritId !== undefined)) return undefined;
      continue;
    }
    for (const view of viewsOf(other, model)) {
      const isSearch = rootsOf(view).some((root) => root.name === "search") || view.inheritId !== undefined;
      if (!isSearch) continue;
      hasSearch = true;
      const chain = chainOf(world, other, view);
      if (chain === undefined) return undefined;
      for (const { arch } of chain) {
        for (const one of walkXml(arch)) {
          const name = one.attributes.get("name")?.value;
          if (name !== undefined && ["filter", "field"].includes(one.name)) names.add(name);
        }
      }
    }
  }
  // Without one Odoo makes a search view by itself: of the name alone.
  return hasSearch ? names : undefined;
}

/** A view and those that it stands on, which can be another model's; undefined where one of them is not at hand. */
function chainOf(world: World, addon: AddonModel, view: ViewDef): readonly ViewDef[] | undefined {
  const found = new Set([view]);
  for (let { inheritId: id } = view, home = addon; id !== undefined;) {
    const above = world.recordOf(home, id.text);
    const parent = above?.addon.views.find(({ record }) => record === above.record);
    if (above === undefined || parent === undefined) return undefined;
    if (found.has(parent)) break;
    found.add(parent);
    id = parent.inheritId;
    home = above.addon;
  }
  return [...found];
}

const viewsOf = (addon: AddonModel, model: string) => addon.views.filter((view) => view.model === model);
