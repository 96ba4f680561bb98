/** Domains, values and paths of fields: what all places that name fields have in common. */
import type { Report } from "./findings.ts";
import { dotted, type Expr, textOf } from "./python.ts";
import type { World } from "./world.ts";

/** A path of fields from a model; `field.id` and the parts of dates are taken as they are. */
export function checkPath(world: World, model: string, path: string, file: string, report: Report, line: number): void {
  if (!world.hasModel(model)) return;
  const found = world.path(model, path);
  if ("broken" in found)
    report("field-unknown", { file, line }, `${found.model || "?"} has no field ${found.broken} (${path})`);
}

/** The conditions of a domain that stand there as literals. */
export function checkDomain(
  world: World,
  model: string,
  domain: Expr,
  file: string,
  report: Report,
  at?: number,
): void {
  // `[…] + domain`, `expression.AND([…])`: each literal in it.
  if (domain.kind === "other") {
    for (const part of domain.parts) checkDomain(world, model, part, file, report, at);
    return;
  }
  if (domain.kind !== "seq") return;
  for (const item of domain.items) {
    if (item.kind !== "seq" || item.items.length !== 3) continue;
    const path = textOf(item.items[0]);
    const operator = textOf(item.items[1]);
    if (path === undefined || operator === undefined) continue;
    checkPath(world, model, path, file, report, at ?? item.line);
    const end = world.path(model, path);
    const deeper = "field" in end ? end.field.comodel : undefined;
    const value = item.items[2];
    if (["any", "not any"].includes(operator) && deeper !== undefined && value !== undefined)
      checkDomain(world, deeper, value, file, report, at);
  }
}

/** The keys of values that records are made or changed with, also those of lines in them. */
export function checkValues(world: World, model: string, values: Expr, file: string, report: Report): void {
  if (!world.hasModel(model)) return;
  if (values.kind === "seq") {
    for (const item of values.items) checkValues(world, model, item, file, report);
    return;
  }
  if (values.kind !== "dict") return;
  for (const [key, value] of values.items) {
    const name = textOf(key);
    if (name === undefined) continue;
    const field = world.field(model, name);
    if (field === undefined) report("field-unknown", { file, line: key.line }, `${model} has no field ${name}`);
    else if (field.comodel !== undefined && field.type.endsWith("2many"))
      checkCommands(world, field.comodel, value, file, report);
  }
}

/** `[Command.create({…})]`, `[(0, 0, {…})]` */
function checkCommands(world: World, model: string, commands: Expr, file: string, report: Report): void {
  if (commands.kind === "seq") {
    const last = commands.items.at(-1);
    const isCommand = commands.items.length === 3 && commands.items[0]?.kind === "other" && last !== undefined;
    if (isCommand && last.kind === "dict") checkValues(world, model, last, file, report);
    else for (const item of commands.items) checkCommands(world, model, item, file, report);
  } else if (commands.kind === "call" && /^(?:fields\.)?Command\.(?:create|update)$/.test(dotted(commands.fn) ?? "")) {
    for (const { value } of commands.args) checkValues(world, model, value, file, report);
  } else if (commands.kind === "comp") {
    for (const part of commands.parts) checkCommands(world, model, part, file, report);
  }
}
