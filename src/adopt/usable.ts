/** Facts as the spec takes them: what it has no words for is listed instead of being written. */
import { ConnectorError } from "../errors.ts";
import { validateSpec } from "../spec/faults.ts";
import { assertRenderable } from "../spec/renderable.ts";
import { resolveSpec } from "../spec/resolve.ts";
import { SPEC_WORDS } from "../spec/vocabulary.ts";
import type { Fact, Unknown } from "./facts.ts";
import type { Inferred } from "./infer.ts";

/** Words of the runtime that the spec has others for, by the kind of pagination. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  page: { start: "first", total_pages_header: "pages_header", total_pages_path: "pages_path", has_more: "more_path" },
  offset: { has_more: "more_path" },
  cursor: { next: "cursor_path", has_more: "more_path" },
};

/** @param given what the user says instead of the code */
export function usable(
  inferred: Inferred,
  given: { readonly baseUrl?: string | undefined },
): { readonly system: Pick<Inferred, "system" | "connector">; readonly unknown: readonly Unknown[] } {
  const unknown: Unknown[] = [];
  const fields = ((inferred.system.fields?.value ?? []) as readonly Fact<unknown>[]).map(({ value }) => value);
  const base = { base_url: given.baseUrl ?? "https://example.com", fields, auth: { kind: "none" } };
  const system: Record<string, Fact<unknown> | undefined> = { ...inferred.system };
  for (const [key, fact] of Object.entries(inferred.system)) {
    if (fact === undefined || key === "fields") continue;
    const value = key === "pagination" ? inSpecWords(fact.value) : fact.value;
    const problem = problemOf(inferred, { ...base, [key]: value });
    if (problem === undefined) {
      system[key] = { ...fact, value };
      continue;
    }
    system[key] = undefined;
    unknown.push({
      key: `system.${key}`,
      why: `it cannot be said in the spec: ${problem}`,
      look: fact.at,
      ...((key === "base_url" || key === "auth") && { isNeeded: true }),
    });
  }
  const connector: Record<string, Fact<string> | undefined> = { ...inferred.connector };
  const { license, website } = inferred.connector;
  if (license !== undefined && !(SPEC_WORDS.licenses as readonly string[]).includes(license.value)) {
    connector.license = undefined;
    unknown.push({
      key: "connector.license",
      why: `${license.value} is none of ${SPEC_WORDS.licenses.join(", ")}`,
      look: license.at,
    });
  }
  if (website !== undefined && !/^https?:\/\/\S+$/.test(website.value)) {
    connector.website = undefined;
    unknown.push({ key: "connector.website", why: `${website.value} is no web address`, look: website.at });
  }
  return { system: { system, connector }, unknown };
}

function inSpecWords(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("kind" in value)) return value;
  const words = RENAMED[String(value.kind)] ?? {};
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [words[key] ?? key, one]));
}

/** What is wrong with a part of a spec, in one sentence. */
function problemOf({ name, addon, backend }: Inferred, system: Readonly<Record<string, unknown>>): string | undefined {
  try {
    const spec = validateSpec({
      spec: 1,
      connector: { name, type: "ecommerce" },
      system,
      entities: [],
      adopted: { addon, backend: { model: backend.value }, entities: [] },
    });
    assertRenderable(spec);
    resolveSpec(spec);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return error.problems.map(({ place, message }) => `${place ?? ""} ${message}`.trim()).join("; ");
  }
}
