import { expect } from "vitest";
import { Document, parse, parseDocument, visit } from "yaml";
import { applyChoices, type SpecChoices } from "../../../../src/app/spec-text.ts";
import type { OdooVersion } from "../../../../src/odoo/capabilities.ts";
import type { ModelIndex } from "../../../../src/odoo/index.ts";
import { draftText } from "../../../../src/spec/draft.ts";
import { addEntity, type AddedEntity, type EntityRequest } from "../../../../src/spec/edits/add-entity.ts";
import type { EditFacts } from "../../../../src/spec/edits/edit.ts";
import { removeEntities, type RemovedEntities } from "../../../../src/spec/edits/remove-entity.ts";
import { loadSpec } from "../../../../src/spec/load.ts";
import { resolveSpec } from "../../../../src/spec/resolve.ts";
import type { ResolvedSpec } from "../../../../src/spec/resolved.ts";
import type { Spec } from "../../../../src/spec/schema.ts";
import { indexOf, systemSpec, systemText } from "../helpers.ts";

export const SYSTEMS = ["shopify", "woocommerce", "stripe"] as const;

const opened = new Map<OdooVersion, Promise<ModelIndex>>();
const once = (version: OdooVersion): Promise<ModelIndex> => {
  const index = opened.get(version) ?? indexOf(version);
  opened.set(version, index);
  return index;
};

export const facts: EditFacts = { file: "connector.yaml", odoo: "19.0", indexOf: once };

export async function factsOf(system: string): Promise<EditFacts> {
  return { ...facts, known: { text: systemText(system), spec: await systemSpec(system) } };
}

export const read = async (text: string): Promise<Spec> => (await loadSpec(text, "connector.yaml")).spec;
export const resolved = async (text: string): Promise<ResolvedSpec> => resolveSpec(await read(text));

/** The text that init-connector writes for a known system with choices. */
export async function chosen(system: string, choices: SpecChoices): Promise<string> {
  return applyChoices(systemText(system), await systemSpec(system), choices, "connector.yaml");
}

/** An edit knows what its text says without reading it: it has to say the same. */
export async function asRead<E extends { readonly text: string; readonly spec: Spec }>(edit: Promise<E>): Promise<E> {
  const made = await edit;
  expect(made.spec).toEqual(await read(made.text));
  return made;
}

export const add = async (text: string, request: EntityRequest, given: EditFacts = facts): Promise<AddedEntity> =>
  asRead(addEntity(text, await read(text), request, given));
export const remove = async (text: string, names: string[], given: EditFacts = facts): Promise<RemovedEntities> =>
  removeEntities(text, await read(text), { entities: names }, given);

/** Drafts of all types, with the choices that change how they look. */
export const drafts = (): Promise<string[]> =>
  Promise.all(
    (["ecommerce", "logistics", "accounting", "crm"] as const).flatMap((type) =>
      [true, false].map((webhooks) =>
        draftText({
          name: "acme",
          type,
          baseUrl: "https://{host}/api",
          webhooks,
          ...(webhooks ? {} : { pagination: "none" }),
        }),
      ),
    ),
  );

/** Ways in which people write the same spec. */
export const STYLES = {
  plain: (text: string) => text,
  windows: (text: string) => text.replaceAll("\n", "\r\n"),
  "no line break at the end": (text: string) => text.trimEnd(),
  "blank lines between entities": (text: string) => text.replaceAll(/\n(?= {2}- name: |[a-z]+:)/g, "\n\n"),
  "lists below their key": (text: string) => parseDocument(text).toString({ indentSeq: false, lineWidth: 120 }),
  "wide steps": (text: string) => parseDocument(text).toString({ indent: 4, lineWidth: 120 }),
  "no padding": (text: string) => parseDocument(text).toString({ flowCollectionPadding: false, lineWidth: 120 }),
  "blocks only": (text: string) => flowing(text, false).toString({ lineWidth: 0 }),
  "braces only": (text: string) => flowing(text, true).toString({ lineWidth: 100 }),
  "one line": (text: string) => flowing(text, true).toString({ lineWidth: 0 }),
  JSON: (text: string) => `${JSON.stringify(parse(text), null, 2)}\n`,
} as const;

function flowing(text: string, isFlow: boolean): Document {
  const document = new Document(parse(text));
  const set = (_: unknown, node: { flow?: boolean | undefined }): void => {
    node.flow = isFlow;
  };
  visit(document, { Map: set, Seq: set });
  return document;
}

/** Writes comments between the lines and behind them, wherever the text still says the same then. */
export function commented(text: string, places: readonly { at: number; column: number; isTail: boolean }[]): string {
  const said = JSON.stringify(parse(text));
  let result = text;
  for (const [index, { at, column, isTail }] of places.entries()) {
    const eol = result.includes("\r\n") ? "\r\n" : "\n";
    const lines = result.split(eol);
    const place = at % lines.length;
    const comment = `# mine ${index}.`;
    if (isTail) lines[place] = `${lines[place] ?? ""} ${comment}`;
    else lines.splice(place, 0, " ".repeat(column) + comment);
    const next = lines.join(eol);
    if (isSame(next, said)) result = next;
  }
  return result;
}

function isSame(text: string, said: string): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && JSON.stringify(document.toJS()) === said;
}

/** The comments that {@link commented} wrote, in any order. */
export const mine = (text: string): string[] => (text.match(/# mine \d+\./g) ?? []).sort();
