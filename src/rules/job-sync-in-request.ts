import type { ModelClass, Place, Word } from "../addon/types.ts";
import type { Call, FunctionDef } from "../parse/python/ast.ts";
import { argument, callsIn, dotted, textOf, walkStmts } from "../parse/python/walk.ts";
import { walkXml } from "../parse/xml.ts";
import { calledName, methodsOf, placeOf, valueOf, withOwnCalls } from "./lib/python.ts";
import { rule } from "./rule.ts";

const SYNC = /^record\.(?:importer|exporter|exporter\.deleter)$/;

export default rule({
  code: "job-sync-in-request",
  group: "job",
  severity: "warning",
  title: "A button, a cron or a route synchronises by itself, one record after the other",
  why:
    "The worker is held until the remote system has answered for all records: it is killed by the time limit, nothing of " +
    "it is kept, and one bad record stops the rest. No retry, no channel, no trace of what failed.",
  instead: "Queue it: `records.with_delay().export_record()` for each of them.",
  check({ addon, world, report }) {
    const seen = new Set<FunctionDef>();
    const tell = (file: string, how: string, nodes: readonly FunctionDef[]): void => {
      for (const node of nodes) {
        if (seen.has(node)) continue;
        seen.add(node);
        for (const stmt of walkStmts(node.body)) {
          // Over the backends of a button or a cron there are few.
          if (stmt.kind !== "For" || dotted(stmt.iter) === "self") continue;
          for (const call of callsIn(stmt.body)) {
            const usage = synchronises(node, call);
            if (usage === undefined) continue;
            const at: Place = placeOf(file, call);
            report({ at, message: `${how} runs the ${usage} of one record after the other, without a job` });
          }
        }
      }
    };
    for (const { model, node, how } of entries()) tell(model.file, how, withOwnCalls(node, model.methods));
    for (const { method, file, paths } of addon.routes) {
      const python = addon.python.get(file);
      const home = python?.module.body.find((one) => one.kind === "ClassDef" && one.body.includes(method));
      if (python === undefined || home?.kind !== "ClassDef") continue;
      tell(file, `the route ${paths[0]?.text ?? method.name}`, withOwnCalls(method, methodsOf(home)));
    }

    /** Methods that buttons and crons call. */
    function* entries(): Generator<{ node: FunctionDef; model: ModelClass; how: string }> {
      const named: { model: string; method: string; how: string }[] = [];
      for (const { model, arch } of addon.views) {
        if (model === undefined) continue;
        for (const element of walkXml(arch)) {
          const type = element.attributes.get("type")?.value;
          const name = element.attributes.get("name")?.value;
          if (element.name === "button" && type === "object" && name !== undefined)
            named.push({ model, method: name, how: `the button ${name}` });
        }
      }
      for (const { code, modelId } of addon.crons) {
        const model = modelId === undefined ? undefined : world.modelOfModelId(modelId.text);
        const name = calledBy(code);
        if (model !== undefined && name !== undefined) named.push({ model, method: name, how: `the cron ${name}` });
      }
      for (const { model, method, how } of named) {
        for (const one of addon.models) {
          const found = one.model === model ? one.methods.get(method) : undefined;
          if (found !== undefined) yield { node: found.node, model: one, how };
        }
      }
    }
  },
});

const calledBy = (code: Word | undefined): string | undefined => /^\s*model\.(\w+)\(/.exec(code?.text ?? "")?.[1];

/** The usage of the component that a call runs: `work.component(usage="record.importer").run(…)`. */
function synchronises(node: FunctionDef, call: Call): string | undefined {
  if (call.func.kind !== "Attribute" || !call.func.attr.startsWith("run")) return undefined;
  const on = call.func.value;
  const component = on.kind === "Name" ? valueOf(node, on.id) : on;
  if (component?.kind !== "Call" || calledName(component) !== "component") return undefined;
  if (dotted(component.func) === undefined) return undefined;
  const usage = textOf(argument(component, "usage", 0));
  return usage !== undefined && SYNC.test(usage) ? usage : undefined;
}
