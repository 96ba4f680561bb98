import type { AddonModel } from "../addon/types.ts";
import type { FunctionDef } from "../parse/python/ast.ts";
import { walkBody } from "../parse/python/walk.ts";
import { endOfLines, lineAt } from "./lib/lines.ts";
import { placeOf } from "./lib/python.ts";
import { type Edit, rule } from "./rule.ts";

const HOOKS = ["pre_init_hook", "post_init_hook", "uninstall_hook", "post_load"];

export default rule({
  code: "model-hook-signature",
  group: "model",
  severity: "error",
  title: "A hook of the manifest that is missing or takes other arguments than Odoo gives it",
  why: "Installing, or uninstalling, the addon stops with a TypeError or an AttributeError.",
  instead:
    "Import the function in the addon's `__init__.py`; it takes `(env)` from 17.0; up to 16.0 `(cr)` before the installation, `(cr, registry)` after it.",
  check({ addon, cap, report }) {
    for (const key of HOOKS) {
      const value = addon.manifest?.keys.get(key)?.value;
      if (value?.kind !== "Str" || addon.manifest === undefined) continue;
      const found = functionOf(addon, "__init__.py", value.value);
      if (found === "unknown") continue;
      if (found === undefined) {
        report({
          at: placeOf(addon.manifest.file, value),
          message: `${key}: __init__.py has no function ${value.value}`,
          instead: `Import ${value.value} in the addon's __init__.py.`,
        });
        continue;
      }
      const before = key === "pre_init_hook" ? ["cr"] : ["cr", "registry"];
      const wanted = key === "post_load" ? [] : cap.hookTakesEnv ? ["env"] : before;
      const { node, file } = found;
      const plain = node.params.filter((one) => one.stars === 0);
      const needed = plain.filter((one) => one.default === undefined);
      const takesMore = node.params.some((one) => one.stars === 1);
      if (needed.length <= wanted.length && (takesMore || plain.length >= wanted.length)) continue;
      const fix = wanted[0] === "env" ? asOfEnvironment(addon, file, node, before.length) : undefined;
      report({
        ...(fix !== undefined && { fix }),
        at: placeOf(file, node.nameSpan),
        message: `${key} ${node.name} takes (${node.params.map((one) => one.name).join(", ")}), and Odoo ${cap.series} calls it with (${wanted.join(", ")})`,
        instead: `Write def ${node.name}(${wanted.join(", ")}).`,
      });
    }
  },
});

/** `(cr, registry)` as `(env)`: what the body asks of the old names it goes on to ask. */
function asOfEnvironment(
  addon: AddonModel,
  file: string,
  { params, body, nameSpan, returns }: FunctionDef,
  count: number,
): readonly Edit[] | undefined {
  const text = addon.files.get(file)?.text;
  const [first, last, start] = [params[0], params.at(-1), body[0]];
  const isPlain = params.every((one) => one.stars === 0 && one.default === undefined && one.annotation === undefined);
  if (text === undefined || first === undefined || last === undefined || start === undefined) return undefined;
  if (!isPlain || params.length !== count || returns !== undefined) return undefined;
  const used = new Set(walkBody(body).flatMap((one) => (one.kind === "Name" ? [one.id] : [])));
  const values = ["env.cr", "env.registry"];
  const given = params.flatMap(({ name }, index) => (used.has(name) ? [[name, values[index] ?? ""] as const] : []));
  const edits = [{ file, from: first.from, to: last.to, text: "env" }];
  if (given.length === 0) return edits;
  const { from: line, before: indent } = lineAt(text, start.from);
  // All of it in one line.
  if (indent.trim() !== "" || line <= nameSpan.to) return undefined;
  const words = `${given.map(([name]) => name).join(", ")} = ${given.map(([, value]) => value).join(", ")}`;
  const isText = start.kind === "ExprStmt" && start.value.kind === "Str";
  const at = isText ? start.to : start.from;
  const end = endOfLines(text);
  return [...edits, { file, from: at, to: at, text: isText ? `${end}${indent}${words}` : `${words}${end}${indent}` }];
}

interface Found {
  readonly node: FunctionDef;
  readonly file: string;
}

/** The function that a name of a module stands for; `unknown` where something else may define it. */
function functionOf(addon: AddonModel, file: string, name: string, depth = 0): Found | "unknown" | undefined {
  const module = addon.python.get(file)?.module;
  if (module === undefined || depth > 5) return "unknown";
  let found: Found | "unknown" | undefined;
  for (const stmt of module.body) {
    if (stmt.kind === "FunctionDef" && stmt.name === name) found = { node: stmt, file };
    else if (stmt.kind === "ImportFrom") {
      for (const one of stmt.names) {
        if (one.name === "*") found ??= "unknown";
        if ((one.asName ?? one.name) !== name) continue;
        const from = stmt.level === 1 && stmt.module !== "" ? fileOf(addon, file, stmt.module) : undefined;
        found = from === undefined ? "unknown" : (functionOf(addon, from, one.name, depth + 1) ?? "unknown");
      }
    } else if (stmt.kind === "Assign") {
      if (stmt.targets.some((one) => one.kind === "Name" && one.id === name)) found = "unknown";
    } else if (!["Import", "ExprStmt", "ClassDef", "FunctionDef"].includes(stmt.kind)) found ??= "unknown";
  }
  return found;
}

/** The file of a module that stands beside another: `.hooks`, `.tools.hooks`. */
function fileOf(addon: AddonModel, beside: string, module: string): string | undefined {
  const base = beside.slice(0, beside.lastIndexOf("/") + 1) + module.replaceAll(".", "/");
  return [`${base}.py`, `${base}/__init__.py`].find((path) => addon.python.has(path));
}
