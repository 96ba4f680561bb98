/** Single edits of valid generated addons, each with the finding that it has to bring about. */
import type { OdooVersion } from "../../src/odoo/capabilities.ts";

export interface Mutation {
  /** The rule that has to find it. */
  readonly rule: string;
  readonly version: OdooVersion;
  readonly addon: string;
  readonly file: string;
  /** The edited text; undefined: the file is removed. */
  readonly edit: ((text: string) => string) | undefined;
  /** What is done, for the test's name. */
  readonly what: string;
  /** Where it is found, if not on the first line that the edit changes. */
  readonly at: At | undefined;
  /** Rules that the same mistake is one more mistake for. */
  readonly also: readonly string[];
}

export interface At {
  /** Default: the edited file. */
  readonly file?: string;
  /** What the line holds; undefined: the file's first line. */
  readonly line?: string;
}

interface Options {
  /** Text of the line where it is found. */
  readonly at?: string | At;
  readonly also?: readonly string[];
}

type Make = (
  rule: string,
  version: OdooVersion,
  addon: string,
  file: string,
  from: string | RegExp,
  to: string,
  options?: Options,
) => Mutation;

const optionsOf = ({ at, also = [] }: Options = {}): Pick<Mutation, "at" | "also"> => ({
  at: typeof at === "string" ? { line: at } : at,
  also,
});

/** Replaces a text that is there (the first, or all that a global expression finds). */
export const edit: Make = (rule, version, addon, file, from, to, options) => ({
  ...{ rule, version, addon, file, ...optionsOf(options) },
  what: `${shown(String(from))} -> ${shown(to)}`,
  edit: (text) => {
    const edited = typeof from === "string" ? text.replace(from, () => to) : text.replace(from, to);
    if (edited === text) throw new Error(`${addon}/${file} has no ${String(from)}`);
    return edited;
  },
});

/** Puts a text before another one. */
export const insert: Make = (rule, version, addon, file, before, added, options) => ({
  ...edit(rule, version, addon, file, before, "", options),
  what: `+ ${shown(added)}`,
  edit: (text) => {
    const at = typeof before === "string" ? text.indexOf(before) : text.search(before);
    if (at === -1) throw new Error(`${addon}/${file} has no ${String(before)}`);
    return text.slice(0, at) + added + text.slice(at);
  },
});

/** Adds a text at the end. */
export const append = (
  rule: string,
  version: OdooVersion,
  addon: string,
  file: string,
  added: string,
  options?: Options,
): Mutation => ({
  ...{ rule, version, addon, file, ...optionsOf(options) },
  what: `+ ${shown(added)}`,
  edit: (text) => `${text.trimEnd()}\n${added}`,
});

/** Removes a file. */
export const remove = (
  rule: string,
  version: OdooVersion,
  addon: string,
  file: string,
  options?: Options,
): Mutation => ({
  ...{ rule, version, addon, file, ...optionsOf(options) },
  what: "removed",
  edit: undefined,
});

const shown = (text: string): string => {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};

export const SHOP = "shopify_connector";
export const WOO = "woocommerce_connector";
export const ECOMMERCE = "acme_ecommerce_connector";
export const LOGISTICS = "acme_logistics_connector";
export const ACCOUNTING = "acme_accounting_connector";
export const CRM = "acme_crm_connector";
export const RUNTIME = "generic_connector";
export const BASE = "connector_base_backend";

export const MANIFEST = "__manifest__.py";
export const BACKEND = "models/backend.py";
export const BACKEND_VIEWS = "views/backend_views.xml";
export const MAPPER = "components/mapper.py";
export const ACCESS = "security/ir.model.access.csv";
export const CRON = "data/ir_cron_data.xml";
export const FUNCTIONS = "data/queue_job_function_data.xml";

/** A method that every backend has: more of them go before it. */
export const METHOD = "    def _test_connection_implementation(self):";
/** A compute of every backend. */
export const FIELD = "    generic_backend_id = fields.Many2one(";
