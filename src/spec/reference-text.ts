/** The reference as text: a page of Markdown, and the answer to a question about one key. */
import type { ReferenceKey, ReferenceSection } from "./reference.ts";
import { ROOT } from "./reference.ts";
import { nearest } from "./words.ts";

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;
const cell = (text: string): string => text.replaceAll("|", "\\|");
const anchor = (name: string): string => name.toLowerCase().replace(/[^\w-]/g, "");

function linked({ value, sections }: ReferenceKey): string {
  return sections.reduce(
    (text, name) => text.replace(new RegExp(`\\b${name}\\b`), `[${name}](#${anchor(name)})`),
    cell(value),
  );
}

/** A page of Markdown with a table for each section and form. */
export function referenceMarkdown(sections: readonly ReferenceSection[]): string {
  const parts = [
    "# The reference of `connector.yaml`",
    "Made from the schema by `odoo-connector spec docs`. What the keys are for, in context: [spec.md](spec.md). " +
      "**Bold** keys are required; `a.b` is a key of the object `a`, `a[].b` of each of a list, `a.*` of a map. " +
      "`odoo-connector spec explain KEY` tells the same of one key.",
  ];
  for (const { name, meaning, forms } of sections) {
    parts.push(`## ${name}`, meaning.endsWith(".") ? meaning : `${meaning}.`);
    for (const form of forms) {
      if (form.name !== undefined) parts.push(`### ${name}, ${form.name}`);
      const rows = form.keys.map((key) => {
        const shown = key.required ? `**${code(key.key)}**` : code(key.key);
        return `| ${shown} | ${linked(key)} | ${cell(key.meaning)} | ${key.example === undefined ? "" : code(key.example)} |`;
      });
      parts.push(["| key | takes | meaning | example |", "| --- | --- | --- | --- |", ...rows].join("\n"));
    }
  }
  return `${parts.join("\n\n")}\n`;
}

/** What is known of a key that somebody asks about. */
export interface Explanation {
  /** `mapping`, or `auth, kind: bearer`. */
  readonly section: string;
  readonly key: ReferenceKey;
}

const plain = (key: string): string => key.replace(/\[\d*\]/g, "").replaceAll(".*", "");

/**
 * Finds a key by its place from the top of the file (`entities.product.mapping.transform`, names and numbers of entries
 * left in or out), from a section (`mapping.transform`), or by its name alone.
 * @returns what it means at each place that fits; empty where there is no such key, then with the nearest one
 */
export function explainKey(
  sections: readonly ReferenceSection[],
  asked: string,
): { found: Explanation[]; section?: ReferenceSection; near?: string } {
  const steps = plain(asked)
    .split(".")
    .filter((step) => step !== "" && !/^\d+$/.test(step));
  const byName = new Map(sections.map((section) => [section.name, section]));
  const whole = byName.get(asked);
  const found = whole === undefined ? walk(byName, byName.get(ROOT), steps) : [];
  const [first = "", ...rest] = steps;
  if (found.length === 0 && rest.length > 0) found.push(...walk(byName, byName.get(first), rest));
  if (found.length === 0 && whole === undefined) {
    found.push(
      ...everyKey(sections).filter(({ key }) => plain(key.key) === steps.join(".") || endsWith(key.key, steps)),
    );
  }
  if (found.length > 0 || whole !== undefined) {
    return { found: unique(found), ...(whole === undefined ? {} : { section: whole }) };
  }
  const names = [...byName.keys(), ...everyKey(sections).flatMap(({ key }) => plain(key.key).split(".").slice(-1))];
  const near = nearest(steps.at(-1) ?? "", [...new Set(names)]);
  return { found: [], ...(near === undefined ? {} : { near }) };
}

const endsWith = (key: string, steps: readonly string[]): boolean => plain(key).endsWith(`.${steps.join(".")}`);

function everyKey(sections: readonly ReferenceSection[]): Explanation[] {
  return sections.flatMap(({ name, forms }) =>
    forms.flatMap((form) =>
      form.keys.map((key) => ({ section: form.name === undefined ? name : `${name}, ${form.name}`, key })),
    ),
  );
}

/** Goes down from a section, key by key; the name of an entity or child after its list is stepped over. */
function walk(
  byName: ReadonlyMap<string, ReferenceSection>,
  section: ReferenceSection | undefined,
  steps: readonly string[],
): Explanation[] {
  if (section === undefined || steps.length === 0) return [];
  for (let taken = steps.length; taken > 0; taken -= 1) {
    const wanted = steps.slice(0, taken).join(".");
    const here = everyKey([section]).filter(({ key }) => plain(key.key) === wanted);
    if (here.length === 0) continue;
    const rest = steps.slice(taken);
    if (rest.length === 0) return here;
    const below = here.flatMap(({ key }) => key.sections.map((name) => byName.get(name)));
    for (const left of [rest, rest.slice(1)]) {
      const found = below.flatMap((one) => walk(byName, one, left));
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** The same key of several forms with the same meaning is told once. */
function unique(found: readonly Explanation[]): Explanation[] {
  const seen = new Set<string>();
  return found.filter(({ section, key }) => {
    const place = `${section.split(",")[0] ?? ""} ${key.key} ${key.value} ${key.meaning}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

/** An answer for a terminal. */
export function explanationText({ section, key }: Explanation): string {
  const lines = [
    `${key.key}  (${section === ROOT ? "top of the file" : section})`,
    `  ${key.meaning}${key.meaning.endsWith(".") ? "" : "."}`,
    `  takes: ${key.value.replaceAll("`", "")}${key.required ? "; required" : ""}`,
  ];
  if (key.example !== undefined) lines.push(`  example: ${key.key.replace(/^.*[.\]]/, "") || key.key}: ${key.example}`);
  if (key.sections.length > 0) lines.push(`  more: ${key.sections.map((name) => `spec explain ${name}`).join(", ")}`);
  return lines.join("\n");
}

/** A section for a terminal: its keys by form. */
export function sectionText({ name, meaning, forms }: ReferenceSection): string {
  const lines = [`${name}: ${meaning}`];
  for (const form of forms) {
    lines.push("", ...(form.name === undefined ? [] : [form.name]));
    const width = Math.max(...form.keys.map(({ key }) => key.length));
    for (const { key, meaning: what, required } of form.keys) {
      lines.push(`  ${key.padEnd(width)}  ${what}${required ? " (required)" : ""}`);
    }
  }
  return lines.join("\n");
}
