import type { Place } from "../addon/types.ts";
import { entryOf, lives, whenOf } from "./lib/lifetimes.ts";
import { asAttributes, asAttrs, asExpressions } from "./lib/modifiers.ts";
import { VIEW_ATTRIBUTES } from "./lib/view-lifetimes.ts";
import { fieldsIn, MODIFIERS, modifiersOf, type Shown, shownIn, writtenIn } from "./lib/views.ts";
import { type Edit, rule, type RuleContext } from "./rule.ts";
import { placeOf } from "./lib/python.ts";

export default rule({
  code: "view-removed-attribute",
  group: "view",
  severity: "error",
  title: "An attribute of a view that this version refuses or takes no notice of",
  why:
    "From 17.0 a view with `attrs` or `states` is refused, and the addon can't be installed. Before it `column_invisible` " +
    "does nothing, and a view whose `invisible` asks for a field can't be opened.",
  instead: "Write the condition in the form that this version has.",
  check(context) {
    for (const shown of shownIn(context)) {
      for (const { name, from, to } of shown.element.attributes.values())
        judge(context, name, { file: shown.file, from, to: Math.min(to, from + name.length) }, () =>
          name === "attrs" || name === "states"
            ? asExpressions(shown.file, shown.element, name)
            : asOldModifiers(context, shown),
        );
      if (!context.cap.attrsExpressions) judgeExpressions(context, shown);
      judgeSet(context, shown);
      judgeGroup(context, shown);
    }
  },
});

function judge({ cap, report }: RuleContext, name: string, at: Place, fixOf: () => readonly Edit[] | undefined): void {
  const lifetime = entryOf(VIEW_ATTRIBUTES, name);
  if (lifetime === undefined || lives(lifetime, cap.major)) return;
  const fix = fixOf();
  const message = `${name}= ${whenOf(lifetime, cap.major)}`;
  report({ at, message, instead: `Write ${lifetime.instead}.`, ...(fix !== undefined && { fix }) });
}

/** Before 17.0 an expression knows the context and nothing of the record. */
function judgeExpressions(context: RuleContext, shown: Shown): void {
  for (const { name, expr, place } of modifiersOf(context, shown)) {
    if (name === "column_invisible" || fieldsIn(expr).length === 0) continue;
    const fix = shown.element.attributes.has(name) ? asOldModifiers(context, shown) : undefined;
    context.report({
      at: place(expr),
      message: `${name}= asks for ${fieldsIn(expr)[0]?.name ?? "a field"}, and knows no fields before 17.0`,
      instead: `Write attrs="{'${name}': […]}" with a domain.`,
      ...(fix !== undefined && { fix }),
    });
  }
}

/** All modifiers of an element that are not for all records, as `attrs`. */
function asOldModifiers(context: RuleContext, { file, element, model, isSure }: Shown): readonly Edit[] | undefined {
  const { addon, world } = context;
  const text = addon.files.get(file)?.text;
  if (text === undefined) return undefined;
  const names = MODIFIERS.filter((name) => {
    const attribute = element.attributes.get(name);
    if (attribute === undefined) return false;
    return name === "column_invisible" || fieldsIn(writtenIn(addon, file, attribute).expr).length > 0;
  });
  const typeOf = (field: string): string | undefined =>
    model === undefined || !isSure ? undefined : world.field(addon, model, field)?.type;
  return asAttrs(file, text, element, names, typeOf);
}

/** `<attribute name="attrs">`. */
function judgeSet(context: RuleContext, { file, element }: Shown): void {
  const name = element.name === "attribute" ? element.attributes.get("name") : undefined;
  // An empty one takes away what another view may still have had.
  if (name === undefined || element.textSpan === undefined) return;
  judge(context, name.value, placeOf(file, name.valueSpan), () =>
    name.value === "attrs" || name.value === "states" ? asAttributes(file, element, name.value) : undefined,
  );
}

/** From 19.0 the groups of a search view have neither. */
function judgeGroup({ cap, report }: RuleContext, { file, element, kind }: Shown): void {
  if (cap.major < 19 || element.name !== "group" || kind !== "search") return;
  for (const name of ["expand", "string"]) {
    const found = element.attributes.get(name);
    if (found === undefined) continue;
    report({
      at: { file, from: found.from, to: found.from + name.length },
      message: `${name}= of a group in a search view is gone since 19.0`,
      instead: "Write <group> without it.",
      // With the blank before it.
      fix: [{ file, from: found.from - 1, to: found.to, text: "" }],
    });
  }
}
