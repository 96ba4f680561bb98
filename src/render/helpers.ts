import { iconPng } from "./icon.ts";
import {
  bareWord,
  commentText,
  csvCell,
  docString,
  markdownCode,
  markdownText,
  pythonLiteral,
  restCode,
  restText,
  restTitle,
  xmlAttribute,
  xmlComment,
  xmlText,
  yamlValue,
} from "./literals.ts";

/** What Handlebars gives a helper after its arguments. */
interface Call {
  hash: Readonly<Record<string, unknown>>;
}

type Helper = (...args: unknown[]) => unknown;

const withHash =
  (print: (value: unknown, hash: Readonly<Record<string, unknown>>) => unknown): Helper =>
  (value, call) =>
    print(value, (call as Call).hash);

const plain =
  (print: (value: unknown) => unknown): Helper =>
  (value) =>
    print(value);

/** The arguments of a helper that takes any number of them, without Handlebars' own. */
const rest = (args: readonly unknown[]): readonly unknown[] => args.slice(0, -1);

const isTrue = (value: unknown): boolean => Boolean(value) && !(Array.isArray(value) && value.length === 0);

const size = (value: unknown): unknown => (typeof value === "number" ? value : 0);

/** Printed as literals of a language: no text can break out. */
const literals: Readonly<Record<string, Helper>> = {
  /** `{{py value}}`, `{{py list tuple=true}}`, `{{xml (py text quote="'")}}` */
  py: withHash((value, hash) => pythonLiteral(value, hash)),
  /** `"""{{doc text}}"""`; `{{doc text indent=8}}` for text of several lines */
  doc: withHash((value, hash) => docString(value, size(hash.indent) as number)),
  /** `# {{comment text}}` */
  comment: plain(commentText),
  /** `name="{{xml text}}"` and element text on one line */
  xml: plain(xmlAttribute),
  /** Element text over several lines */
  xmlText: plain(xmlText),
  /** `<!-- {{xmlComment text}} -->` */
  xmlComment: plain(xmlComment),
  csv: plain(csvCell),
  yaml: plain(yamlValue),
  /** `{{json value}}`, `{{json value indent=2}}` */
  json: withHash((value, hash) => JSON.stringify(value, null, size(hash.indent) as number)),
  md: plain(markdownText),
  mdCode: plain(markdownCode),
  rst: plain(restText),
  rstCode: plain(restCode),
  /** `{{rstTitle title line="="}}` */
  rstTitle: withHash((value, hash) => restTitle(value, typeof hash.line === "string" ? hash.line : "=")),
  /** `{{iconPng name}}`: a whole PNG as base64, for a file that is written as bytes */
  iconPng: plain((value) => iconPng(String(value))),
  /** Text that is code of the file's own language, built by the planner out of literals. Never a user's text. */
  code: plain((value) => {
    if (typeof value !== "string") throw new TypeError(`code must be text, not ${typeof value}`);
    return value;
  }),
  /** What a template prints without a helper: see `harden` in compile.ts. */
  word: plain(bareWord),
};

/** For conditions and arguments; their result is printed through `word`. */
const logic: Readonly<Record<string, Helper>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  and: (...args) => rest(args).every(isTrue),
  or: (...args) => rest(args).find(isTrue) ?? false,
  not: (value) => !isTrue(value),
  /** `{{#if (includes list "a")}}` */
  includes: (list, value) => Array.isArray(list) && list.includes(value),
  /** `{{#if (has object "key")}}` */
  has: (object, key) => object !== null && typeof object === "object" && Object.hasOwn(object, String(key)),
  /** `{{doc (concat "Imports " plural)}}`; missing parts are an error */
  concat: (...args) =>
    rest(args)
      .map((part) => {
        if (typeof part !== "string" && typeof part !== "number") throw new TypeError(`concat of ${typeof part}`);
        return String(part);
      })
      .join(""),
  /** `{{doc (join names ", ")}}` */
  join: (list, separator) => {
    if (!Array.isArray(list)) throw new TypeError(`join of ${typeof list}`);
    return list.join(typeof separator === "string" ? separator : ", ");
  },
  /** `{{xml (py (list "a" b) quote="'")}}` */
  list: (...args) => rest(args),
  /** `{{py (dict name=title model=model)}}` */
  dict: (call) => ({ ...(call as Call).hash }),
};

export const helpers: Readonly<Record<string, Helper>> = { ...literals, ...logic };

/** What may stand in `{{…}}` as it is; everything else is printed through `word`. */
export const literalHelpers: ReadonlySet<string> = new Set(Object.keys(literals));
