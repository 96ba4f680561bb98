import { entryOf, type Lifetime, lives, whenOf } from "./lib/lifetimes.ts";
import { changesOf } from "./lib/view-tree.ts";
import { VIEW_TAGS, VIEW_TEMPLATES } from "./lib/view-lifetimes.ts";
import { isOfModel, shownIn } from "./lib/views.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "view-removed-tag",
  group: "view",
  severity: "error",
  title: "An element of a view that this version does not know",
  why: "Odoo refuses a view of an unknown type, and the addon can't be installed; inside a form it shows nothing.",
  instead: "Write the element that this version has.",
  check(context) {
    const { addon, cap, report } = context;
    const judge = (lifetime: Lifetime | undefined, what: string, file: string, span: { from: number; to: number }) => {
      if (lifetime === undefined || lives(lifetime, cap.major)) return;
      report({
        at: placeOf(file, span),
        message: `${what} ${whenOf(lifetime, cap.major)}`,
        instead: `Write ${lifetime.instead}.`,
      });
    };
    for (const { element, file } of shownIn(context)) {
      judge(entryOf(VIEW_TAGS, element.name), `<${element.name}>`, file, element.nameSpan);
      const template = element.name === "t" ? element.attributes.get("t-name") : undefined;
      if (template !== undefined)
        judge(entryOf(VIEW_TEMPLATES, template.value), `template ${template.value}`, file, template.valueSpan);
      const classes = element.name === "div" ? element.attributes.get("class") : undefined;
      if (classes?.value.split(/\s+/).includes("oe_chatter") === true)
        judge({ until: 17, instead: "<chatter/>" }, "the oe_chatter div", file, classes.valueSpan);
    }
    // What a change looks for: a root that has another name now is not found.
    for (const view of addon.views) {
      if (view.inheritId === undefined || !isOfModel(view)) continue;
      for (const change of changesOf(view)) {
        if (change.name === "tree" || change.name === "list")
          judge(entryOf(VIEW_TAGS, change.name), `<${change.name}>`, view.record.file, change.nameSpan);
        const expr = change.name === "xpath" ? change.attributes.get("expr") : undefined;
        const tag = /(?:^|\/)(tree|list)(?=[[/]|$)/.exec(expr?.value ?? "")?.[1];
        if (expr !== undefined && tag !== undefined)
          judge(entryOf(VIEW_TAGS, tag), `<${tag}>`, view.record.file, expr.valueSpan);
      }
    }
  },
});
