/** A user's model index: what its file says, validated. The format is described in docs/model-index.md. */
import * as z from "zod";
import { ConnectorError, type Problem } from "../errors.ts";
import { isOdooVersion, ODOO_VERSIONS, type OdooVersion } from "./capabilities.ts";
import { indexOfDocument, type ModelIndex } from "./index.ts";
import type { IndexDocument } from "./pack.ts";

const words = z.array(z.string());
const fieldSchema = z.object({
  type: z.string().min(1),
  modules: words,
  comodel: z.string().optional(),
  related: z.string().optional(),
  required: z.boolean().optional(),
  readonly: z.boolean().optional(),
  store: z.boolean().optional(),
});
const modelName = z.string().regex(/^[\w.]+$/, "a model's name has letters, digits, dots and underscores only");
const documentSchema = z.object({
  odoo: z.string(),
  reduced: z.boolean().optional(),
  modules: z.record(z.string(), words),
  models: z.record(
    modelName,
    z.object({
      modules: words,
      fields: z.record(z.string(), fieldSchema),
      inherit: words.optional(),
      inherits: z.record(z.string(), z.string()).optional(),
      abstract: z.boolean().optional(),
      transient: z.boolean().optional(),
      methods: words.optional(),
    }),
  ),
  xmlids: z.record(z.string(), z.record(z.string(), words)),
  values: z
    .record(modelName, z.object({ needed: words, selections: z.record(z.string(), z.record(z.string(), z.string())) }))
    .optional(),
});

/** More of them say nothing more. */
const MOST_PROBLEMS = 10;

const HINT = "odoo-connector index writes such a file from a running Odoo";

/**
 * @param text JSON of a whole index
 * @param place the file's path, for messages
 * @throws ConnectorError (2) saying what is wrong with it
 */
export function parseIndex(text: string, place: string): ModelIndex {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConnectorError({ place, message: `this is no model index: no JSON (${reason})`, hint: HINT });
  }
  const read = documentSchema.safeParse(content);
  if (!read.success) {
    const problems = read.error.issues.slice(0, MOST_PROBLEMS).map(({ path, message }): Problem => {
      const key = path.map(String).join(" > ");
      return { place, message: `this is no model index: ${key === "" ? "" : `${key}: `}${message}`, hint: HINT };
    });
    throw new ConnectorError(problems);
  }
  return indexOfDocument(checkVersion(read.data, place));
}

function checkVersion(document: IndexDocument, place: string): IndexDocument & { odoo: OdooVersion } {
  const { odoo } = document;
  if (isOdooVersion(odoo)) return { ...document, odoo };
  throw new ConnectorError({
    place,
    message: `the model index is of Odoo ${odoo}`,
    hint: `known are ${ODOO_VERSIONS.join(", ")}`,
  });
}
