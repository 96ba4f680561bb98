/** What a rule is, and what it may ask. A rule is a file of this folder, named by its code. */
import type { World } from "../addon/world.ts";
import type { AddonModel, Place } from "../addon/types.ts";
import type { Capabilities, OdooVersion } from "../odoo/capabilities.ts";

/** Error: fails or loses data. Warning: will, one day. Hint: taste. */
export type Severity = "error" | "warning" | "hint";

export const GROUPS = [
  "syntax",
  "structure",
  "manifest",
  "component",
  "mapper",
  "binding",
  "backend",
  "job",
  "cron",
  "access",
  "secret",
  "http",
  "model",
  "view",
  "data",
  "python",
  "test",
  "suppression",
] as const;

export type Group = (typeof GROUPS)[number];

/** Replaces what stands between two offsets of a file. */
export interface Edit extends Place {
  readonly text: string;
}

export interface Report {
  /** Where; a file that is missing is reported at the file that should know it (the manifest), or at offset 0. */
  readonly at: Place;
  /** What is wrong, with the names that are at stake: one sentence without a final full stop. */
  readonly message: string;
  /** What to write instead, where it can be said more exactly than the rule's own `instead`. */
  readonly instead?: string;
  /** The safe edit that `--fix` makes: the addon does the same as before, or what it was meant to. */
  readonly fix?: readonly Edit[];
}

export interface RuleContext {
  readonly addon: AddonModel;
  readonly world: World;
  readonly version: OdooVersion;
  readonly cap: Capabilities;
  readonly report: (finding: Report) => void;
  /** Something that the rule would judge, were an ancestor or a module at hand: told under `--verbose` only. */
  readonly unresolved: (at: Place, what: string) => void;
}

export interface Rule {
  /** The file's name, words joined by `-`, the group's word first: `component-unknown-inherit`. */
  readonly code: string;
  readonly group: Group;
  readonly severity: Severity;
  /** One line, what it finds: the heading of its page. */
  readonly title: string;
  /** What it leads to in production: one or two sentences. */
  readonly why: string;
  /** What to write instead: one or two sentences. */
  readonly instead: string;
  /** Judges only addons that (through others) depend on this addon: `generic_connector`, `connector`, `queue_job`. */
  readonly needs?: string;
  /** Versions of Odoo that it is about; all without. */
  readonly versions?: { readonly from?: OdooVersion; readonly until?: OdooVersion };
  readonly check: (context: RuleContext) => void;
}

/** The check of a rule whose findings only the engine can make: those on suppressions, and on an unknown version. */
export const byEngine = (): void => undefined;

/** Gives a rule its type where it is written. */
export const rule = (definition: Rule): Rule => definition;
