import type { Editing } from "../app/edits.ts";
import type { Formatters } from "../app/formatters.ts";
import { ConnectorError, type ExitCode } from "../errors.ts";
import { askOne, askText } from "../prompts/adding.ts";
import { addField as addFieldEdit, type FieldRequest } from "../spec/edits/add-field.ts";
import { type Edit, isNamed } from "../spec/edits/edit.ts";
import { orList } from "../spec/words.ts";
import type { AddFieldOptions } from "./add-field.ts";
import { add, refuseNothing } from "./adding.ts";

/** The action of `add-field`. */
export const addField = (
  word: string | undefined,
  words: readonly string[],
  options: AddFieldOptions,
  formatters: Promise<Formatters>,
): Promise<ExitCode> =>
  add(
    options,
    {
      ENTITY: word,
      FIELD: words,
      "--remote": options.remote,
      "--direction": options.direction,
      "--transform": options.transform,
    },
    formatters,
    async (editing, mayAsk) => {
      const entity = word ?? (await whichMapping(editing, mayAsk));
      const fields = words.length > 0 ? words : [await whichField(entity, editing, mayAsk)];
      const requests = requestsOf(entity, fields, options);
      let { text, spec } = editing;
      const edits: Edit[] = [];
      for (const request of requests) {
        const edit = await addFieldEdit(text, spec, request, editing.facts);
        ({ text, spec } = edit);
        edits.push(edit);
      }
      const last = edits[edits.length - 1];
      if (last === undefined) throw new Error("no field was added");
      // The line's number says nothing to people.
      const added = edits.flatMap((one, index) =>
        one.added.map((path) => path.replace(/\[\d+\]$/, ` ${requests[index]?.field ?? ""}`)),
      );
      const modules = [...new Set(edits.flatMap((one) => one.modules))];
      return {
        edit: { ...last, added, modules },
        document: { entity, fields: requests.map((request) => request.field) },
      };
    },
  );

function requestsOf(entity: string, fields: readonly string[], options: AddFieldOptions): FieldRequest[] {
  const { remote, direction, transform } = options;
  const single = [remote === undefined ? [] : "--remote", transform === undefined ? [] : "--transform"].flat();
  if (fields.length > 1 && single.length > 0) {
    throw new ConnectorError({
      place: single.join(" "),
      message: `says something of one field, and there are ${fields.length}`,
      hint: "add them one by one, or write FIELD:remote.path",
    });
  }
  return fields.map((word) => {
    const [field = "", place, ...more] = word.split(":").map((part) => part.trim());
    if (field === "" || more.length > 0) {
      const hint = "write FIELD or FIELD:remote.path";
      throw new ConnectorError({ place: "FIELD", message: `${JSON.stringify(word)} is no field`, hint });
    }
    if (place !== undefined && remote !== undefined && place !== remote) {
      throw new ConnectorError({ place: "--remote", message: `${word} says something else`, hint: "leave one out" });
    }
    return { entity, field, remote: place ?? remote, direction, transform };
  });
}

const mappings = ({
  spec,
}: Editing): { readonly name: string; readonly plural?: string | undefined; readonly model: string }[] =>
  spec.entities.flatMap((one) => [one, ...(one.children ?? [])]);

async function whichMapping(editing: Editing, mayAsk: boolean): Promise<string> {
  refuseNothing("ENTITY", editing);
  const all = mappings(editing);
  if (!mayAsk) {
    const names = orList(all.map((one) => one.name));
    throw new ConnectorError({
      place: "ENTITY",
      message: "is missing",
      hint: `write add-field ENTITY FIELD: ${names}`,
    });
  }
  return askOne(
    "Of which records?",
    all.map(({ name, model }) => ({ value: name, label: `${name} (${model})` })),
  );
}

async function whichField(entity: string, editing: Editing, mayAsk: boolean): Promise<string> {
  const model = mappings(editing).find((one) => isNamed(one, entity))?.model;
  if (!mayAsk || model === undefined) {
    const hint = `write the technical name of a field: add-field ${entity} ref`;
    throw new ConnectorError({ place: "FIELD", message: "is missing", hint });
  }
  const index = await editing.indexOf(editing.odoo);
  return askText(`Field of ${model} (FIELD, or FIELD:remote.path)`, (value) => {
    const [field = ""] = value.split(":");
    if (index.field(model, field) !== undefined) return undefined;
    const near = index.nearestField(model, field);
    return `${model} has no field ${field}${near === undefined ? "" : `: did you mean ${near}?`}`;
  });
}
