/** Faults on demand: what the worst day of a network and of a remote system looks like, on request and counted. */
import { ConnectorError } from "../errors.ts";
import { isObject, type JsonObject } from "./json.ts";

export const FAULT_KINDS = {
  status: "answers with `status` (500); `retryAfter` seconds, or as a date with `retryAfterDate`",
  delay: "waits `ms` before it goes on",
  cut: "sends the headers and half of the body, then closes the connection",
  reset: "closes the connection without an answer",
  refuse: "closes the connection and refuses new ones for `ms` (1000)",
  wrong_json: "answers 200 with broken JSON",
  html: "answers 200 with an HTML page",
  repeat_page: "answers a list request with the page that was served before it",
  shrink: "removes the first `count` (1) records of the list before it answers",
  grow: "adds `count` (1) new records before it answers",
  delete:
    "removes the record: before a single one is read, or after its page was listed (`id`, else the last of the page)",
  duplicate_webhook: "delivers the webhook twice with one delivery id (`path` matches the topic)",
} as const;

export type FaultKind = keyof typeof FAULT_KINDS;

export interface FaultRule {
  kind: FaultKind;
  /** HTTP method; every one by default. */
  method?: string;
  /** Path below the base URL, `*` for anything: `/products/*.json`. Everything by default. */
  path?: string;
  /** How many requests it meets; `always` until cleared. Default 1. */
  times?: number | "always";
  /** How many matching requests pass before. Default 0. */
  after?: number;
  status?: number;
  retryAfter?: number;
  retryAfterDate?: boolean;
  ms?: number;
  count?: number;
  id?: string;
  /** `status`, `reset`, `wrong_json` and `html`: the request is carried out first, and only its answer is lost. */
  done?: boolean;
}

interface Armed {
  id: number;
  rule: FaultRule;
  pattern: RegExp;
  seen: number;
  hits: number;
}

/** The armed faults of one mock. */
export class Faults {
  #armed: Armed[] = [];
  #next = 1;

  /** Arms rules; returns their numbers. Throws `ConnectorError` for a rule that makes no sense. */
  add(...rules: FaultRule[]): number[] {
    const checked = rules.map((rule, index) => readRule(rule, `faults[${index}]`));
    return checked.map((rule) => {
      const id = this.#next++;
      this.#armed.push({ id, rule, pattern: glob(rule.path ?? "*"), seen: 0, hits: 0 });
      return id;
    });
  }

  /** Disarms one rule, or all. */
  clear(id?: number): void {
    this.#armed = id === undefined ? [] : this.#armed.filter((armed) => armed.id !== id);
  }

  /** The armed rules and how often each has struck. */
  list(): { id: number; rule: FaultRule; hits: number }[] {
    return this.#armed.map(({ id, rule, hits }) => ({ id, rule: { ...rule }, hits }));
  }

  /** Rules that strike this request; each one is counted. Webhook deliveries match by topic, with method `WEBHOOK`. */
  strike(method: string, path: string): FaultRule[] {
    const struck: FaultRule[] = [];
    for (const armed of this.#armed) {
      const { rule } = armed;
      if ((rule.kind === "duplicate_webhook") !== (method === "WEBHOOK")) continue;
      if (rule.method !== undefined && rule.method.toUpperCase() !== method) continue;
      if (!armed.pattern.test(path)) continue;
      armed.seen += 1;
      if (armed.seen <= (rule.after ?? 0)) continue;
      if (rule.times !== "always" && armed.hits >= (rule.times ?? 1)) continue;
      armed.hits += 1;
      struck.push(rule);
    }
    return struck;
  }
}

function glob(pattern: string): RegExp {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${source}$`, "s");
}

/** Checks one rule from outside (JSON, command line). */
export function readRule(value: unknown, place: string): FaultRule {
  if (!isObject(value)) throw new ConnectorError({ message: "A fault is an object with a kind", place });
  const raw: JsonObject = value;
  const kind = raw.kind;
  if (typeof kind !== "string" || !(kind in FAULT_KINDS)) {
    throw new ConnectorError({
      message: `There is no fault "${typeof kind === "string" ? kind : "(none)"}"`,
      place: `${place}.kind`,
      hint: `One of ${Object.keys(FAULT_KINDS).join(", ")}`,
    });
  }
  const rule: FaultRule = { kind: kind as FaultKind };
  for (const [key, item] of Object.entries(raw)) {
    switch (key) {
      case "kind":
        break;
      case "method":
      case "path":
      case "id":
        rule[key] = scalar(item, `${place}.${key}`);
        break;
      case "times":
        rule.times = item === "always" ? "always" : count(item, `${place}.times`);
        break;
      case "after":
      case "status":
      case "retryAfter":
      case "ms":
      case "count":
        rule[key] = count(item, `${place}.${key}`);
        break;
      case "retryAfterDate":
      case "done":
        rule[key] = item === true || item === "true";
        break;
      default:
        throw new ConnectorError({
          message: `A fault has no key "${key}"`,
          place: `${place}.${key}`,
          hint: "Keys: kind, method, path, times, after, status, retryAfter, retryAfterDate, ms, count, id, done",
        });
    }
  }
  return rule;
}

function scalar(value: unknown, place: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  throw new ConnectorError({ message: "Must be a text", place });
}

function count(value: unknown, place: string): number {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number) || number < 0) {
    throw new ConnectorError({ message: "Must be a number of at least 0", place });
  }
  return number;
}

/**
 * Faults as the command line gives them: JSON, or `kind:key=value,key=value` separated by `;`
 * (`status:status=503,path=/products*,times=2;delay:ms=500`).
 */
export function parseFaults(text: string): FaultRule[] {
  const trimmed = text.trim();
  if (trimmed.startsWith("[") || trimmed.startsWith("{")) {
    let value: unknown;
    try {
      value = JSON.parse(trimmed);
    } catch (error) {
      throw new ConnectorError({
        message: `Not JSON: ${error instanceof Error ? error.message : ""}`,
        place: "--faults",
      });
    }
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.map((rule, index) => readRule(rule, `--faults[${index}]`));
  }
  return trimmed
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part, index) => {
      const colon = part.indexOf(":");
      const kind = colon < 0 ? part : part.slice(0, colon);
      const raw: JsonObject = { kind };
      for (const pair of colon < 0 ? [] : part.slice(colon + 1).split(",")) {
        const equals = pair.indexOf("=");
        if (equals < 0) {
          throw new ConnectorError({ message: `"${pair}" is no key=value`, place: `--faults[${index}]` });
        }
        raw[pair.slice(0, equals).trim()] = pair.slice(equals + 1).trim();
      }
      return readRule(raw, `--faults[${index}]`);
    });
}
