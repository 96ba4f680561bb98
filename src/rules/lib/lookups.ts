/** Which components are asked for by usage, and who provides them. */
import type { World } from "../../addon/world.ts";
import type { AddonModel, ComponentClass, ModelClass, PythonFile } from "../../addon/types.ts";
import type { Call, ClassDef, Expr, Stmt, Str } from "../../parse/python/ast.ts";
import { argument, blocksOf, callsIn, dotted, exprsOf, textOf, walkExprs } from "../../parse/python/walk.ts";
import { componentsOf, isExtension, isHidden, nameOf } from "./components.ts";

/** `component(usage="x")` and `many_components(usage="x")`. */
export interface Lookup {
  readonly file: string;
  readonly call: Call;
  readonly usage: Str;
  readonly isMany: boolean;
  /** Said by `model_name`; undefined: that of the unit of work. */
  readonly model: Expr | undefined;
  /** What it is called on: `self`, `work`, `self.work` … */
  readonly on: Expr;
}

/** The lookup that a call is. */
export function lookupOf(file: string, call: Call): Lookup | undefined {
  if (call.func.kind !== "Attribute" || !/^(?:many_)?components?$/.test(call.func.attr)) return undefined;
  const usage = argument(call, "usage", 0);
  if (usage?.kind !== "Str") return undefined;
  const isMany = call.func.attr === "many_components";
  return { file, call, usage, isMany, model: argument(call, "model_name", 1), on: call.func.value };
}

const lookups = new WeakMap<AddonModel, readonly Lookup[]>();

/** All lookups of an addon's own code. */
export function lookupsOf(addon: AddonModel): readonly Lookup[] {
  let found = lookups.get(addon);
  if (found === undefined) {
    found = codeOf(addon, /usage/).flatMap(({ path, module }) =>
      [...callsIn(module.body)].flatMap((call) => lookupOf(path, call) ?? []),
    );
    lookups.set(addon, found);
  }
  return found;
}

/** A component that a lookup can find. */
export interface Provider {
  readonly name: string;
  readonly usage: string;
  /** Undefined: all collections. */
  readonly collection: string | undefined;
  /** Undefined: all models. */
  readonly models: readonly string[] | undefined;
  readonly module: string;
  readonly classes: readonly ComponentClass[];
}

/** The concrete components that are there with an addon; `isComplete: false` where one of them can't be judged. */
export function providersOf(
  world: World,
  addon: AddonModel,
): { readonly providers: readonly Provider[]; readonly isComplete: boolean } {
  const needs = world.needs(addon);
  const providers: Provider[] = [];
  let isComplete = world.missing(addon).size === 0;
  const isTestOnly = (classes: readonly ComponentClass[]): boolean =>
    classes.length > 0 && classes.every((one) => world.homeOf(one)?.python.get(one.file)?.isTest === true);
  for (const { name, isConcrete, usage, collection, applyOn, module, classes } of world.components()) {
    if (!isConcrete || (module !== addon.name && !needs.has(module)) || isTestOnly(classes)) continue;
    const hidden = classes.some(
      (one) =>
        isHidden(world, one, "_usage") || isHidden(world, one, "_apply_on") || isHidden(world, one, "_collection"),
    );
    if (hidden || (usage === undefined && classes.some((one) => one.attributes.has("_usage")))) isComplete = false;
    else if (usage !== undefined) providers.push({ name, usage, collection, models: applyOn, module, classes });
  }
  // Where a class has no name, that of another, or ancestors that are not at hand, it may be meant for anything.
  const seen = new Set<string>();
  for (const one of componentsOf(addon)) {
    const name = nameOf(one);
    const isMade = name !== undefined && !isExtension(one);
    const isTaken = isMade && (seen.has(name) || world.component(name)?.module !== addon.name);
    if (name === undefined || isTaken || !world.resolve(addon, one).complete) isComplete = false;
    if (isMade) seen.add(name);
  }
  return { providers, isComplete };
}

/** Whether a provider answers a lookup; an unknown collection or model is matched by all. */
export const answers = (
  { usage, collection, models }: Provider,
  asked: { readonly usage: string; readonly collection: string | undefined; readonly model: string | undefined },
): boolean =>
  usage === asked.usage &&
  (collection === undefined || asked.collection === undefined || collection === asked.collection) &&
  (models === undefined || asked.model === undefined || models.includes(asked.model));

/** The lookups below a class that a caller does not wait for: those whose failure is caught. */
export function* unguarded(body: readonly Stmt[]): Generator<Call> {
  for (const stmt of body) {
    if (stmt.kind === "Try" && stmt.handlers.length > 0) {
      for (const handler of stmt.handlers) yield* unguarded(handler.body);
      yield* unguarded([...stmt.orelse, ...stmt.finalbody]);
      continue;
    }
    for (const expr of exprsOf(stmt)) for (const one of walkExprs(expr)) if (one.kind === "Call") yield one;
    for (const block of blocksOf(stmt)) yield* unguarded(block);
  }
}

/** The models that a unit of work is opened for: `with backend.work_on(self._name) as work:` gives `work` its model. */
export function worksOf(node: ClassDef, model: string | undefined): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  const visit = (stmts: readonly Stmt[]): void => {
    for (const stmt of stmts) {
      if (stmt.kind === "With") {
        for (const { context, as } of stmt.items) {
          if (context.kind !== "Call" || context.func.kind !== "Attribute" || as?.kind !== "Name") continue;
          if (context.func.attr !== "work_on") continue;
          const asked = argument(context, "model_name", 0);
          const said = textOf(asked) ?? (dotted(asked) === "self._name" ? model : undefined);
          found.set(as.id, found.has(as.id) && found.get(as.id) !== said ? undefined : said);
        }
      }
      for (const block of blocksOf(stmt)) visit(block);
    }
  };
  visit(node.body);
  return found;
}

/** Python files that Odoo runs, tests left out, whose text has certain words: only those are worth a walk. */
export const codeOf = (addon: AddonModel, words: RegExp): readonly PythonFile[] =>
  [...addon.python.values()].filter(({ path, isTest }) => !isTest && words.test(addon.files.get(path)?.text ?? ""));

/** The one model that a class's `self` has: undefined for abstract ones, whose heirs it has too. */
export const modelOf = (one: ModelClass): string | undefined => (one.kind === "abstract" ? undefined : one.model);
