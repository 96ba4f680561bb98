import type { Editing } from "../app/edits.ts";
import type { Formatters } from "../app/formatters.ts";
import { ConnectorError, type ExitCode } from "../errors.ts";
import { askOne } from "../prompts/adding.ts";
import { addExport as addExportEdit } from "../spec/edits/add-export.ts";
import { isNamed } from "../spec/edits/edit.ts";
import type { AddExportOptions } from "./add-export.ts";
import { add, listed, refuseNothing } from "./adding.ts";

/** The action of `add-export`. */
export const addExport = (
  word: string | undefined,
  options: AddExportOptions,
  formatters: Promise<Formatters>,
): Promise<ExitCode> =>
  add(options, { MODEL: word, "--entity": options.entity }, formatters, async (editing, mayAsk) => {
    const { text, spec, facts } = editing;
    const wanted = word ?? (await whichExport(editing, mayAsk));
    // Who names the entity means its model.
    const named = wanted.includes(".") ? undefined : spec.entities.find((one) => isNamed(one, wanted));
    const entity = options.entity ?? named?.name;
    const edit = await addExportEdit(text, spec, { model: named?.model ?? wanted, entity }, facts);
    return { edit, document: { model: named?.model ?? wanted } };
  });

async function whichExport(editing: Editing, mayAsk: boolean): Promise<string> {
  refuseNothing("MODEL", editing);
  const { spec } = editing;
  const exports = spec.exports ?? [];
  const open = spec.entities.filter((one) => !exports.some(({ entity, child }) => entity === one.name && !child));
  if (open.length === 0) {
    const message = "is missing, and every entity is exported already";
    throw new ConnectorError({ place: "MODEL", message, hint: "add-binding adds another entity" });
  }
  if (!mayAsk) {
    const hint = open.map((one) => one.model);
    throw new ConnectorError({ place: "MODEL", message: "is missing", ...listed("write add-export", hint) });
  }
  return askOne(
    "What is exported?",
    open.map(({ name, model }) => ({ value: name, label: `${name} (${model})` })),
  );
}
