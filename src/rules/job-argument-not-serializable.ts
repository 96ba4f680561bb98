import type { PythonFile } from "../addon/types.ts";
import type { Expr, FunctionDef } from "../parse/python/ast.ts";
import { dotted, functionsIn } from "../parse/python/walk.ts";
import { delayedCalls } from "./lib/jobs.ts";
import { behind, calledName, originOf, placeOf } from "./lib/python.ts";
import { remoteCallOf } from "./lib/requests.ts";
import { rule } from "./rule.ts";

/** Callables whose result no job can hold. */
const MAKERS: Readonly<Record<string, string>> = {
  set: "a set",
  frozenset: "a set",
  map: "an iterator",
  filter: "an iterator",
  zip: "an iterator",
  iter: "an iterator",
  reversed: "an iterator",
  enumerate: "an iterator",
  range: "a range",
  open: "an open file",
  bytes: "bytes",
  bytearray: "bytes",
  "io.BytesIO": "an open file",
  "io.StringIO": "an open file",
  "decimal.Decimal": "a Decimal",
  "datetime.timedelta": "a timedelta",
  "base64.b64encode": "bytes",
  "base64.b64decode": "bytes",
};

export default rule({
  code: "job-argument-not-serializable",
  group: "job",
  severity: "error",
  title: "A job is given an argument that can't be stored",
  why:
    "Arguments of jobs are stored as JSON; beyond its types only records, dates and lxml elements can be. Queueing the " +
    "job raises a TypeError.",
  instead: "Give ids, texts, numbers, lists, dictionaries or records, and make the rest inside the job.",
  check({ addon, report }) {
    for (const { file, call } of delayedCalls(addon)) {
      const python = addon.python.get(file);
      if (python === undefined) continue;
      const around = [...functionsIn(python.module.body)]
        .map(({ node }) => node)
        .findLast((node) => node.from <= call.from && call.to <= node.to);
      for (const value of [...call.args, ...call.keywords.map((one) => one.value)]) {
        for (const one of heldBy(value)) {
          const kind = kindOf(python, around, one);
          if (kind !== undefined) {
            const name = calledName(call) ?? "the job";
            report({ at: placeOf(file, one), message: `${kind} is given to the job ${name}, which can't be stored` });
          }
        }
      }
    }
  },
});

/** A value, and what is written into it where it is a list, tuple or dictionary. */
function heldBy(value: Expr): readonly Expr[] {
  if (value.kind === "List" || value.kind === "Tuple") return value.elts.flatMap(heldBy);
  if (value.kind === "Dict") return value.items.flatMap((item) => heldBy(item.value));
  return [value];
}

function kindOf(python: PythonFile, around: FunctionDef | undefined, written: Expr): string | undefined {
  const value = around === undefined ? written : behind(around, written);
  switch (value.kind) {
    case "Lambda":
      return "a function";
    case "GeneratorExp":
      return "a generator";
    case "Set":
    case "SetComp":
      return "a set";
    case "Str":
      return value.isBytes ? "bytes" : undefined;
    case "Attribute":
      return /^self\.(?:env|env\.cr|_cr)$/.test(dotted(value) ?? "")
        ? value.attr === "env"
          ? "an environment"
          : "a cursor"
        : undefined;
    case "Call": {
      if (around !== undefined && remoteCallOf(python, around, undefined, value) !== undefined) return "a response";
      if (value.func.kind === "Attribute" && value.func.attr === "keys" && value.args.length === 0)
        return "a view of keys";
      if (value.func.kind === "Attribute" && value.func.attr === "encode") return "bytes";
      const origin = originOf(python, value.func) ?? "";
      return Object.hasOwn(MAKERS, origin) ? MAKERS[origin] : undefined;
    }
    default:
      return undefined;
  }
}
