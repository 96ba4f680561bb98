import { closest, distance } from "fastest-levenshtein";

/** Words of other tools, and what a spec calls the same. Spelling alone would not lead from one to the other. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  remote_wins: ["external_wins"],
  theirs: ["external_wins"],
  local_wins: ["odoo_wins"],
  ours: ["odoo_wins"],
  latest_wins: ["newest_wins"],
  last_write_wins: ["newest_wins"],
  ask: ["manual"],
  pull: ["import"],
  push: ["export"],
  bidirectional: ["both"],
  two_way: ["both"],
  sync: ["both"],
  token: ["bearer", "header"],
  jwt: ["bearer"],
  api_key: ["header"],
  apikey: ["header"],
  password: ["basic"],
  login: ["basic", "login_token"],
  shop: ["ecommerce"],
  store: ["ecommerce"],
  shipping: ["logistics"],
  warehouse: ["logistics"],
  invoicing: ["accounting"],
  limit_offset: ["offset"],
  page_number: ["page"],
  next_token: ["cursor"],
  link: ["link_header"],
  number: ["float", "int"],
  decimal: ["float"],
  integer: ["int"],
  boolean: ["bool"],
  map: ["values"],
};

/** The word of the same meaning, the nearest in spelling, or undefined where nothing is near enough to be meant. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const lower = word.toLowerCase();
  const key = lower.replaceAll(/[\s-]/g, "_");
  const same = Object.hasOwn(SAME, key) ? SAME[key] : undefined;
  const meant = same?.find((one) => words.includes(one));
  if (meant !== undefined && !words.includes(lower)) return meant;
  const found = closest(lower, words);
  const steps = distance(lower, found.toLowerCase());
  // A third of the word may be wrong, two letters at least (they may be swapped), in very short words one.
  const longer = Math.max(word.length, found.length);
  if (steps <= Math.max(longer < 4 ? 1 : 2, Math.floor(longer / 3))) return found;
  const part = words.find(
    (one) => one.length > 2 && lower.length > 2 && (one.startsWith(lower) || lower.startsWith(one)),
  );
  return part;
}

/** `a, b or c` */
export function orList(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words[words.length - 1] ?? ""}`;
}

/** Hint for a word that is not among the right ones: the nearest, or all of them where they are few. */
export function hintFor(word: string, words: readonly string[]): string | undefined {
  const near = nearest(word, words);
  if (near !== undefined) return `did you mean ${near}?`;
  return words.length > 0 && words.length <= 15 ? `write ${orList(words)}` : undefined;
}

/** A value on one line of YAML, as people write it. */
export function yamlLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlLine).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return entries.length === 0
      ? "{}"
      : `{ ${entries.map(([key, one]) => `${yamlLine(key)}: ${yamlLine(one)}`).join(", ")} }`;
  }
  if (typeof value !== "string") return String(value);
  const isPlain =
    /^[\w./$@<>%*-][\w ./$@<>%*=?&;()'-]*$/.test(value) &&
    !/^(?:true|false|null|yes|no|on|off|[-*&%@]|[\d.-]+$)/i.test(value) &&
    !value.endsWith(" ");
  return isPlain ? value : JSON.stringify(value);
}
