import type { AddonModel, ModelClass } from "../addon/types.ts";
import type { Assign, Expr } from "../parse/python/ast.ts";
import { dotted, walkBody } from "../parse/python/walk.ts";
import { loadedModels } from "./lib/fields.ts";
import { endOfLines, lineAt } from "./lib/lines.ts";
import { placeOf } from "./lib/python.ts";
import { type Edit, rule } from "./rule.ts";

const OBJECTS = new Set(["models.Constraint", "models.Index", "models.UniqueIndex"]);

export default rule({
  code: "model-constraint-ignored",
  group: "model",
  severity: "error",
  title: "A constraint of the database in a form that this version does not know",
  why:
    "Odoo 19 logs a warning about `_sql_constraints` and goes on without them: two jobs at once then make duplicates, and " +
    "nothing stops them. Before 19.0 there is no `models.Constraint`, and the addon can't be imported.",
  instead:
    'From 19.0 write `_external_unique = models.Constraint("unique(…)", "message")`, before it a list `_sql_constraints`.',
  check({ addon, cap, report }) {
    for (const one of loadedModels(addon)) {
      const assign = one.attributes.get("_sql_constraints");
      if (!cap.modelsConstraint || assign === undefined) continue;
      if ((assign.value?.kind === "List" || assign.value?.kind === "Tuple") && assign.value.elts.length === 0) continue;
      const fix = asObjects(addon, one, assign);
      report({
        ...(fix !== undefined && { fix }),
        at: placeOf(one.file, assign.targets[0] ?? assign),
        message: `_sql_constraints of ${one.model ?? one.className} is ignored in Odoo ${cap.series}`,
        instead: 'Write each as an attribute: `_name = models.Constraint("unique(…)", "message")`.',
      });
    }
    if (cap.modelsConstraint) return;
    const fixes = new Map(loadedModels(addon).flatMap((one) => asList(addon, one) ?? []));
    for (const { path, module } of addon.python.values()) {
      if (!/models\.(?:Constraint|Index|UniqueIndex)/.test(addon.files.get(path)?.text ?? "")) continue;
      for (const expr of walkBody(module.body)) {
        const name = expr.kind === "Attribute" ? dotted(expr) : undefined;
        if (name === undefined || !OBJECTS.has(name)) continue;
        const fix = fixes.get(expr);
        report({
          ...(fix !== undefined && { fix }),
          at: placeOf(path, expr),
          message: `Odoo ${cap.series} has no ${name}`,
          instead: 'Write `_sql_constraints = [("name", "unique(…)", "message")]`.',
        });
      }
    }
  },
});

/** Each entry as an attribute, with the comments that stand before it. */
function asObjects(addon: AddonModel, { file, attributes }: ModelClass, assign: Assign): readonly Edit[] | undefined {
  const text = addon.files.get(file)?.text;
  const python = addon.python.get(file);
  const { value } = assign;
  if (text === undefined || python?.imports.get("models") !== "odoo.models") return undefined;
  if ((value?.kind !== "List" && value?.kind !== "Tuple") || assign.targets.length !== 1) return undefined;
  const { from: lineFrom, before: indent } = lineAt(text, assign.from);
  if (indent.trim() !== "") return undefined;
  const end = endOfLines(text);
  const parts: string[] = [];
  let from = assign.from;
  for (const entry of value.elts) {
    if (entry.kind !== "Tuple" && entry.kind !== "List") return undefined;
    const [name, ...rest] = entry.elts;
    if (name?.kind !== "Str" || !/^[A-Za-z]\w*$/.test(name.value) || rest.length < 1 || rest.length > 2)
      return undefined;
    if (attributes.has(`_${name.value}`)) return undefined;
    const before = python.module.comments.filter((one) => one.from >= from && one.to <= entry.from);
    // What stands in an entry, or behind it, has no place of its own.
    if (python.module.comments.some((one) => one.from > entry.from && one.to < entry.to)) return undefined;
    for (const comment of before) parts.push(`${indent}${comment.text}`);
    const words = rest.map((word) => text.slice(word.from, word.to));
    const line = `${indent}_${name.value} = models.Constraint(${words.join(", ")})`;
    const isShort = line.length <= 88 && !line.includes("\n");
    parts.push(
      isShort
        ? line
        : [
            `${indent}_${name.value} = models.Constraint(`,
            ...words.map((word) => `${indent}    ${word},`),
            `${indent})`,
          ].join(end),
    );
    from = entry.to;
  }
  if (python.module.comments.some((one) => one.from >= from && one.to <= value.to)) return undefined;
  if (parts.length === 0) return undefined;
  return [{ file, from: lineFrom, to: assign.to, text: parts.join(end) }];
}

/**
 * The constraints of a class as one list, with the comments between them.
 * @returns the edits for the first of them, by the expression that is found there; undefined where anything else stands
 * between them
 */
function asList(addon: AddonModel, { file, attributes }: ModelClass): readonly [Expr, readonly Edit[]][] | undefined {
  const text = addon.files.get(file)?.text;
  const comments = addon.python.get(file)?.module.comments ?? [];
  const found = [...attributes].flatMap(([name, { value, from, to }]) =>
    value?.kind === "Call" && dotted(value.func) === "models.Constraint" ? [{ name, call: value, from, to }] : [],
  );
  const [first, last] = [found[0], found.at(-1)];
  if (text === undefined || first === undefined || last === undefined || attributes.has("_sql_constraints"))
    return undefined;
  const { before: indent } = lineAt(text, first.from);
  if (indent.trim() !== "") return undefined;
  const end = endOfLines(text);
  const lines: string[] = [];
  let before = first.from;
  for (const { name, call, from, to } of found) {
    const words = call.args.map((word) => text.slice(word.from, word.to));
    const isPlain = call.keywords.length === 0 && call.args.every(({ kind }) => kind === "Str") && words.length > 0;
    if (!/^_[A-Za-z]\w*$/.test(name) || !isPlain || words.length > 2) return undefined;
    if (comments.some((one) => one.from > from && one.to < to)) return undefined;
    // Comments and ends of lines are all that may stand between two of them.
    const between = text.slice(before, from);
    if (between.split(/\r?\n/).some((line) => line.trim() !== "" && !line.trim().startsWith("#"))) return undefined;
    if (/\n\s*\n/.test(between)) return undefined;
    for (const line of between.split(/\r?\n/)) if (line.trim() !== "") lines.push(line.trim());
    const [condition = "", message = '""'] = words;
    const entry = `("${name.slice(1)}", ${condition}, ${message}),`;
    const isShort = indent.length + 4 + entry.length <= 88 && !entry.includes("\n");
    const parts = [`"${name.slice(1)}"`, condition, message];
    lines.push(...(isShort ? [entry] : ["(", ...parts.map((part) => `    ${part},`), "),"]));
    before = to;
  }
  const list = [`_sql_constraints = [`, ...lines.map((line) => `${indent}    ${line}`), `${indent}]`].join(end);
  return [[first.call.func, [{ file, from: first.from, to: last.to, text: list }]]];
}
