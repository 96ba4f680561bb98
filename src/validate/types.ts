/** Findings as data: what the engine gives to reporters, and to those who call `validate`. */
import type { Position } from "../parse/text.ts";
import type { Edit, Severity } from "../rules/rule.ts";

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** Path as the user gave it, joined with the file's path in the addon. */
  readonly file: string;
  readonly addon: string;
  /** The file below the addon's folder. */
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
  readonly message: string;
  readonly why: string;
  readonly instead: string;
  /** The line that `start` is on, without its end; undefined for a file that isn't there. */
  readonly source?: string;
  /** Paths in it are below the addon's folder. */
  readonly fix?: readonly Edit[];
}

export interface ValidateOptions {
  /** Addons, or folders of addons. */
  readonly paths: readonly string[];
  /** Without: what the manifest's version begins with. */
  readonly odoo?: string;
  readonly addonsPath?: readonly string[];
  /** A model index in place of ours. */
  readonly index?: string;
  /** Codes, groups or prefixes ending in `*`. */
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  /** The least that is told. */
  readonly severity?: Severity;
  readonly verbose?: boolean;
  /** Where results of unchanged addons are kept; without: nothing is kept. */
  readonly cache?: string;
  /** How many addons are read side by side; without: one per core where there are many. */
  readonly workers?: number;
}

export interface ValidateResult {
  readonly findings: readonly Finding[];
  /** What no rule could judge: only with `verbose`. */
  readonly unresolved: readonly Finding[];
  readonly addons: readonly { readonly name: string; readonly path: string; readonly odoo: string }[];
  readonly files: number;
}
