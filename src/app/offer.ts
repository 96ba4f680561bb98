import { dirname, join, resolve } from "node:path";
import type { FileSystem } from "../fs/port.ts";
import type { Offer } from "../prompts/questions.ts";
import { LOCK_FILE, parseLock } from "../write/lockfile.ts";
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

/**
 * The Odoo version that an addon was last made for: running again without --odoo must not move it to another one.
 * @param cwd what the source's file is relative to
 * @returns undefined where no addon of this tool stands
 * @throws ConnectorError for a lock file that is damaged
 */
export async function odooOf(fs: FileSystem, cwd: string, source: SpecSource): Promise<string | undefined> {
  if (source.kind !== "addon") return undefined;
  const place = join(resolve(cwd, dirname(source.file)), LOCK_FILE);
  return (await fs.kind(place)) === "file" ? parseLock(await fs.readText(place), place).odoo : undefined;
}
