/**
 * Views as Odoo puts them together: a view with all that read addons change in it. Nothing is ever taken out of the
 * tree, so that what is not in it is missing for sure.
 */
import type { AddonModel, ViewDef } from "../../addon/types.ts";
import type { World } from "../../addon/world.ts";
import type { XmlElement } from "../../parse/tree.ts";

/** A node of a view with the changes made to it: an attribute has all values that it was ever given. */
export interface ViewNode {
  readonly element: XmlElement;
  readonly attributes: Map<string, string[]>;
  readonly children: ViewNode[];
  readonly parent: ViewNode | undefined;
  /** What a change puts in whose place can't be told lies somewhere in the view. */
  readonly isLoose: boolean;
}

function nodeOf(element: XmlElement, parent: ViewNode | undefined, addon: AddonModel, isLoose = false): ViewNode {
  const node: ViewNode = {
    element,
    attributes: new Map([...element.attributes].map(([name, { value }]) => [name, [withModule(value, addon)]])),
    children: [],
    parent,
    isLoose,
  };
  for (const child of element.children) node.children.push(nodeOf(child, node, addon));
  return node;
}

/** `%(action)d` -> `%(addon.action)d`: both are the same number in the end. */
const withModule = (text: string, addon: AddonModel): string =>
  text.replaceAll(/%\((\w+)\)d/g, (_, id: string) => `%(${addon.name}.${id})d`);

/** Whether nobody knows in which part of its view a node lies. */
export function isLoose(node: ViewNode): boolean {
  for (let one: ViewNode | undefined = node; one !== undefined; one = one.parent) if (one.isLoose) return true;
  return false;
}

/** A node and all below it. */
export function* nodesBelow(node: ViewNode): Generator<ViewNode> {
  yield node;
  for (const child of node.children) yield* nodesBelow(child);
}

/** The elements that a view's arch holds: one, or several changes side by side. */
export const rootsOf = ({ arch }: ViewDef): readonly XmlElement[] =>
  arch.name === "field" && arch.attributes.get("name")?.value === "arch" ? arch.children : [arch];

/** The changes that a view makes to another: what stands in `<data>`, or right in its arch. */
export const changesOf = (view: ViewDef): readonly XmlElement[] =>
  rootsOf(view).flatMap((root) => (root.name === "data" ? root.children : [root]));

const STEP = /^(\/\/?)?(\*|[\w.-]+)((?:\[(?:[^\][]|\[[^\]]*\])*\])*)/;

/** The nodes that a path leads to; undefined for a path that is not of the kind that views are full of. */
function walkPath(root: ViewNode, path: string): readonly ViewNode[] | undefined {
  let rest = path.trim();
  // The document stands above its root.
  const document: ViewNode = {
    element: root.element,
    attributes: new Map(),
    children: [root],
    parent: undefined,
    isLoose: false,
  };
  let here: readonly ViewNode[] = [document];
  let isFirst = true;
  if (rest.startsWith(".")) {
    here = [root];
    rest = rest.slice(1);
    if (rest === "") return here;
  }
  while (rest !== "") {
    const match = STEP.exec(rest);
    if (match === null) return undefined;
    const [all, axis, name = "", conditions = ""] = match;
    if (all === "" || (axis === undefined && !isFirst) || name.startsWith(".")) return undefined;
    if (axis === undefined) here = [root];
    isFirst = false;
    rest = rest.slice(all.length);
    const tests: ((node: ViewNode) => boolean)[] = [];
    for (const [, inner = ""] of conditions.matchAll(/\[((?:[^\][]|\[[^\]]*\])*)\]/g)) {
      for (const part of inner.split(/\s+and\s+/)) {
        const test = testOf(part.trim());
        if (test === undefined) return undefined;
        tests.push(test);
      }
    }
    const found = here.flatMap((one) =>
      axis === "//" ? one.children.flatMap((child) => [...nodesBelow(child)]) : one.children,
    );
    here = found.filter((one) => (name === "*" || one.element.name === name) && tests.every((test) => test(one)));
  }
  return [...new Set(here)];
}

