import { callsIn, keyword, literal, walkStmts } from "../parse/python/walk.ts";
import { originOf, placedFunctions, placeOf } from "./lib/python.ts";
import { isSession, remoteCallOf } from "./lib/requests.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-unverified-tls",
  group: "http",
  severity: "error",
  title: "The certificate of the remote system is not verified",
  why:
    "Anybody between the two servers can pretend to be the remote system: the credentials go to him with the first " +
    "request, and he answers what he likes.",
  instead: "Leave `verify` out; for an own authority give the path of its certificate: `verify=backend.ca_file`.",
  check({ addon, report }) {
    for (const { python, node, inClass } of placedFunctions(addon)) {
      const tell = (at: { from: number; to: number }, what: string): void =>
        report({ at: placeOf(python.path, at), message: `${what} accepts any certificate` });
      for (const call of callsIn(node.body, { skip: ["ClassDef", "FunctionDef"] })) {
        const origin = originOf(python, call.func) ?? "";
        if (origin === "ssl._create_unverified_context") tell(call, "this context");
        const verify = keyword(call, "verify");
        if (verify === undefined || literal(verify.value) !== false) continue;
        const name = remoteCallOf(python, node, inClass, call)?.name;
        const isClient = /^httpx\.(?:Async)?Client$/.test(origin);
        if (name !== undefined || isClient) tell(verify, name ?? origin);
      }
      for (const stmt of walkStmts(node.body, { skip: ["ClassDef", "FunctionDef"] })) {
        if (stmt.kind !== "Assign" || literal(stmt.value) !== false) continue;
        for (const target of stmt.targets) {
          if (target.kind !== "Attribute" || target.attr !== "verify") continue;
          if (isSession(python, node, inClass, target.value)) tell(stmt, "this session");
        }
      }
    }
  },
});
