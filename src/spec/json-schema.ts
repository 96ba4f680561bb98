import * as z from "zod";
import { specSchema } from "./schema.ts";

/** Where editors find the published schema: first line of a generated `connector.yaml`. */
export const SCHEMA_COMMENT = "# yaml-language-server: $schema=";

/**
 * The JSON Schema of `connector.yaml` for editors, as published in `schema/connector.schema.json`. It says what zod's
 * schema says but for what hangs together across keys; `npx odoo-connector` checks that as well.
 */
export function connectorJsonSchema(): Readonly<Record<string, unknown>> {
  const made = z.toJSONSchema(specSchema, { io: "input", target: "draft-7", reused: "inline" });
  return { ...made, title: "connector.yaml", $comment: "Made by scripts/schema.mjs from src/spec/schema.ts" };
}

/** The file's text. */
export function connectorJsonSchemaText(): string {
  return `${JSON.stringify(connectorJsonSchema(), null, 1)}\n`;
}
