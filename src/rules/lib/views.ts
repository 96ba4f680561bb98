/** What a view shows: each element with the model that it is about. */
import type { AddonModel, Place, ViewDef } from "../../addon/types.ts";
import type { World } from "../../addon/world.ts";
import type { Expr } from "../../parse/python/ast.ts";
import { parseExpression } from "../../parse/python/parse.ts";
import { dotted, walkExprs } from "../../parse/python/walk.ts";
import type { Span } from "../../parse/text.ts";
import type { XmlAttribute, XmlElement } from "../../parse/tree.ts";
import type { RuleContext } from "../rule.ts";
import { conditionsOf } from "./domains.ts";
import { changesOf, isLoose, isPrimary, locate, rootsOf, takenOver, treeFor, type ViewNode } from "./view-tree.ts";
import { placeOf } from "./python.ts";

/** Roots of views that are about a model; all others are templates. */
export const VIEW_ROOTS: ReadonlySet<string> = new Set(
  "form tree list search kanban calendar graph pivot activity gantt map cohort grid hierarchy qweb".split(" "),
);

/** An element of a view. */
export interface Shown {
  readonly view: ViewDef;
  readonly file: string;
  readonly element: XmlElement;
  /** Undefined where it can't be told. */
  readonly model: string | undefined;
  /**
   * False in a change of a view that is not at hand: the place may lie in a list of another model; then the element is
   * about `model` or one that it has a relation to.
   */
  readonly isSure: boolean;
  /** Root of the (inner) view that it stands in: `form`, `list` …; undefined where a change doesn't say. */
  readonly kind: string | undefined;
}

const known = new WeakMap<AddonModel, { readonly world: World; readonly shown: readonly Shown[] }>();

/** All elements that the views of an addon bring. */
export function shownIn(context: RuleContext): readonly Shown[] {
  const { addon, world } = context;
  let kept = known.get(addon);
  if (kept?.world !== world) {
    kept = { world, shown: addon.views.flatMap((view) => [...shownBy(context, view)]) };
    known.set(addon, kept);
  }
  return kept.shown;
}

/** Whether a view is about a model, and no template. */
export const isOfModel = (view: ViewDef): boolean =>
  view.model !== undefined && view.record.element?.name === "record" && view.record.values.get("type")?.text !== "qweb";

/** All elements that a view brings: of a change, what it puts in and not what it looks for. */
export function* shownBy(context: RuleContext, view: ViewDef): Generator<Shown> {
  const file = view.record.file;
  if (!isOfModel(view)) return;
  const model = view.model;
  if (view.inheritId === undefined) {
    for (const root of rootsOf(view))
      if (VIEW_ROOTS.has(root.name))
        yield* below(context, { view, file, element: root, model, isSure: true, kind: root.name });
    return;
  }
  const tree = treeFor(context.world, context.addon, view);
  for (const change of changesOf(view)) {
    // The whole view anew, in a view of its own right.
    if (VIEW_ROOTS.has(change.name) && !change.attributes.has("position") && tree === undefined) continue;
    const found = tree === undefined ? undefined : locate(tree, change, context.addon)?.[0];
    const place = found === undefined || isLoose(found) ? undefined : found;
    const position = change.attributes.get("position")?.value;
    const inside =
      place === undefined ? undefined : position === "inside" || position === undefined ? place : place.parent;
    const around = inside === undefined ? { model, kind: undefined } : modelAt(context, inside, model);
    for (const element of change.children)
      yield* below(context, { view, file, element, ...around, isSure: place !== undefined });
  }
}

/** An element that a view takes over from one of another model. */
export interface TakenOver {
  readonly element: XmlElement;
  /** What it is about in the view that takes it over; undefined where it can't be told. */
  readonly model: string | undefined;
}

/** Elements of views of another model that a view of its own right is made of. */
export function takenOverBy(context: RuleContext, view: ViewDef): readonly TakenOver[] {
  const { addon, world } = context;
  if (!isPrimary(view) || !isOfModel(view)) return [];
  return takenOver(world, addon, view).flatMap((node) =>
    node.parent === undefined
      ? []
      : [{ element: node.element, model: modelAt(context, node.parent, view.model).model }],
  );
}

/** The model that children of a node are about. */
function modelAt(
  { addon, world }: RuleContext,
  node: ViewNode,
  model: string | undefined,
): { readonly model: string | undefined; readonly kind: string | undefined } {
  const path: string[] = [];
  let kind: string | undefined;
  for (let one: ViewNode | undefined = node; one !== undefined; one = one.parent) {
    if (VIEW_ROOTS.has(one.element.name)) kind ??= one.element.name;
    if (one.element.name === "field" || one.element.name === "groupby")
      path.unshift(one.element.attributes.get("name")?.value ?? "");
  }
  let here = model;
  for (const name of path) here = here === undefined ? undefined : world.field(addon, here, name)?.comodel;
  return { model: here, kind };
}

