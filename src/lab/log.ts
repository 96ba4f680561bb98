export type LogLevel = "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";

/** One entry of Odoo's log. */
export interface LogEntry {
  level: LogLevel;
  logger: string;
  database: string;
  /** First line of the message. */
  message: string;
  /** The message with all its continuation lines (tracebacks). */
  text: string;
}

// 2026-01-31 12:00:00,123 4711 INFO mydb odoo.modules.loading: Loading module base
const HEAD = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (DEBUG|INFO|WARNING|ERROR|CRITICAL) (\S+) ([^\s:]+): ?(.*)$/;

export const isProblem = (entry: LogEntry): boolean => entry.level !== "DEBUG" && entry.level !== "INFO";

/** Characters kept of a log that goes on for hours; the problems are kept apart, all of them. */
const KEEP = 8 * 1024 * 1024;

/**
 * Reads Odoo's log line by line, keeps the text (its newest 8 MB) and every entry of WARNING or worse.
 * Lines before the first entry (a traceback at start) are only text.
 */
export class OdooLog {
  readonly problems: LogEntry[] = [];
  private lines: string[] = [];
  private size = 0;
  private dropped = 0;
  private last: LogEntry | undefined;
  private readonly listeners = new Set<(line: string, entry: LogEntry | undefined) => void>();

  /** `listener` gets every line, with its entry where the line begins one. */
  onLine(listener: (line: string, entry: LogEntry | undefined) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  add(line: string): void {
    const entry = parseHead(line);
    if (entry) {
      this.last = entry;
      if (isProblem(entry)) this.problems.push(entry);
    } else if (this.last && isProblem(this.last)) {
      this.last.text += `\n${line}`;
    }
    this.lines.push(line);
    this.size += line.length + 1;
    if (this.size > 2 * KEEP) {
      while (this.size > KEEP) {
        this.size -= (this.lines.shift()?.length ?? 0) + 1;
        this.dropped += 1;
      }
    }
    for (const listener of this.listeners) listener(line, entry);
  }

  text(): string {
    const head = this.dropped > 0 ? [`… ${this.dropped} earlier lines dropped`] : [];
    return [...head, ...this.lines].join("\n");
  }

  /** The last lines, for a message. */
  tail(count: number): string {
    return this.lines.slice(-count).join("\n");
  }
}

function parseHead(line: string): LogEntry | undefined {
  const match = HEAD.exec(line);
  if (!match) return undefined;
  // Some series end every message with a blank.
  const [level = "", database = "", logger = "", message = ""] = match.slice(1).map((part) => part.trimEnd());
  return { level: level as LogLevel, database, logger, message, text: message };
}

/** Parses a whole log at once. */
export function parseLog(text: string): OdooLog {
  const log = new OdooLog();
  for (const line of text.split("\n")) log.add(line);
  return log;
}

export interface TestCounts {
  tests: number;
  failed: number;
  errors: number;
  failures: { kind: "FAIL" | "ERROR"; test: string; text: string }[];
}

/**
 * What the log of a test run says. Odoo sums up once per phase and once at the end
 * (`odoo.tests.result: 1 failed, 0 error(s) of 12 tests when loading database 'x'`); the last line counts.
 */
export function readTestCounts(log: OdooLog): TestCounts {
  const counts: TestCounts = { tests: 0, failed: 0, errors: 0, failures: [] };
  for (const match of log.text().matchAll(/(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading database/g)) {
    counts.failed = Number(match[1]);
    counts.errors = Number(match[2]);
    counts.tests = Number(match[3]);
  }
  for (const entry of log.problems) {
    const match = /^(FAIL|ERROR): (.+)$/.exec(entry.message);
    if (match) counts.failures.push({ kind: match[1] as "FAIL" | "ERROR", test: match[2] ?? "", text: entry.text });
  }
  return counts;
}
