import { entryOf, type Lifetime, lives, whenOf } from "./lib/lifetimes.ts";
import { changesOf } from "./lib/view-tree.ts";
import { VIEW_TAGS, VIEW_TEMPLATES } from "./lib/view-lifetimes.ts";
import { isOfModel, shownIn } from "./lib/views.ts";
import { placeOf } from "./lib/python.ts";
import type { XmlElement } from "../parse/tree.ts";
import { type Edit, rule } from "./rule.ts";

export default rule({
  code: "view-removed-tag",
  group: "view",
  severity: "error",
  title: "An element of a view that this version does not know",
  why: "Odoo refuses a view of an unknown type, and the addon can't be installed; inside a form it shows nothing.",
  instead: "Write the element that this version has.",
  check(context) {
    const { addon, cap, report } = context;
    const judge = (
      lifetime: Lifetime | undefined,
      what: string,
      file: string,
      span: { from: number; to: number },
      fixOf: (text: string, word: string) => readonly Edit[] | undefined,
    ) => {
      if (lifetime === undefined || lives(lifetime, cap.major)) return;
      const fix = fixOf(addon.files.get(file)?.text ?? "", /^<?(\w+)>?$/.exec(lifetime.instead)?.[1] ?? "");
      report({
        at: placeOf(file, span),
        message: `${what} ${whenOf(lifetime, cap.major)}`,
        instead: `Write ${lifetime.instead}.`,
        ...(fix !== undefined && { fix }),
      });
    };
    for (const { element, file } of shownIn(context)) {
      judge(entryOf(VIEW_TAGS, element.name), `<${element.name}>`, file, element.nameSpan, (text, word) =>
        renamed(file, element, text, word),
      );
      const template = element.name === "t" ? element.attributes.get("t-name") : undefined;
      if (template !== undefined)
        judge(
          entryOf(VIEW_TEMPLATES, template.value),
          `template ${template.value}`,
          file,
          template.valueSpan,
          (_, word) => [{ ...placeOf(file, template.valueSpan), text: word }],
        );
      const classes = element.name === "div" ? element.attributes.get("class") : undefined;
      if (classes?.value.split(/\s+/).includes("oe_chatter") === true)
        judge({ until: 17, instead: "<chatter/>" }, "the oe_chatter div", file, classes.valueSpan, () =>
          isPlainChatter(element) ? [{ ...placeOf(file, element), text: "<chatter />" }] : undefined,
        );
    }
    // What a change looks for: a root that has another name now is not found.
    for (const view of addon.views) {
      if (view.inheritId === undefined || !isOfModel(view)) continue;
      for (const change of changesOf(view)) {
        if (change.name === "tree" || change.name === "list")
          judge(entryOf(VIEW_TAGS, change.name), `<${change.name}>`, view.record.file, change.nameSpan, (text, word) =>
            renamed(view.record.file, change, text, word),
          );
        const expr = change.name === "xpath" ? change.attributes.get("expr") : undefined;
        const tag = /(?:^|\/)(tree|list)(?=[[/]|$)/.exec(expr?.value ?? "")?.[1];
        if (expr !== undefined && tag !== undefined)
          judge(entryOf(VIEW_TAGS, tag), `<${tag}>`, view.record.file, expr.valueSpan, (text, word) => {
            const { from, to } = expr.valueSpan;
            const path = text.slice(from, to).replaceAll(/(^|\/)(?:tree|list)(?=[[/]|$)/g, `$1${word}`);
            return [{ ...placeOf(view.record.file, expr.valueSpan), text: path }];
          });
      }
    }
  },
});

/** Another name for an element, at both its ends. */
function renamed(file: string, element: XmlElement, text: string, word: string): readonly Edit[] | undefined {
  if (word === "" || !/^(?:tree|list)$/.test(element.name)) return undefined;
  const edits = [{ ...placeOf(file, element.nameSpan), text: word }];
  const end = text.lastIndexOf("</", element.to - 1);
  if (text.slice(end, element.to).replaceAll(/\s/g, "") === `</${element.name}>`)
    edits.push({ file, from: end + 2, to: end + 2 + element.name.length, text: word });
  else if (text.slice(element.to - 2, element.to) !== "/>") return undefined;
  return edits;
}

/** Whether a chatter is made of what `<chatter/>` brings by itself. */
const isPlainChatter = (element: XmlElement): boolean =>
  element.attributes.size === 1 &&
  element.textSpan === undefined &&
  element.children.every(
    ({ name, attributes, children }) =>
      name === "field" &&
      children.length === 0 &&
      /^(?:message_follower_ids|activity_ids|message_ids)$/.test(attributes.get("name")?.value ?? "") &&
      [...attributes.keys()].every((one) => one === "name" || one === "widget"),
  );