function* below(context: RuleContext, shown: Shown): Generator<Shown> {
  yield shown;
  const { element, model } = shown;
  let inner = model;
  if ((element.name === "field" || element.name === "groupby") && model !== undefined && element.children.length > 0)
    inner = context.world.field(context.addon, model, element.attributes.get("name")?.value ?? "")?.comodel;
  for (const child of element.children) {
    const kind = element.name === "field" && VIEW_ROOTS.has(child.name) ? child.name : shown.kind;
    yield* below(context, { ...shown, element: child, model: inner, kind });
  }
}

/** Attributes of a view that hold an expression of Python's. */
export const MODIFIERS = ["invisible", "readonly", "required", "column_invisible"] as const;

/** Names in a view's expressions that are no fields. */
export const FREE_WORDS: ReadonlySet<string> = new Set(
  (
    "True False None true false self parent context uid id active_id active_ids active_model current_date today now " +
    "time datetime relativedelta context_today allowed_company_ids current_company_id abs len bool float str unicode set"
  ).split(" "),
);

/** An expression in an attribute or in a text, with places of its parts in the file. */
export interface Written {
  readonly expr: Expr;
  readonly text: string;
  readonly place: (part: Span) => Place;
}

/** @param span where the text stands in the file: with entities in it places are those of the whole */
export function written(addon: AddonModel, file: string, text: string, span: Span): Written {
  const raw = addon.files.get(file)?.text?.slice(span.from, span.to) ?? "";
  const isExact = raw === text || raw.replaceAll(/\s/g, " ") === text;
  // The number of a record is put in before anything else reads it.
  const plain = text.replaceAll(/%\([\w.]+\)[ds]/g, (id) => "1".padEnd(id.length));
  return {
    expr: parseExpression(plain, span.from),
    text,
    place: ({ from, to }) => (isExact && to <= span.to ? { file, from, to } : placeOf(file, span)),
  };
}

/** The expression in an attribute. */
export const writtenIn = (addon: AddonModel, file: string, { value, valueSpan }: XmlAttribute): Written =>
  written(addon, file, value, valueSpan);

/** The modifiers of an element, those that a change sets by `<attribute name="invisible">` too. */
export function* modifiersOf(
  { addon }: RuleContext,
  { file, element }: Shown,
): Generator<Written & { readonly name: string }> {
  for (const name of MODIFIERS) {
    const attribute = element.attributes.get(name);
    if (attribute !== undefined) yield { name, ...writtenIn(addon, file, attribute) };
  }
  const name = element.attributes.get("name")?.value ?? "";
  if (
    element.name === "attribute" &&
    (MODIFIERS as readonly string[]).includes(name) &&
    element.textSpan !== undefined
  ) {
    const { from, to } = element.textSpan;
    yield { name, ...written(addon, file, element.text.trim(), { from, to }) };
  }
}

/** Names of fields in an expression of a view: `state == 'done'`, not `parent.state` nor `context.get('x')`. */
export function fieldsIn(expr: Expr): readonly { readonly name: string; readonly span: Span }[] {
  const inner = new Set<Expr>();
  const bound = new Set<string>();
  for (const one of walkExprs(expr)) {
    if (one.kind === "Attribute" && dotted(one.value)?.startsWith("parent") === true) inner.add(one.value);
    if ("loops" in one)
      for (const { target } of one.loops)
        for (const name of walkExprs(target)) if (name.kind === "Name") bound.add(name.id);
    if (one.kind === "Lambda") for (const param of one.params) bound.add(param.name);
  }
  const found: { name: string; span: Span }[] = [];
  for (const one of walkExprs(expr)) {
    if (one.kind !== "Name" || FREE_WORDS.has(one.id) || bound.has(one.id) || inner.has(one)) continue;
    found.push({ name: one.id, span: one });
  }
  return found;
}

/** A field that decides whether an element is shown, required, changeable or coloured. */
export interface Deciding {
  readonly name: string;
  readonly at: Place;
}

/** Fields in modifiers, decorations and `attrs` of an element. */
export function decidingIn(context: RuleContext, shown: Shown): readonly Deciding[] {
  const { addon } = context;
  const { file, element } = shown;
  const found: Deciding[] = [];
  for (const { expr, text, place } of modifiersOf(context, shown)) {
    if (/^(?:[01]|True|False|true|false)?$/.test(text.trim())) continue;
    for (const { name, span } of fieldsIn(expr)) found.push({ name, at: place(span) });
  }
  for (const attribute of element.attributes.values()) {
    if (attribute.name.startsWith("decoration-")) {
      const { expr, place } = writtenIn(addon, file, attribute);
      for (const { name, span } of fieldsIn(expr)) found.push({ name, at: place(span) });
    }
    if (attribute.name !== "attrs") continue;
    const { expr, place } = writtenIn(addon, file, attribute);
    if (expr.kind !== "Dict") continue;
    for (const { value } of expr.items) {
      for (const { path, value: right } of conditionsOf(value)) {
        if (!path.value.startsWith("parent.") && path.value !== "id")
          found.push({ name: path.value.split(".")[0] ?? "", at: place(path) });
        for (const { name, span } of fieldsIn(right)) found.push({ name, at: place(span) });
      }
    }
  }
  return found.filter(({ name }) => name !== "id");
}
