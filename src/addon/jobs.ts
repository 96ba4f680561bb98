/** Jobs: records of queue_job, and calls that are delayed. */
import type { Call, ClassDef, Expr, FunctionDef, Stmt } from "../parse/python/ast.ts";
import { dotted, exprsOf, textOf, walkExprs, walkStmts } from "../parse/python/walk.ts";
import { modelIdOf, valueWord } from "./security.ts";
import type {
  ComponentClass,
  DataRecord,
  DelayedCall,
  JobChannel,
  JobFunction,
  ModelClass,
  PythonFile,
} from "./types.ts";

export const jobFunctionsOf = (records: readonly DataRecord[]): readonly JobFunction[] =>
  records
    .filter((record) => record.model.text === "queue.job.function")
    .map((record) => ({
      record,
      modelId: modelIdOf(record.values.get("model_id")),
      method: valueWord(record.values.get("method")),
      channel: record.values.get("channel_id")?.ref,
      retryPattern: valueWord(record.values.get("retry_pattern")),
    }));

export const jobChannelsOf = (records: readonly DataRecord[]): readonly JobChannel[] =>
  records
    .filter((record) => record.model.text === "queue.job.channel")
    .map((record) => ({
      record,
      name: valueWord(record.values.get("name")),
      parent: modelIdOf(record.values.get("parent_id")),
    }));

/** Methods of recordsets that give back records of the same model. */
const SAME = new Set([
  ...["browse", "copy", "create", "exists", "filtered", "filtered_domain", "search", "search_fetch", "sorted", "sudo"],
  ...[
    "with_company",
    "with_context",
    "with_delay",
    "with_env",
    "with_prefetch",
    "with_user",
    "delayable",
    "ensure_one",
  ],
  ...["new", "union"],
]);

/** Methods of a delayable that give it back. */
const SETTERS = new Set(["set", "on_done", "split", "delay"]);

type Owner = ModelClass | ComponentClass;

interface Scope {
  /** Models of names; `undefined` for a name that may be anything. */
  readonly models: Map<string, string | undefined>;
  /** Names that hold `x.with_delay()`. */
  readonly delays: Map<string, { readonly on: Expr; readonly delay: Call }>;
}

/** The model of a recordset, where it is plain. */
function modelOf(expr: Expr, scope: Scope, owner: Owner | undefined): string | undefined {
  switch (expr.kind) {
    case "Name":
      return scope.models.get(expr.id);
    case "Attribute": {
      const path = dotted(expr);
      if (path === "self.env.user") return "res.users";
      if (path === "self.env.company") return "res.company";
      // A component that works on one model only.
      if (path === "self.model" && owner !== undefined && "applyOn" in owner && owner.applyOn?.length === 1)
        return owner.applyOn[0]?.text;
      return undefined;
    }
    case "Subscript": {
      const env = dotted(expr.value);
      if (env === "env" || env?.endsWith(".env") === true) return textOf(expr.index);
      const isPart = expr.index.kind === "Slice" || expr.index.kind === "Num";
      return isPart ? modelOf(expr.value, scope, owner) : undefined;
    }
    case "Call":
      return expr.func.kind === "Attribute" && SAME.has(expr.func.attr)
        ? modelOf(expr.func.value, scope, owner)
        : undefined;
    default:
      return undefined;
  }
}

/** What is delayed by an expression: `x.with_delay(…)`, `x.delayable().set(…)`, a name that holds one. */
function delayOf(expr: Expr, scope: Scope): { readonly on: Expr; readonly delay: Call } | undefined {
  let here = expr;
  for (;;) {
    if (here.kind === "Name") return scope.delays.get(here.id);
    if (here.kind !== "Call" || here.func.kind !== "Attribute") return undefined;
    const { attr, value } = here.func;
    if (attr === "with_delay" || attr === "delayable") return { on: value, delay: here };
    if (!SETTERS.has(attr)) return undefined;
    here = value;
  }
}

/** All delayed calls of a file. */
export function delayedIn(file: PythonFile, owners: ReadonlyMap<ClassDef, Owner>): readonly DelayedCall[] {
  const found: DelayedCall[] = [];
  const run = (body: readonly Stmt[], scope: Scope, owner: Owner | undefined): void => {
    for (const stmt of walkStmts(body, { skip: ["ClassDef", "FunctionDef"] })) {
      if (stmt.kind === "ClassDef") run(stmt.body, scope, owners.get(stmt));
      else if (stmt.kind === "FunctionDef") run(stmt.body, scopeOf(stmt, scope, owner), owner);
      for (const expr of exprsOf(stmt)) {
        for (const one of walkExprs(expr)) if (one.kind === "Call") add(one, scope, owner);
      }
      bind(stmt, scope, owner);
    }
  };
  const scopeOf = (node: FunctionDef, outer: Scope, owner: Owner | undefined): Scope => {
    const models = new Map(outer.models);
    for (const param of node.params) models.delete(param.name);
    const [self] = node.params;
    if (self !== undefined && owner !== undefined && !("applyOn" in owner) && self.stars === 0)
      models.set(self.name, owner.model);
    return { models, delays: new Map(outer.delays) };
  };
  const bind = (stmt: Stmt, scope: Scope, owner: Owner | undefined): void => {
    if (stmt.kind === "For" && stmt.target.kind === "Name") {
      scope.models.set(stmt.target.id, modelOf(stmt.iter, scope, owner));
      return;
    }
    if (stmt.kind !== "Assign" || stmt.value === undefined) return;
    const { value } = stmt;
    for (const target of stmt.targets) {
      if (target.kind !== "Name") continue;
      const delay = delayOf(value, scope);
      if (delay === undefined) scope.delays.delete(target.id);
      else scope.delays.set(target.id, delay);
      scope.models.set(target.id, stmt.op === undefined ? modelOf(value, scope, owner) : undefined);
    }
  };
  const add = (call: Call, scope: Scope, owner: Owner | undefined): void => {
    if (call.func.kind !== "Attribute" || SETTERS.has(call.func.attr)) return;
    const delayed = delayOf(call.func.value, scope);
    if (delayed === undefined) return;
    const { attr, attrSpan } = call.func;
    const { from, to } = call;
    found.push({
      ...delayed,
      model: modelOf(delayed.on, scope, owner),
      method: { file: file.path, text: attr, ...attrSpan },
      call,
      inClass: owner,
      file: file.path,
      from,
      to,
    });
  };
  run(file.module.body, { models: new Map(), delays: new Map() }, undefined);
  return found;
}
