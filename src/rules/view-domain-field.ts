import type { Expr } from "../parse/python/ast.ts";
import { itemOf } from "../parse/python/walk.ts";
import { checkDomain } from "./lib/domains.ts";
import { checkPath } from "./lib/fields.ts";
import { wordOf } from "./lib/words.ts";
import { shownIn, written, writtenIn } from "./lib/views.ts";
import { rule, type RuleContext } from "./rule.ts";

export default rule({
  code: "view-domain-field",
  group: "view",
  severity: "error",
  title: "A domain or a grouping in a view or an action names a field that its model does not have",
  why: "Installing the addon stops at the view; an action opens with an error in the browser.",
  instead:
    "Name fields of the model that is searched: in the domain of a relational field, of the model that it points at.",
  check(context) {
    const { addon, world } = context;
    for (const { element, file, model, isSure } of shownIn(context)) {
      if (model === undefined || !isSure) continue;
      const domain = element.attributes.get("domain");
      const searched =
        element.name === "field"
          ? world.field(addon, model, element.attributes.get("name")?.value ?? "")?.comodel
          : element.name === "filter"
            ? model
            : undefined;
      if (domain !== undefined && searched !== undefined) {
        const { expr, place } = writtenIn(addon, file, domain);
        checkDomain(context, searched, expr, place);
      }
      const values = element.name === "filter" ? element.attributes.get("context") : undefined;
      if (values !== undefined) {
        const { expr, place } = writtenIn(addon, file, values);
        checkGrouping(context, model, expr, place);
      }
    }
    for (const record of addon.records) {
      const model = record.model.text === "ir.actions.act_window" ? wordOf(record, "res_model")?.text : undefined;
      if (model === undefined || world.hasModel(addon, model) !== "yes") continue;
      const domain = wordOf(record, "domain");
      if (domain !== undefined) {
        const { expr, place } = written(addon, record.file, domain.text, domain);
        checkDomain(context, model, expr, place);
      }
      const values = wordOf(record, "context");
      if (values === undefined) continue;
      const { expr, place } = written(addon, record.file, values.text, values);
      checkGrouping(context, model, expr, place);
    }
  },
});

/** `{"group_by": "field:month"}` */
function checkGrouping(
  context: RuleContext,
  model: string,
  expr: Expr,
  place: ReturnType<typeof written>["place"],
): void {
  const group = expr.kind === "Dict" ? itemOf(expr, "group_by")?.value : undefined;
  const names = group?.kind === "List" ? group.elts : [group];
  for (const name of names) {
    if (name?.kind !== "Str" || name.value === "") continue;
    checkPath(context, model, name.value.split(":")[0] ?? "", place(name));
  }
}
