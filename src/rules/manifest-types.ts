import type { Expr } from "../parse/python/ast.ts";
import { rule } from "./rule.ts";

const isList = (value: Expr): boolean => value.kind === "List" || value.kind === "Tuple";
const isText = (value: Expr): boolean => value.kind === "Str" && !value.isBytes;
const isTexts = (value: Expr): boolean =>
  (value.kind === "List" || value.kind === "Tuple") && value.elts.every((one) => isText(one));

interface Kind {
  readonly name: string;
  readonly fits: (value: Expr) => boolean;
}

const TEXT: Kind = { name: "a text", fits: isText };
const TEXTS: Kind = { name: "a list of texts", fits: isTexts };
const FLAG: Kind = { name: "True or False", fits: (one) => one.kind === "Constant" && typeof one.value === "boolean" };
const DICT: Kind = { name: "a dictionary", fits: (one) => one.kind === "Dict" };

/** What Odoo expects of a key (odoo/modules/module.py of each version). */
const KINDS: Readonly<Record<string, Kind>> = {
  application: FLAG,
  assets: DICT,
  author: { name: "a text or a list of texts", fits: (one) => isText(one) || isTexts(one) },
  auto_install: { name: "True, False or a list of texts", fits: (one) => FLAG.fits(one) || isTexts(one) },
  category: TEXT,
  data: TEXTS,
  demo: TEXTS,
  depends: TEXTS,
  description: TEXT,
  external_dependencies: DICT,
  installable: FLAG,
  license: TEXT,
  name: TEXT,
  post_init_hook: TEXT,
  pre_init_hook: TEXT,
  sequence: { name: "a number", fits: (one) => one.kind === "Num" || one.kind === "UnaryOp" },
  summary: TEXT,
  uninstall_hook: TEXT,
  version: TEXT,
  website: TEXT,
};

export default rule({
  code: "manifest-types",
  group: "manifest",
  severity: "error",
  title: "A value of the manifest that is not of the type that Odoo reads",
  why: "Odoo takes a text for a list of letters, or fails while it reads the addon; then the addon is left out of the list of modules.",
  instead: "Write the type that the key has.",
  check({ addon, report }) {
    for (const [name, { value }] of addon.manifest?.keys ?? []) {
      const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
      if (kind === undefined || kind.fits(value)) continue;
      // A sum of texts, a call: not ours to judge, but for lists, which hold them.
      const isLiteral = isList(value) || isText(value) || ["Num", "Constant", "Dict", "Set"].includes(value.kind);
      if (!isLiteral) continue;
      report({
        at: { file: addon.manifest?.file ?? "", from: value.from, to: value.to },
        message: `${name} has to be ${kind.name}`,
      });
    }
  },
});
