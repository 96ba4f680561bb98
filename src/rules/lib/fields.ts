/** Paths of fields, as rules ask for them: what is missing for sure, and where. */
import type { AddonModel, ModelClass, Place } from "../../addon/types.ts";
import type { KnownField } from "../../addon/world.ts";
import type { RuleContext } from "../rule.ts";
import { renameFix } from "./renames.ts";

/** A name of a path that is no field: `model` is the one it was asked of. */
export interface Broken {
  readonly model: string;
  readonly name: string;
  /** What it should have been, where something is near. */
  readonly nearest: string | undefined;
  /** The path goes on behind a field that is no relation. */
  readonly behind: KnownField | undefined;
}

/** Fields that have parts of their own: `create_date.month_number`, keys of properties. */
const WITH_PARTS = new Set(["date", "datetime", "properties", "properties_definition", "json", "serialized", "jsonb"]);
const RELATIONS = new Set(["many2one", "one2many", "many2many"]);

/**
 * Follows `a.b.c` from a model.
 * @returns what is missing for sure; `unknown` where something on the way is not at hand; otherwise the last field
 */
export function follow(
  { addon, world }: Pick<RuleContext, "addon" | "world">,
  model: string,
  path: string,
): { readonly field: KnownField } | { readonly broken: Broken } | "unknown" {
  let here = model;
  let found: KnownField | undefined;
  for (const name of path.split(".")) {
    if (found !== undefined) {
      if (found.type === undefined || WITH_PARTS.has(found.type)) return "unknown";
      if (!RELATIONS.has(found.type)) {
        if (["reference", "many2one_reference"].includes(found.type)) return "unknown";
        return { broken: { model: here, name, nearest: undefined, behind: found } };
      }
      if (found.comodel === undefined) return "unknown";
      here = found.comodel;
    }
    const answer = world.hasField(addon, here, name);
    // What an abstract model lacks those bring that inherit it.
    if (answer === "unknown" || (answer === "no" && world.kindOf(here) === "abstract")) return "unknown";
    if (answer === "no") {
      const nearest = world.nearestField(addon, here, name);
      return { broken: { model: here, name, nearest, behind: undefined } };
    }
    found = world.field(addon, here, name);
    if (found === undefined) return "unknown";
  }
  return found === undefined ? "unknown" : { field: found };
}

/** Says what is wrong with a path, and what was probably meant. */
export function brokenPath(
  { model, name, nearest, behind }: Broken,
  path: string,
): { message: string; instead?: string } {
  const within = path === name ? "" : ` (in ${path})`;
  if (behind !== undefined)
    return { message: `${behind.name} is a ${behind.type ?? "field"}, no relation: it has no ${name}${within}` };
  return {
    message: `${model} has no field ${name}${within}`,
    ...(nearest === undefined ? {} : { instead: `Write ${nearest}, if that is meant.` }),
  };
}

/**
 * Reports a path that breaks, or notes what could not be judged.
 * @returns the field at its end, where it is known
 */
export function checkPath(
  context: RuleContext,
  model: string,
  path: string,
  at: Place,
  tell = (text: string): string => text,
): KnownField | undefined {
  const found = follow(context, model, path);
  if (found === "unknown") {
    context.unresolved(at, `${path} of ${model}`);
    return undefined;
  }
  if ("field" in found) return found.field;
  const { message, ...more } = brokenPath(found.broken, path);
  const fix = renameFix(context, found.broken.model, found.broken.name, at);
  context.report({ at, message: tell(message), ...more, ...(fix !== undefined && { fix }) });
  return undefined;
}

/** Classes of models that Odoo loads: those of files that nothing imports don't exist for it. */
export const loadedModels = (addon: AddonModel): readonly ModelClass[] =>
  addon.models.filter(({ file }) => addon.python.get(file)?.isLoaded === true);

/** `Write x, if that is meant.` where something is near. */
export const writeInstead = (nearest: string | undefined): { instead?: string } =>
  nearest === undefined ? {} : { instead: `Write ${nearest}, if that is meant.` };
