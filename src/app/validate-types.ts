/** What is said between the parts of a validation; plain data, so that it can cross from one thread to another. */
import type { Severity } from "../rules/rule.ts";
import type { Finding } from "../validate/types.ts";
import type { AddonPlace, ConfigFile } from "./validate-places.ts";

/** What the user asked for, paths made absolute. */
export interface Settings {
  readonly cwd: string;
  readonly odoo?: string;
  readonly addonsPath: readonly string[];
  readonly index?: string;
  readonly select?: readonly string[];
  readonly ignore: readonly string[];
  readonly severity?: Severity;
}

export interface Job {
  readonly place: AddonPlace;
  readonly config: ConfigFile | undefined;
}

export interface AddonResult {
  readonly name: string;
  /** As it is told. */
  readonly path: string;
  readonly odoo: string;
  readonly files: number;
  readonly findings: readonly Finding[];
  readonly unresolved: readonly Finding[];
  /** The baseline that the configuration names; absolute. */
  readonly baseline: string | undefined;
}

/** A result, and the folders and files that it depends on beside the addon's own. */
export interface Answer {
  readonly result: AddonResult;
  readonly inputs: readonly string[];
}
