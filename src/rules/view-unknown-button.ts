import type { ViewDef } from "../addon/types.ts";
import type { Span } from "../parse/text.ts";
import { writeInstead } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { BASE_METHODS } from "./lib/methods.ts";
import { type Shown, shownIn, takenOverBy } from "./lib/views.ts";
import { nearWord } from "./lib/near.ts";
import { rule, type RuleContext } from "./rule.ts";

export default rule({
  code: "view-unknown-button",
  group: "view",
  severity: "error",
  title: "A button calls a method, or opens an action, that does not exist",
  why: "Installing or updating the addon stops at the view, or the button raises where it is pressed.",
  instead:
    "Name a public method of the model, or the action as `%(id)d`. A view with `mode` primary takes the buttons of its " +
    "parent over: its own model needs their methods.",
  check(context) {
    for (const shown of shownIn(context)) {
      if (shown.element.name !== "button" || shown.element.attributes.has("special")) continue;
      const name = shown.element.attributes.get("name");
      const type = shown.element.attributes.get("type")?.value;
      if (name === undefined || name.value === "") continue;
      if (type === "object") judgeMethod(context, shown, name.value, name.valueSpan);
      else if (type === "action") judgeAction(context, shown, name.value, name.valueSpan);
    }
    for (const view of context.addon.views) judgeTakenOver(context, view);
  },
});

function judgeMethod({ addon, world, report, unresolved }: RuleContext, shown: Shown, name: string, span: Span): void {
  const { model, file } = shown;
  // `%(x)s` and the like are filled in.
  if (model === undefined || !/^\w+$/.test(name)) return;
  const at = placeOf(file, span);
  if (name.startsWith("_")) {
    report({
      at,
      message: `${name} is private: no button can call it`,
      instead: `Call it from a public method, and name that.`,
    });
    return;
  }
  const answer = shown.isSure && !BASE_METHODS.has(name) ? world.hasMethod(addon, model, name) : "unknown";
  if (answer === "unknown") unresolved(at, `whether ${model} has a method ${name}`);
  if (answer !== "no") return;
  const own = world.classesOf(model).flatMap((one) => [...one.methods.keys()]);
  report({ at, message: `${model} has no method ${name}`, ...writeInstead(nearWord(name, own, 3)) });
}

/** Buttons of a view of another model call methods of the model that takes them over: an update (`-u`) looks for them. */
function judgeTakenOver(context: RuleContext, view: ViewDef): void {
  const { addon, world, report } = context;
  const { inheritId } = view;
  if (inheritId === undefined) return;
  const lacking = new Map<string, Set<string>>();
  for (const { element, model } of takenOverBy(context, view)) {
    const name = element.attributes.get("name")?.value ?? "";
    const isCall = element.name === "button" && element.attributes.get("type")?.value === "object";
    if (!isCall || model === undefined || !/^[A-Za-z]\w*$/.test(name) || BASE_METHODS.has(name)) continue;
    if (world.hasMethod(addon, model, name) !== "no") continue;
    lacking.set(model, (lacking.get(model) ?? new Set()).add(name));
  }
  // One missing ancestor may be all that is wrong.
  for (const [model, [first = "", ...others]] of lacking) {
    report({
      at: inheritId,
      message: `${model} has no method ${first}, which a button of ${inheritId.text} calls${others.length === 0 ? "" : `; nor ${others.join(", ")}`}`,
      instead: `Give ${model} what is missing, or replace the ${others.length === 0 ? "button" : "buttons"}.`,
    });
  }
}

function judgeAction({ addon, world, report, unresolved }: RuleContext, shown: Shown, name: string, span: Span): void {
  const at = placeOf(shown.file, span);
  const id = /^%\(([\w.]+)\)d$/.exec(name)?.[1] ?? (/^\d+$/.test(name) ? undefined : name);
  if (id === undefined) return;
  if (id === name && !id.includes(".")) {
    report({
      at,
      message: `${name} is no action: a button of type action names one as %(${name})d`,
      instead: `Write name="%(${name})d", or type="object" for a method.`,
    });
    return;
  }
  const model = world.modelOfId(addon, id);
  if (model === undefined) {
    if (world.hasId(addon, id) !== "no") unresolved(at, `what ${id} is`);
  } else if (!model.startsWith("ir.actions.")) report({ at, message: `${id} is a record of ${model}, no action` });
}
