import type { Offer } from "../prompts/questions.ts";
import type { SpecSource } from "./spec-source.ts";

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/**
 * Reads what is on offer out of a spec's text; a text that is no spec offers nothing (the loader says why).
 * @param isDetailed false where nobody can be asked: then the text is not looked at
 */
export async function offerOf(source: SpecSource, isDetailed: boolean): Promise<Offer> {
  const nothing: Offer = { kind: source.kind, entities: [], hasWebhooks: false };
  if (source.text === "" || !isDetailed) return nothing;
  const { parse } = await import("yaml");
  let spec: Readonly<Record<string, unknown>>;
  try {
    spec = record(parse(source.text, { merge: true }));
  } catch {
    return nothing;
  }
  const connector = record(spec.connector);
  const title = text(connector.title) ?? text(connector.name);
  const type = text(connector.type);
  const entities = Array.isArray(spec.entities) ? spec.entities.map(record) : [];
  return {
    kind: source.kind,
    ...(title !== undefined && { title }),
    ...(type !== undefined && { type }),
    entities: entities.map((entity) => ({
      name: text(entity.name) ?? "",
      direction: text(entity.direction) ?? "import",
    })),
    hasWebhooks: record(spec.system).webhooks !== undefined,
  };
}
