import { importedIn, isOf } from "./lib/imports.ts";
import { entryOf, IMPORTS, lives } from "./lib/lifetimes.ts";
import type { AddonModel, Place } from "../addon/types.ts";
import { walkBody } from "../parse/python/walk.ts";
import { type Edit, rule } from "./rule.ts";

export default rule({
  code: "model-deprecated-module",
  group: "model",
  severity: "warning",
  title: "An import of a module that one of the next versions goes without",
  why: "It works and logs a warning at each start; the migration to the next version stops at it.",
  instead: "Import what has taken its place already.",
  check({ addon, cap, report }) {
    for (const { name, at } of importedIn(addon)) {
      const found = IMPORTS.find((one) => isOf(name, one.name));
      if (found?.isDeprecated !== true || lives(found, cap.major)) continue;
      const fix = name === "odoo.osv.expression" ? asDomains(addon, at) : undefined;
      report({
        ...(fix !== undefined && { fix }),
        at,
        message: `${name} is deprecated since ${(found.until ?? 0) + 1}.0`,
        instead: `Use ${found.instead}.`,
      });
    }
  },
});

const CONSTANTS: Readonly<Record<string, string>> = { TRUE_DOMAIN: '[(1, "=", 1)]', FALSE_DOMAIN: '[(0, "=", 1)]' };

/**
 * `expression.AND(…)` as `list(Domain.AND(…))`: lists they were, and may be added to.
 * @returns undefined where the file asks for more than that
 */
function asDomains(addon: AddonModel, at: Place): readonly Edit[] | undefined {
  const python = addon.python.get(at.file);
  const stmt = python?.importsFrom.find((one) => one.from <= at.from && at.to <= one.to);
  const isAlone = stmt?.names.length === 1 && stmt.names[0]?.asName === undefined && stmt.module === "odoo.osv";
  if (python === undefined || stmt === undefined || !isAlone || python.imports.has("Domain")) return undefined;
  const { file } = at;
  const edits: Edit[] = [{ file, from: stmt.from, to: stmt.to, text: "from odoo.fields import Domain" }];
  const all = walkBody(python.module.body);
  const uses = all.filter((one) => one.kind === "Name" && one.id === "expression").length;
  let known = 0;
  for (const expr of all) {
    const attribute = expr.kind === "Call" ? expr.func : expr;
    if (attribute.kind !== "Attribute" || attribute.value.kind !== "Name" || attribute.value.id !== "expression")
      continue;
    if (expr.kind === "Attribute") {
      const constant = entryOf(CONSTANTS, expr.attr);
      if (constant === undefined) continue;
      edits.push({ file, from: expr.from, to: expr.to, text: constant });
    } else if (expr.kind === "Call") {
      const made = { AND: "Domain.AND", OR: "Domain.OR", normalize_domain: "Domain" }[attribute.attr];
      if (made === undefined) continue;
      edits.push({ file, from: attribute.from, to: attribute.to, text: `list(${made}` });
      edits.push({ file, from: expr.to, to: expr.to, text: ")" });
    }
    known += 1;
  }
  return known === uses ? edits : undefined;
}
