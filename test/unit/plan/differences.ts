/**
 * What may differ between the trees of two versions of Odoo, and why: every reason is a capability that is not the same
 * in both, with what it does to a line.
 */
import { diffArrays } from "diff";
import type { Capabilities } from "../../../src/odoo/capabilities.ts";
import type { Tree } from "../../generated/trees.ts";

type Capability = keyof Capabilities;

/** The newer version's word in place of the older one's: nothing else of the line may change. */
const RENAMES: readonly (readonly [Capability, RegExp, string])[] = [
  ["t", /\bself\.env\._\(/g, "_("],
  ["envTranslation", /^from odoo import (?=\w)/, "from odoo import _, "],
  ["listTag", /(<\/?|["'>])list\b/g, "$1tree"],
  ["groupIdsField", /"group_ids"/g, '"groups_id"'],
  ["groupUsersField", /"user_ids"/g, '"users"'],
  ["saleLineTaxField", /\btax_ids\b/g, "tax_id"],
  ["saleLineUomField", /\bproduct_uom_id\b/g, "product_uom"],
  ["stockMoveQuantityField", /\bquantity\b/g, "quantity_done"],
  ["paymentMemoField", /\bmemo\b/g, "ref"],
  ["returnMethod", /\b_create_return\b/g, "_create_returns"],
  ["accountCompanyField", /\bcompany_ids\b/g, "company_id"],
];

/** Lines that are there, or look so, in one of the two versions only. */
const LINES: readonly (readonly [Capability, RegExp])[] = [
  ["series", /^(?:"version": "|## )\d\d\.0\.1\.0\.0/],
  ["attrsExpressions", /\b(?:attrs|invisible|readonly|required)="/],
  // The ribbon's classes are Bootstrap's, of which 16.0 and 17.0 have different versions.
  ["attrsExpressions", /^bg_color="(?:text-)?bg-danger"$/],
  ["columnInvisible", /<field name="\w+" (?:column_)?invisible="1" \/>/],
  ["envTranslation", /^from odoo import _$/],
  [
    "modelsConstraint",
    /^_sql_constraints = \[$|= models\.Constraint\($|^"\w+(?:_uniq|_once)",$|^"unique\(|^"[A-Z][\w ]+\.",$/,
  ],
  [
    "hookTakesEnv",
    /^def uninstall_hook\(|^env = api\.Environment\(cr, SUPERUSER_ID, \{\}\)$|^from odoo import SUPERUSER_ID, api$/,
  ],
  ["checkAccess", /^self\.check_access(?:_rights|_rule)?\("\w+"\)$/],
  ["clearCache", /clear_caches?\(\)$/],
  ["cronNumbercall", /^<field name="(?:numbercall|doall)"/],
  [
    "groupsPrivilege",
    /^<record id="privilege_|^<field name="name">Connectors<|^<field name="(?:category|privilege)_id"|^<\/record>$/,
  ],
  ["rpcModule", /server_wide_modules = /],
  ["testRegistryMode", /\b(?:registry|leave)_?\.?(?:enter_|leave_)?test_mode/],
  ["stockMoveQuantityField", /^move\.quantity(?:_done)? = quantity$/],
  ["stockMovePicked", /\.picked = /],
  ["stockMoveName", /^"name": /],
  ["orderLockedField", /\.action_(?:done|lock)\(\)$|^locked = /],
  ["returnOnchange", /\._onchange_picking_id\(\)$/],
  ["returnMethod", /\b_create_returns?\(\)|^return self\.env\["stock\.picking"\]\.browse\(picking_id\)$/],
  ["isStorable", /\b(?:is_storable|detailed_type|type)\b/],
  ["priceIncludeOverride", /\bprice_include/],
  [
    "paymentMatchesInvoices",
    /\bmatched_payment_ids\b|\bunmatched\b|^# Says what is paid where the payment has no journal/,
  ],
  ["paymentMatchesInvoices", /"account\.move": (?:\["state"\]|"payment_id")|^_apply_on = \["account\.payment"/],
];

/** Without a chart of accounts the runtime's tests make on 16.0, by hand, what 17.0 loads with one call. */
const CHART = { file: /^tests\/common\.py$/, capability: "chartByCode" } as const;

/** The modules of a dependency are those of the version's index: `delivery`, from 17.0 `stock_delivery`. */
const MODULES = { file: /^__manifest__\.py$/, line: /^"[a-z_]+",$/ } as const;

/** Brackets and empty lines follow from what stands between them. */
const IS_LAYOUT = /^[\s()[\]{},:]*$/;

/** A line of one version only, or one that was renamed in the other. */
interface Changed {
  readonly file: string;
  readonly sign: "+" | "-";
  readonly text: string;
  /** Every capability that explains it; none: nothing does. */
  readonly reasons: readonly string[];
}

function* changes(before: Tree, after: Tree, older: Capabilities, newer: Capabilities): Generator<Changed> {
  const isActive = ([capability]: readonly [Capability, ...unknown[]]): boolean =>
    older[capability] !== newer[capability];
  const renames = RENAMES.filter(isActive);
  const lines = LINES.filter(isActive);
  for (const file of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(file), after.get(file)];
    if (was === is) continue;
    if (was === undefined || is === undefined) {
      yield { file, sign: was === undefined ? "+" : "-", text: "the whole file", reasons: [] };
      continue;
    }
    const used = new Set<string>();
    const isRenamed = (left: string, right: string): boolean => {
      let text = right;
      const applied: string[] = [];
      for (const [capability, pattern, word] of renames) {
        const next = text.replace(pattern, word);
        if (next !== text) applied.push(capability);
        text = next;
      }
      const isSame = applied.length > 0 && (left === text || sorted(left) === sorted(text));
      if (isSame) for (const capability of applied) used.add(capability);
      return isSame;
    };
    const parts = diffArrays(was.split("\n"), is.split("\n"), {
      comparator: (left, right) => left === right || isRenamed(left, right),
    });
    for (const capability of used) yield { file, sign: "+", text: "", reasons: [capability] };
    for (const { value, added, removed } of parts) {
      if (!added && !removed) continue;
      for (const line of value) {
        const text = line.trim();
        const reasons: string[] = lines.filter(([, pattern]) => pattern.test(text)).map(([capability]) => capability);
        if (CHART.file.test(file) && isActive([CHART.capability])) reasons.push(CHART.capability);
        if (MODULES.file.test(file) && MODULES.line.test(text)) reasons.push("modules");
        if (!IS_LAYOUT.test(text)) yield { file, sign: added ? "+" : "-", text, reasons };
      }
    }
  }
}

/** Lines of two trees that differ for no reason: `-` of the older, `+` of the newer. */
export function unexplained(before: Tree, after: Tree, older: Capabilities, newer: Capabilities): string[] {
  return [...changes(before, after, older, newer)]
    .filter((one) => one.reasons.length === 0)
    .map(({ file, sign, text }) => `${sign} ${file}: ${text}`);
}

/** The capabilities that explain what differs. */
export function reasonsOf(before: Tree, after: Tree, older: Capabilities, newer: Capabilities): Set<string> {
  return new Set([...changes(before, after, older, newer)].flatMap((one) => one.reasons));
}

/** Lists of names are sorted, and a renamed one stands elsewhere in them. */
const sorted = (line: string): string =>
  line.includes('", "')
    ? line
        .split(/[\s,[\]]+/)
        .sort()
        .join(" ")
    : line;

/** All reasons that the tables hold. */
export const REASONS: ReadonlySet<string> = new Set([
  ...RENAMES.map(([capability]) => capability),
  ...LINES.map(([capability]) => capability),
  CHART.capability,
  "modules",
]);
