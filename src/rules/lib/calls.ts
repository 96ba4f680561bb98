/** Uses of methods by name, wherever they are asked of: on records for sure, or on something that may be one. */
import type { Attribute } from "../../parse/python/ast.ts";
import { dotted, functionsIn, walkBody } from "../../parse/python/walk.ts";
import type { AddonModel } from "../../addon/types.ts";
import type { World } from "../../addon/world.ts";
import type { RuleContext } from "../rule.ts";
import { followRecords } from "./recordsets.ts";

export interface Use {
  readonly file: string;
  readonly attribute: Attribute;
  /** The model that it is asked of, where that is plain. */
  readonly model: string | undefined;
}

/**
 * Attributes of certain names.
 * @param isCommon names that other objects have too: told only where they are asked of records for sure
 */
export function usesOf(
  context: RuleContext,
  names: ReadonlySet<string>,
  isCommon: (name: string) => boolean,
): readonly Use[] {
  const found: Use[] = [];
  if (names.size === 0) return found;
  const anyName = new RegExp(`\\.(?:${[...names].join("|")})\\b`);
  const ours = definitionsIn(context.world);
  for (const file of context.addon.python.values()) {
    // Most files have none of them.
    if (!anyName.test(context.addon.files.get(file.path)?.text ?? "")) continue;
    const certain = new Map<Attribute, string>();
    followRecords(context, file, {
      attribute: (model, attribute) => void certain.set(attribute, model),
    });
    // A file that looks whether there is such a method knows what it does.
    const words = new Set<string>();
    for (const expr of walkBody(file.module.body)) if (expr.kind === "Str") words.add(expr.value);
    for (const expr of walkBody(file.module.body)) {
      if (expr.kind !== "Attribute" || !names.has(expr.attr) || ours.has(expr.attr) || words.has(expr.attr)) continue;
      const model = certain.get(expr);
      if (model === undefined && (isCommon(expr.attr) || isSuper(expr) || isModule(expr))) continue;
      found.push({ file: file.path, attribute: expr, model });
    }
  }
  return found;
}

/** `super().name_get`: what the override itself is judged by. */
const isSuper = ({ value }: Attribute): boolean => value.kind === "Call" && dotted(value.func) === "super";

/** `itertools.grouped`, `openupgrade.refresh`: a module's function. */
const isModule = ({ value }: Attribute): boolean =>
  value.kind === "Name" && /^(?:openupgrade|util|tools|api)$/.test(value.id);

const known = new WeakMap<World, ReadonlySet<string>>();

/** Names of all functions of read addons: a method of ours may be called as one of Odoo's once was. */
function definitionsIn(world: World): ReadonlySet<string> {
  const found = known.get(world);
  if (found !== undefined) return found;
  const names = new Set(world.addons.flatMap((addon) => [...definedIn(addon)]));
  known.set(world, names);
  return names;
}

const defined = new WeakMap<AddonModel, ReadonlySet<string>>();

function definedIn(addon: AddonModel): ReadonlySet<string> {
  let found = defined.get(addon);
  if (found === undefined) {
    const modules = [...addon.python.values()].map(({ module }) => module);
    found = new Set(modules.flatMap(({ body }) => [...functionsIn(body)].map(({ node }) => node.name)));
    defined.set(addon, found);
  }
  return found;
}