/** One condition of a step: `@name='x'`, `hasclass('x')`, `1` … */
function testOf(text: string): ((node: ViewNode) => boolean) | undefined {
  const equal = /^@([\w:.-]+)\s*=\s*(?:'([^']*)'|"([^"]*)")$/.exec(text);
  if (equal !== null) {
    const [, name = "", single, double] = equal;
    return ({ attributes }) => attributes.get(name)?.includes(single ?? double ?? "") === true;
  }
  const has = /^(not\s*\(\s*)?@([\w:.-]+)\s*\)?$/.exec(text);
  // Whether something is gone can't be told: nothing is ever taken away here.
  if (has !== null) return has[1] === undefined ? ({ attributes }) => attributes.has(has[2] ?? "") : () => true;
  const classes = /^(?:hasclass)\s*\((.*)\)$/.exec(text);
  if (classes !== null) {
    const wanted = [...(classes[1] ?? "").matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, a, b]) => a ?? b ?? "");
    return ({ attributes }) => {
      const given = (attributes.get("class") ?? []).flatMap((one) => one.split(/\s+/));
      return wanted.every((one) => given.includes(one));
    };
  }
  const part = /^contains\s*\(\s*@([\w:.-]+)\s*,\s*(?:'([^']*)'|"([^"]*)")\s*\)$/.exec(text);
  if (part !== null) {
    const [, name = "", single, double] = part;
    return ({ attributes }) => (attributes.get(name) ?? []).some((one) => one.includes(single ?? double ?? ""));
  }
  // With more nodes than Odoo has at that moment a number says little: any node may be the one.
  return /^\d+$|^last\(\)$/.test(text) ? () => true : undefined;
}

/** What a change is made at: `<xpath expr="…">` or an element like the one meant; undefined where it can't be told. */
export function locate(root: ViewNode, change: XmlElement, addon: AddonModel): readonly ViewNode[] | undefined {
  if (change.name === "xpath") {
    const expr = change.attributes.get("expr")?.value;
    return expr === undefined ? [] : walkPath(root, withModule(expr, addon));
  }
  return [...nodesBelow(root)].filter(({ element, attributes }) => {
    if (element.name !== change.name) return false;
    if (change.name === "field") {
      const name = change.attributes.get("name")?.value;
      return name === undefined || attributes.get("name")?.includes(name) === true;
    }
    return [...change.attributes.values()].every(
      ({ name, value }) => name === "position" || attributes.get(name)?.includes(withModule(value, addon)) === true,
    );
  });
}

/** How a locator reads in a message. */
export function locatorText(change: XmlElement): string {
  if (change.name === "xpath") return change.attributes.get("expr")?.value ?? "<xpath> without expr";
  const attributes = [...change.attributes.values()].filter(({ name }) => name !== "position");
  return `<${[change.name, ...attributes.map(({ name, value }) => `${name}="${value}"`)].join(" ")}>`;
}

interface Home {
  readonly view: ViewDef;
  readonly addon: AddonModel;
}

interface Hierarchy {
  /** Views by full id. */
  readonly views: ReadonlyMap<string, Home>;
  /** Views by the full id of the view that they inherit, in the order of the addons. */
  readonly heirs: ReadonlyMap<string, readonly Home[]>;
  readonly trees: Map<string, ViewNode | undefined>;
}

const hierarchies = new WeakMap<World, Hierarchy>();

/** `x` of an addon -> `addon.x`. */
export const fullId = (addon: AddonModel, id: string): string => (id.includes(".") ? id : `${addon.name}.${id}`);

function hierarchyOf(world: World): Hierarchy {
  const known = hierarchies.get(world);
  if (known !== undefined) return known;
  const views = new Map<string, Home>();
  const heirs = new Map<string, Home[]>();
  for (const addon of world.addons) {
    for (const view of addon.views) {
      const { id, module } = view.record;
      if (id !== undefined && module === addon.name) views.set(fullId(addon, id.text), { view, addon });
      if (view.inheritId === undefined) continue;
      const parent = fullId(addon, view.inheritId.text);
      heirs.set(parent, [...(heirs.get(parent) ?? []), { view, addon }]);
    }
  }
  const made = { views, heirs, trees: new Map<string, ViewNode | undefined>() };
  hierarchies.set(world, made);
  return made;
}

/** The view that a view (through others) changes; undefined where it is not at hand. */
export function originOf(world: World, addon: AddonModel, view: ViewDef): string | undefined {
  const { views } = hierarchyOf(world);
  const seen = new Set<string>();
  let here: Home = { view, addon };
  let id = "";
  while (here.view.inheritId !== undefined) {
    id = fullId(here.addon, here.view.inheritId.text);
    const next = views.get(id);
    if (next === undefined || seen.has(id)) return undefined;
    seen.add(id);
    here = next;
  }
  return id === "" ? undefined : id;
}

/**
 * The view that a view changes, with all changes of read addons.
 * @returns undefined where one of the views in between is not at hand
 */
export function treeFor(world: World, addon: AddonModel, view: ViewDef): ViewNode | undefined {
  const origin = originOf(world, addon, view);
  if (origin === undefined) return undefined;
  const hierarchy = hierarchyOf(world);
  if (!hierarchy.trees.has(origin)) hierarchy.trees.set(origin, build(hierarchy, origin));
  return hierarchy.trees.get(origin);
}

