import type { Param } from "../parse/python/ast.ts";
import { dotted } from "../parse/python/walk.ts";
import { at, componentsOf, isKindOf } from "./lib/components.ts";
import { rule } from "./rule.ts";

/** What Odoo's own events hand over besides the record. */
const EVENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["on_record_create", ["fields"]],
  ["on_record_write", ["fields"]],
  ["on_record_unlink", []],
]);

export default rule({
  code: "component-listener-signature",
  group: "component",
  severity: "error",
  title: "A listener's method does not take what its event hands over",
  why: "The call raises a TypeError inside the user's create, write or unlink: the record can't be saved any more.",
  instead:
    "Write `on_record_create(self, record, fields=None)`, `on_record_write(self, record, fields=None)` and `on_record_unlink(self, record)`; a lambda of `skip_if` takes the same.",
  check({ addon, world, report }) {
    for (const one of componentsOf(addon)) {
      if (!isKindOf(world, addon, one, "base.event.listener")) continue;
      for (const [event, named] of EVENTS) {
        const method = one.methods.get(event);
        if (method === undefined) continue;
        const expected = `(self, record${named.map((name) => `, ${name}=None`).join("")})`;
        if (!takes(method.node.params, named))
          report({
            at: at(one.file, method.node.nameSpan),
            message: `${event} is called with ${wording(named)}, which its parameters do not take`,
            instead: `Write \`def ${event}${expected}\`.`,
          });
        for (const decorator of method.node.decorators) {
          const [condition] = decorator.kind === "Call" ? decorator.args : [];
          if (decorator.kind !== "Call" || condition?.kind !== "Lambda") continue;
          if (/(?:^|\.)skip_if$/.test(dotted(decorator.func) ?? "") && !takes(condition.params, named))
            report({
              at: at(one.file, condition),
              message: `the lambda of skip_if is called with ${wording(named)}, which its parameters do not take`,
              instead: "Write `lambda self, record, **kwargs: …`.",
            });
        }
      }
    }
  },
});

const wording = (named: readonly string[]): string => ["the record", ...named.map((name) => `${name}=…`)].join(" and ");

/** Whether parameters take a record by position, and the named ones by name. */
function takes(params: readonly Param[], named: readonly string[]): boolean {
  const stars = params.findIndex(({ stars, name }) => stars === 1 || name === "*");
  const hasMany = params.some(({ stars, name }) => stars === 1 && name !== "");
  const plain = params.filter(({ stars, name }) => stars === 0 && name !== "/" && name !== "*");
  const byPosition = stars === -1 ? plain : plain.filter((one) => params.indexOf(one) < stars);
  const taken = byPosition.slice(0, 2);
  // self and the record.
  if (taken.length < 2 && !hasMany) return false;
  const rest = plain.filter((one) => !taken.includes(one));
  const takesNames = params.some(({ stars }) => stars === 2);
  return (
    named.every((name) => takesNames || rest.some((one) => one.name === name)) &&
    rest.every((one) => one.default !== undefined || named.includes(one.name)) &&
    !taken.some((one) => named.includes(one.name))
  );
}
