/** What rules ask of data records and access rights. */
import type { AddonModel, DataRecord, DataValue, ModelClass } from "../../addon/types.ts";
import type { World } from "../../addon/world.ts";
import { parseExpression } from "../../parse/python/parse.ts";
import { literal, walkBody } from "../../parse/python/walk.ts";

/** Whether a record is made here; else it changes another addon's. */
export const isOwn = ({ record, addon }: { readonly record: DataRecord; readonly addon: AddonModel }): boolean =>
  record.module === addon.name;

/** Whether a value is written as false: `eval="False"`, `eval="0"`; as a text only nothing at all is false. */
export function isWrittenFalse(value: DataValue | undefined): boolean {
  if (value === undefined) return false;
  const written = value.eval?.text ?? value.text ?? "";
  if (value.eval === undefined && value.ref === undefined) return /^\s*(?:|0|False|false)\s*$/.test(written);
  const read = literal(parseExpression(written));
  return read === false || read === 0 || read === null;
}

/** Names of the abstract models that make a model a backend. */
const BACKENDS = ["connector.backend", "generic.backend.mixin", "generic.backend"];

/** Whether a model holds the connection to a remote system. */
export const isBackend = (world: World, addon: AddonModel, model: string): boolean =>
  BACKENDS.some((one) => world.isA(addon, model, one) === "yes");

/** The models that an addon makes, and stores: neither abstract nor an extension. */
export const ownModels = (addon: AddonModel, world: World): readonly (ModelClass & { readonly model: string })[] =>
  addon.models.filter((one): one is ModelClass & { readonly model: string } => {
    if (!one.isNew || one.model === undefined || one.kind === "abstract") return false;
    const python = addon.python.get(one.file);
    if (python === undefined || python.isTest || !python.isLoaded) return false;
    // The name of a model that is there already: whoever made it gave the rights.
    const model = one.model;
    const others = world.classesOf(model).filter((other) => other.isNew && world.homeOf(other)?.name !== addon.name);
    return others.length === 0 && world.index.modulesFor(model).every((module) => module === addon.name);
  });

/** Models by the ids that stand in access rows: `model_x`, `module.model_x`. */
export const modelOfRow = (world: World, addon: AddonModel, id: string): string | undefined =>
  world.modelOfModelId(id.includes(".") ? id : `${addon.name}.${id}`) ?? world.modelOfModelId(id);

/** Whether a model's own `create` or `default_get`, or a method that they call, speaks of a field. */
export function isMadeByModel(world: World, addon: AddonModel, model: string, field: string): boolean {
  const classes = world.ancestry(addon, model).models.flatMap((name) => world.classesOf(name));
  const waiting = ["create", "default_get"];
  const asked = new Set(waiting);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const { methods } of classes) {
      for (const expr of walkBody(methods.get(name)?.node.body ?? [])) {
        if (expr.kind === "Str" && expr.value === field) return true;
        if (expr.kind !== "Call") continue;
        if (expr.keywords.some(({ arg }) => arg === field)) return true;
        const called = expr.func.kind === "Attribute" ? expr.func.attr : undefined;
        if (called === undefined || asked.has(called)) continue;
        asked.add(called);
        waiting.push(called);
      }
    }
  }
  return false;
}
