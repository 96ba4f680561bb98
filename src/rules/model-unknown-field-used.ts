import type { Expr } from "../parse/python/ast.ts";
import { dotted, walkBody } from "../parse/python/walk.ts";
import { checkDomain } from "./lib/domains.ts";
import { checkPath, follow } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { followRecords, guardedNames } from "./lib/recordsets.ts";
import { rule, type RuleContext } from "./rule.ts";

export default rule({
  code: "model-unknown-field-used",
  group: "model",
  severity: "error",
  title: "Code creates, writes or searches records by a field that their model does not have",
  why: "Odoo raises a ValueError where the code first runs. Most often the field was renamed between two versions.",
  instead: "Name a field of the model in this version.",
  check(context) {
    for (const file of context.addon.python.values()) {
      // Tests make fields of their own, and ask for what is not there to see it refused.
      if (!file.isLoaded || file.isTest) continue;
      let guarded: ReadonlySet<string> | undefined;
      const own: RuleContext = {
        ...context,
        report: (finding) => {
          guarded ??= guardedNames(file);
          const { from, to } = finding.at;
          const written =
            context.addon.files
              .get(file.path)
              ?.text?.slice(from, to)
              .replaceAll(/^\w*["']|["']$/g, "") ?? "";
          // Fields that people make in the browser begin so.
          if (written.split(".").some((name) => name.startsWith("x_") || guarded?.has(name) === true)) return;
          context.report(finding);
        },
      };
      followRecords(context, file, {
        values: (model, values) => {
          checkValues(own, file.path, model, values);
        },
        domain: (model, domain) => {
          checkDomain(own, model, domain, (at) => placeOf(file.path, at));
        },
        path: (model, path, at) => {
          checkPath(own, model, path, placeOf(file.path, at));
        },
      });
    }
  },
});

/** Keys of values, those of lines in them too. */
function checkValues(context: RuleContext, file: string, model: string, values: Expr): void {
  if (values.kind === "List" || values.kind === "Tuple") {
    for (const item of values.elts) checkValues(context, file, model, item);
    return;
  }
  if (values.kind === "ListComp") {
    for (const item of values.elts) checkValues(context, file, model, item);
    return;
  }
  if (values.kind !== "Dict") return;
  for (const { key, value } of values.items) {
    if (key?.kind !== "Str" || isTakenOut(context, model, key.value)) continue;
    const field = checkPath(context, model, key.value, placeOf(file, key));
    if (field?.comodel !== undefined && field.type?.endsWith("2many") === true)
      checkCommands(context, file, field.comodel, value);
  }
}

/** `[Command.create({…})]`, `[(0, 0, {…})]`. */
function checkCommands(context: RuleContext, file: string, model: string, commands: Expr): void {
  if (commands.kind === "List" || commands.kind === "Tuple") {
    const [first, , last] = commands.elts;
    if (commands.elts.length === 3 && first?.kind === "Num" && last !== undefined) {
      if (last.kind === "Dict") checkValues(context, file, model, last);
    } else for (const item of commands.elts) checkCommands(context, file, model, item);
  } else if (
    commands.kind === "Call" &&
    /^(?:fields\.)?Command\.(?:create|update)$/.test(dotted(commands.func) ?? "")
  ) {
    for (const value of commands.args) checkValues(context, file, model, value);
  } else if (commands.kind === "ListComp") {
    for (const part of commands.elts) checkCommands(context, file, model, part);
  }
}

/** Keys that `create` of Odoo's own models takes, and takes out again before it makes the record. */
const TAKEN_OUT: Readonly<Record<string, readonly string[]>> = {
  "account.account": ["code_digits", "prefix"],
  "account.bank.statement.line": ["counterpart_account_id"],
  "account.payment": ["force_balance", "line_ids", "write_off_line_vals"],
};

/** Whether `create` or `write` of a read class knows a key that is no field: it may take it out again. */
function isTakenOut(context: RuleContext, model: string, key: string): boolean {
  const { addon, world } = context;
  if (follow(context, model, key) === "unknown") return false;
  for (const name of world.ancestry(addon, model).models) {
    if (TAKEN_OUT[name]?.includes(key) === true) return true;
    for (const { methods } of world.classesOf(name)) {
      for (const method of ["create", "write", "copy", "new"]) {
        const body = methods.get(method)?.node.body;
        if (body === undefined) continue;
        for (const expr of walkBody(body)) if (expr.kind === "Str" && expr.value === key) return true;
      }
    }
  }
  return false;
}
