import type { Editing } from "../app/edits.ts";
import type { Formatters } from "../app/formatters.ts";
import { ConnectorError, type ExitCode } from "../errors.ts";
import { askOne } from "../prompts/adding.ts";
import { addAuth as addAuthEdit } from "../spec/edits/add-auth.ts";
import { RENDERED_AUTH } from "../spec/renderable.ts";
import type { AddAuthOptions } from "./add-auth.ts";
import { add, listed } from "./adding.ts";

/** The action of `add-auth`. */
export const addAuth = (
  word: string | undefined,
  options: AddAuthOptions,
  formatters: Promise<Formatters>,
): Promise<ExitCode> =>
  add(options, { KIND: word }, formatters, async (editing, mayAsk) => {
    const { text, spec, facts } = editing;
    const kind = word ?? (await whichAuth(editing, mayAsk));
    const edit = await addAuthEdit(text, spec, { kind, replace: options.replace }, facts);
    const { auth, auth_alternatives: ways = [] } = facts.known?.spec.system ?? {};
    const isKnown = auth?.kind === kind || ways.some((one) => one.auth.kind === kind);
    return {
      edit,
      document: { kind },
      advice: isKnown
        ? []
        : ["Drafted from the conventions of REST APIs: compare it in connector.yaml with the documentation."],
    };
  });

async function whichAuth({ spec }: Editing, mayAsk: boolean): Promise<string> {
  const { auth, auth_alternatives: others = [] } = spec.system;
  const there = [auth.kind, ...others.map((one) => one.auth.kind)];
  const open = RENDERED_AUTH.filter((kind) => !there.some((one) => one === kind));
  if (!mayAsk) throw new ConnectorError({ place: "KIND", message: "is missing", ...listed("write add-auth", open) });
  return askOne(
    "How is it authenticated?",
    open.map((value) => ({ value, label: value })),
  );
}
