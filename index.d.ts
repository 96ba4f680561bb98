/** Types of `import { validate } from "odoo-connector"`; test/unit/validate/api.test.ts holds them to the sources. */

/** Error: fails or loses data. Warning: will, one day. Hint: taste. */
export type Severity = "error" | "warning" | "hint";

/** Line and column as editors count them, from 1; the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Replaces what stands between two offsets (UTF-16 units, from 0) of a file. */
export interface Edit {
  /** Below the addon's folder. */
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** Path of the addon as it was given, joined with the file's path in it. */
  readonly file: string;
  readonly addon: string;
  /** The file below the addon's folder. */
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  /** What is wrong. */
  readonly message: string;
  /** What it leads to in production. */
  readonly why: string;
  /** What to write instead. */
  readonly instead: string;
  /** The line that `start` is on, without its end; missing for a file that isn't there. */
  readonly source?: string;
  /** The safe edit that `--fix` makes. */
  readonly fix?: readonly Edit[];
}

export interface ValidateOptions {
  /** Addons, folders of addons, or files in addons. */
  readonly paths: readonly string[];
  /** The folder that relative paths start from; without: the process's own. */
  readonly cwd?: string;
  /** `19.0`; without: what each manifest's version begins with. */
  readonly odoo?: string;
  /** Folders of addons that the judged ones depend on. */
  readonly addonsPath?: readonly string[];
  /** A model index that `odoo-connector index` has written, in place of the built-in ones. */
  readonly index?: string;
  /** Codes, groups or prefixes ending in `*`. */
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  /** The least that is told. */
  readonly severity?: Severity;
  /** Also what could not be judged. */
  readonly verbose?: boolean;
  /** Folder where results of unchanged addons are kept; without: nothing is kept. */
  readonly cache?: string;
  /** How many addons are read side by side; without: one per processor where there are many. */
  readonly workers?: number;
}

export interface ValidateResult {
  readonly findings: readonly Finding[];
  /** What no rule could judge: only with `verbose`. */
  readonly unresolved: readonly Finding[];
  readonly addons: readonly { readonly name: string; readonly path: string; readonly odoo: string }[];
  readonly files: number;
}

/** What is wrong with paths, options or a configuration; `problems` says it one by one. */
export class ConnectorError extends Error {
  readonly problems: readonly { readonly message: string; readonly place?: string; readonly hint?: string }[];
  readonly exitCode: 0 | 1 | 2 | 3 | 70;
}

/**
 * Judges connector addons as `validate-connector` does, configurations and baselines included.
 * @throws ConnectorError
 */
export function validate(options: ValidateOptions): Promise<ValidateResult>;
