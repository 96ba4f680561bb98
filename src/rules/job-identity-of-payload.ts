import type { Expr } from "../parse/python/ast.ts";
import { argument, walkExprs } from "../parse/python/walk.ts";
import { delayedCalls } from "./lib/jobs.ts";
import { calledName, originOf, placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

/** Calls that give something else each time, or stand for the content. */
const CHANGING: Readonly<Record<string, string>> = {
  now: "the time",
  utcnow: "the time",
  today: "the time",
  time: "the time",
  monotonic: "the time",
  uuid1: "a random value",
  uuid4: "a random value",
  token_hex: "a random value",
  random: "a random value",
  dumps: "the content",
  hexdigest: "the content",
};

/** Names of what a remote system sends, or of what is written. */
const CONTENT = /^(?:payload|body|vals|values|data)$/;

export default rule({
  code: "job-identity-of-payload",
  group: "job",
  severity: "warning",
  title: "An `identity_key` made from the time or the content",
  why:
    "Such a key is never the same twice: the same record is queued again while it waits, the queue grows, and two " +
    "workers export it at once.",
  instead: "Make the key from backend, model, method and id, and let the job read the state of its time.",
  check({ addon, report }) {
    for (const { file, delay, call, method } of delayedCalls(addon)) {
      const key = argument(delay, "identity_key", 5);
      const python = addon.python.get(file);
      if (key === undefined || python === undefined) continue;
      for (const part of walkExprs(key)) {
        const isContent = part.kind === "Name" && CONTENT.test(part.id) && part === shown(key, part);
        const made = part.kind === "Call" ? CHANGING[calledName(part) ?? ""] : isContent ? "the content" : undefined;
        if (made === undefined) continue;
        report({ at: placeOf(file, key), message: `the identity_key of ${method.text} holds ${made}` });
        break;
      }
      const payload = [...call.args, ...call.keywords.map((one) => one.value)].find(({ kind }) => kind === "Dict");
      if (payload !== undefined && (originOf(python, key) ?? "").endsWith("queue_job.job.identity_exact"))
        report({
          at: placeOf(file, key),
          message: `identity_exact takes the content that ${method.text} is given as part of the key`,
        });
    }
  },
});

/** A part of an f-string, or the key itself: not what a part of it is read from, such as `payload["id"]`. */
const shown = (key: Expr, part: Expr): Expr | undefined =>
  key === part || (key.kind === "JoinedStr" && key.parts.includes(part)) ? part : undefined;
