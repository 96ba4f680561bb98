/** Which fields the mappers of an entity map. */
import type { ComponentClass, MethodDef } from "../addon/types.ts";
import type { Expr } from "../parse/python/ast.ts";
import { dotted, textOf, walkBody, walkExprs, walkStmts } from "../parse/python/walk.ts";
import type { Code, Unknown, Where } from "./facts.ts";

export interface Mapped {
  readonly odoo: string;
  readonly remote: readonly string[];
  readonly direction: "import" | "export" | "both";
  /** What changes the value, as the code has it. */
  readonly by?: string;
  readonly at: Where;
}

type Way = "import" | "export";

const FIELD = /^[a-z][a-z0-9_]*$/;
/** What every mapper writes, and what is no field of a record. */
const PASSED = new Set(["backend_id", "external_id", "odoo_id", "sync_date", "id"]);

/** @param mappers by their way */
export function mappingOf(
  code: Code,
  entity: string,
  mappers: readonly { readonly way: Way; readonly mapper: ComponentClass }[],
  unknown: (one: Unknown) => void,
): readonly Mapped[] {
  const found: Mapped[] = [];
  for (const { way, mapper } of mappers) {
    const say = (why: string, look: Where): void => unknown({ key: `adopted.entities.${entity}.mapping`, why, look });
    const line = code.lineOf(mapper);
    const direct = line.find((one) => one.attributes.has("direct"));
    for (const one of direct === undefined ? [] : directOf(code, direct, way, say)) add(found, one);
    const seen = new Set<string>();
    for (const one of line) {
      for (const [name, method] of one.methods) {
        if (seen.has(name)) continue;
        seen.add(name);
        if (!isMapping(method)) continue;
        for (const mapped of methodOf(code, method, way, say)) add(found, mapped);
      }
    }
  }
  return found;
}

/** The same field both ways is one line. */
function add(found: Mapped[], one: Mapped): void {
  const index = found.findIndex(
    (other) =>
      other.odoo === one.odoo && other.direction !== one.direction && other.remote.join(" ") === one.remote.join(" "),
  );
  const other = found[index];
  if (other === undefined) found.push(one);
  else found[index] = { ...other, direction: "both" };
}

function directOf(code: Code, mapper: ComponentClass, way: Way, say: (why: string, look: Where) => void): Mapped[] {
  const stmt = mapper.attributes.get("direct");
  const value = stmt?.value;
  if (stmt === undefined) return [];
  const place = (one: { readonly from: number }): Where => code.at({ file: mapper.file, from: one.from });
  if (value?.kind !== "List" && value?.kind !== "Tuple") {
    say(`direct of ${mapper.className} is no list that is written there`, place(stmt));
    return [];
  }
  const found: Mapped[] = [];
  for (const item of value.elts) {
    const [from, to] = item.kind === "Tuple" || item.kind === "List" ? item.elts : [];
    const target = textOf(to);
    const names = from === undefined ? [] : namesIn(from);
    const field = way === "import" ? target : names[0]?.split(".")[0];
    const remote = way === "import" ? names : target === undefined ? [] : [target];
    if (field === undefined || !FIELD.test(field) || remote.length === 0) {
      say(`a line of direct of ${mapper.className} names no field that is written there`, place(item));
      continue;
    }
    const by = from?.kind === "Call" ? code.textOf({ file: mapper.file, from: from.from, to: from.to }) : undefined;
    found.push({
      odoo: field,
      remote,
      direction: way,
      ...(by !== undefined && { by: by.replaceAll(/\s+/g, " ") }),
      at: place(item),
    });
  }
  return found;
}

/** Modifiers whose arguments are all places; of any other the first is one, and what follows says what becomes of it. */
const OF_SEVERAL = new Set(["join", "first"]);

/** The places that the source of a direct mapping names: itself, or arguments of a modifier. */
function namesIn(expr: Expr): readonly string[] {
  const text = textOf(expr);
  if (text !== undefined) return [text];
  if (expr.kind !== "Call") return [];
  const name = dotted(expr.func)?.split(".").at(-1) ?? "";
  return (OF_SEVERAL.has(name) ? expr.args : expr.args.slice(0, 1)).flatMap(namesIn);
}

const isMapping = ({ node }: MethodDef): boolean =>
  node.decorators.some(
    (one) =>
      dotted(one.kind === "Call" ? one.func : one)
        ?.split(".")
        .at(-1) === "mapping",
  );

/** A method with `@mapping`: the keys of what it returns, and what it reads of the record. */
function methodOf(code: Code, method: MethodDef, way: Way, say: (why: string, look: Where) => void): Mapped[] {
  const { node, name } = method;
  const record = node.params[1]?.name;
  const dicts = [...walkStmts(node.body)].flatMap((stmt) =>
    stmt.kind === "Return" && stmt.value?.kind === "Dict" ? [stmt.value] : [],
  );
  const items = dicts.flatMap((one) => one.items);
  const keys = [...new Set(items.flatMap(({ key }) => textOf(key) ?? []))];
  const wanted = way === "import" ? keys.filter((key) => !PASSED.has(key)) : keys;
  const at = code.at(method);
  if (wanted.length === 0) {
    if (keys.length === 0) say(`${name} returns no dictionary whose keys are written there`, at);
    return [];
  }
  const reads = (exprs: readonly Expr[]): string[] => [
    ...new Set(exprs.flatMap((one) => (way === "import" ? keyRead(one, record) : fieldRead(one, record)) ?? [])),
  ];
  const all = reads(walkBody(node.body));
  return wanted.flatMap((key): Mapped[] => {
    const values = items.filter((one) => textOf(one.key) === key).flatMap(({ value }) => walkExprs(value));
    const read = wanted.length === 1 ? all : reads(values);
    if (read.length === 0) {
      say(`${name} fills ${key} from something else than a field of the record`, at);
      return [];
    }
    const by = `method ${name}`;
    if (way === "import") return FIELD.test(key) ? [{ odoo: key, remote: read, direction: way, by, at }] : [];
    return read.filter((field) => FIELD.test(field)).map((odoo) => ({ odoo, remote: [key], direction: way, by, at }));
  });
}

/** `record["x"]`, `record.get("x")` */
function keyRead(expr: Expr, record: string | undefined): string | undefined {
  if (record === undefined) return undefined;
  if (expr.kind === "Subscript") return dotted(expr.value) === record ? textOf(expr.index) : undefined;
  if (expr.kind !== "Call" || expr.func.kind !== "Attribute" || expr.func.attr !== "get") return undefined;
  return dotted(expr.func.value) === record ? textOf(expr.args[0]) : undefined;
}

/** `record.name` */
function fieldRead(expr: Expr, record: string | undefined): string | undefined {
  if (expr.kind !== "Attribute" || record === undefined) return undefined;
  const path = dotted(expr)?.split(".");
  return path?.[0] === record ? path[1] : undefined;
}
