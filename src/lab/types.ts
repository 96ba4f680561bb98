import type { LogEntry } from "./log.ts";

/** What the lab is doing right now. `seconds` is there when it is done. */
export interface LabProgress {
  state: "start" | "done" | "note";
  message: string;
  seconds?: number;
}

export type OnProgress = (progress: LabProgress) => void;

/** A database of the lab. Give it to the other calls, or its `name` alone. */
export interface LabDatabase {
  name: string;
  /** WARNING and worse lines of the log when the modules were installed (also where the template stood ready). */
  problems: readonly LogEntry[];
}

/** What one run of Odoo (install, update, test) wrote. */
export interface RunLog {
  /** The whole log as text. */
  text: string;
  /** Every WARNING, ERROR and CRITICAL entry, with its continuation lines. */
  problems: readonly LogEntry[];
  /** Wall clock. */
  seconds: number;
}

/** Outcome of `lab.test` for one addon. */
export interface TestReport extends RunLog {
  addon: string;
  /** Tests that ran; 0 where the addon has none or the log does not say. */
  tests: number;
  failed: number;
  errors: number;
  /** Name and traceback of every failed or erring test. */
  failures: readonly { kind: "FAIL" | "ERROR"; test: string; text: string }[];
  /** No failure, no error, no line of WARNING or worse, and Odoo ended with 0. */
  ok: boolean;
}
