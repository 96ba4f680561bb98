/** What runs as a job of `queue_job`. */
import type { AddonModel, DelayedCall, JobFunction, ModelClass } from "../../addon/types.ts";
import type { World } from "../../addon/world.ts";
import type { Call, FunctionDef } from "../../parse/python/ast.ts";
import { callsIn, dotted, walkStmts } from "../../parse/python/walk.ts";
import { valueOf } from "./python.ts";

/** Model and method of a job function's record, by `model_id` and `method` or by the older `name`. */
export interface JobTarget {
  readonly model: string | undefined;
  readonly method: string | undefined;
}

const NAME = /^<([0-9a-z_.]+)>\.([0-9a-zA-Z_]+)$/;

/** @returns what a record names; undefined parts can't be told */
export function targetOf(world: World, { record, modelId, method }: JobFunction): JobTarget {
  const name = NAME.exec(record.values.get("name")?.text?.trim() ?? "");
  return {
    model: modelId === undefined ? name?.[1] : world.modelOfModelId(modelId.text),
    method: method?.text ?? name?.[2],
  };
}

/** Keys `model.method` of all job functions of the addons that were read. */
export function jobFunctionKeys(world: World): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const addon of world.addons) {
    for (const one of addon.jobFunctions) {
      const { model, method } = targetOf(world, one);
      if (model !== undefined && method !== undefined) keys.add(`${model}.${method}`);
    }
  }
  return keys;
}

/** Delayed calls of files that run in production. */
export const delayedCalls = (addon: AddonModel): readonly DelayedCall[] =>
  addon.delayed.filter(({ file }) => addon.python.get(file)?.isLoaded === true);

/** The methods of an addon's classes that run as jobs: delayed in it, or with a job function. */
export function jobMethods(
  addon: AddonModel,
  world: World,
): readonly { readonly model: ModelClass; readonly name: string }[] {
  const keys = new Set<string>();
  for (const one of addon.jobFunctions) {
    const { model, method } = targetOf(world, one);
    if (model !== undefined && method !== undefined) keys.add(`${model}.${method}`);
  }
  for (const { model, method } of delayedCalls(addon)) if (model !== undefined) keys.add(`${model}.${method.text}`);
  return addon.models.flatMap((model) =>
    [...model.methods.keys()]
      .filter((name) => keys.has(`${model.model ?? ""}.${name}`))
      .map((name) => ({ model, name })),
  );
}

/** Keys `model.method` of an addon's job functions that say something of commits. */
export const mayCommit = (addon: AddonModel, world: World): ReadonlySet<string> =>
  new Set(
    addon.jobFunctions
      .filter(({ record }) => record.values.has("allow_commit"))
      .map((one) => targetOf(world, one))
      .map(({ model, method }) => `${model ?? ""}.${method ?? ""}`),
  );

const CURSOR = /^self\.(?:env\.cr|_cr)$/;

/** Calls of a method that commit the transaction that it runs in. */
export function commitsIn(node: FunctionDef): readonly Call[] {
  // With an environment of its own the cursor is another one.
  const isReplaced = [...walkStmts(node.body)].some(
    (stmt) => stmt.kind === "Assign" && stmt.targets.some((target) => target.kind === "Name" && target.id === "self"),
  );
  if (isReplaced) return [];
  return [...callsIn(node.body)].filter(({ func }) => {
    if (func.kind !== "Attribute" || func.attr !== "commit") return false;
    const on = func.value;
    return CURSOR.test(dotted(on.kind === "Name" ? valueOf(node, on.id) : on) ?? "");
  });
}