/** A view of its own right that is made of another one: it leaves that one as it is. */
export const isPrimary = ({ record, inheritId }: ViewDef): boolean =>
  inheritId !== undefined && record.values.get("mode")?.text?.trim() === "primary";

/**
 * What a view takes over from one of another model: nodes of the views above it that no view replaces, or gives another
 * name or type. Fewer than Odoo has, never more.
 * @returns nothing where one of those views is not at hand, or a change can't be followed
 */
export function takenOver(world: World, addon: AddonModel, view: ViewDef): readonly ViewNode[] {
  const origin = originOf(world, addon, view);
  if (origin === undefined) return [];
  const hierarchy = hierarchyOf(world);
  const home = hierarchy.views.get(origin);
  const root = home && rootsOf(home.view)[0];
  if (home === undefined || root === undefined || isOfSameModel(hierarchy, addon, view)) return [];
  const tree = nodeOf(root, undefined, home.addon);
  const between: Home[] = [];
  for (let id = view.inheritId && fullId(addon, view.inheritId.text); id !== undefined && id !== origin;) {
    const next = hierarchy.views.get(id);
    if (next?.view.inheritId === undefined) return [];
    between.unshift(next);
    id = fullId(next.addon, next.view.inheritId.text);
  }
  for (const one of between)
    for (const change of changesOf(one.view)) if (!apply(tree, { change, addon: one.addon })) return [];
  const left = new Set(nodesBelow(tree));
  for (const { change, addon: by } of changesBelow(hierarchy, origin)) {
    if (!canTakeAway(change)) continue;
    const places = locate(tree, change, by);
    if (places === undefined) return [];
    for (const place of places) for (const node of nodesBelow(place)) left.delete(node);
  }
  return [...left];
}

/** Whether a view is about the same model as the view that it inherits, which is judged where it stands. */
const isOfSameModel = ({ views }: Hierarchy, addon: AddonModel, { inheritId, model }: ViewDef): boolean =>
  inheritId !== undefined && views.get(fullId(addon, inheritId.text))?.view.model === model;

/** Whether a change makes something else of what it is made at. */
function canTakeAway(change: XmlElement): boolean {
  const position = change.attributes.get("position")?.value;
  if (position !== "attributes") return position === "replace";
  return change.children.some(({ attributes }) => /^(?:name|type)$/.test(attributes.get("name")?.value ?? ""));
}

function build(hierarchy: Hierarchy, origin: string): ViewNode | undefined {
  const home = hierarchy.views.get(origin);
  const root = home && rootsOf(home.view)[0];
  if (home === undefined || root === undefined) return undefined;
  const tree = nodeOf(root, undefined, home.addon);
  // A change may stand on one that comes later here: the order of addons is not that of their views.
  let open = changesBelow(hierarchy, origin);
  for (let left = -1; open.length > 0 && open.length !== left;) {
    left = open.length;
    open = open.filter((one) => !apply(tree, one));
  }
  for (const { change, addon } of open)
    for (const child of change.children) tree.children.push(nodeOf(child, tree, addon, true));
  return tree;
}

interface Change {
  readonly change: XmlElement;
  readonly addon: AddonModel;
}

/** All changes that views make to a view, through others too. */
function changesBelow({ heirs }: Hierarchy, origin: string): readonly Change[] {
  const found: Change[] = [];
  const seen = new Set<string>();
  const collect = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const { view, addon } of heirs.get(id) ?? []) {
      for (const change of changesOf(view)) found.push({ change, addon });
      if (view.record.id !== undefined) collect(fullId(addon, view.record.id.text));
    }
  };
  collect(origin);
  return found;
}

/** @returns false where the change finds no place */
function apply(tree: ViewNode, { change, addon }: Change): boolean {
  const places = locate(tree, change, addon);
  if (places === undefined || places.length === 0) return false;
  const position = change.attributes.get("position")?.value ?? "inside";
  for (const place of places) {
    if (position === "attributes") {
      for (const child of change.children) {
        const name = child.attributes.get("name")?.value;
        if (name === undefined) continue;
        const added = [child.text.trim(), child.attributes.get("add")?.value ?? ""].filter((one) => one !== "");
        place.attributes.set(name, [...(place.attributes.get(name) ?? []), ...added]);
      }
      continue;
    }
    // Beside a root there is no place: what replaces it stands in for it.
    const into = position === "inside" ? place : (place.parent ?? place);
    for (const child of change.children) into.children.push(nodeOf(child, into, addon));
  }
  return true;
}
