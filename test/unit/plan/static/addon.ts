/** Reads the texts of an addon into what the checks ask for: models, components, XML ids, the manifest. */
import { argument, dotted, type Expr, parsePython, type Stmt, textOf, textsOf, valueAt } from "./python.ts";
import { memoized } from "./memoized.ts";
import { type Element, elements, parseXml } from "./xml.ts";

/** Texts by path below the addon's folder. */
export type Tree = ReadonlyMap<string, string>;

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface OwnField extends Place {
  readonly name: string;
  readonly type: string;
  readonly comodel?: string | undefined;
  readonly call: Expr;
}

export interface ModelClass extends Place {
  /** The model that it makes or extends. */
  readonly model: string;
  readonly isNew: boolean;
  readonly kind: "model" | "abstract" | "transient";
  readonly parents: readonly string[];
  /** Model -> field of the delegation. */
  readonly delegates: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, OwnField>;
  readonly methods: ReadonlySet<string>;
  readonly attributes: ReadonlyMap<string, Expr>;
  readonly body: readonly Stmt[];
}

export interface ComponentClass extends Place {
  readonly name: string | undefined;
  readonly parents: readonly string[];
  readonly models: readonly string[];
  readonly attributes: ReadonlyMap<string, Expr>;
  readonly body: readonly Stmt[];
}

export interface XmlId extends Place {
  readonly id: string;
  readonly model: string;
  readonly element?: Element;
}

export interface Addon {
  readonly name: string;
  readonly tree: Tree;
  readonly version: string;
  readonly depends: readonly string[];
  /** Data files in the order in which they are loaded, demo data last. */
  readonly data: readonly string[];
  readonly python: readonly { readonly file: string; readonly body: readonly Stmt[] }[];
  readonly models: readonly ModelClass[];
  readonly components: readonly ComponentClass[];
  readonly documents: ReadonlyMap<string, Element>;
  /** By id without the addon's name. */
  readonly ids: ReadonlyMap<string, XmlId>;
  readonly access: readonly (Place & { readonly id: string; readonly model: string; readonly group: string })[];
}

const KINDS: Readonly<Record<string, ModelClass["kind"]>> = {
  "models.Model": "model",
  "models.TransientModel": "transient",
  "models.AbstractModel": "abstract",
};

export const idOfModel = (model: string): string => `model_${model.replaceAll(".", "_")}`;

// Most files of a tree are those of another one as well: of the other version, of the mutant.
const parsed = memoized(parsePython);
const document = memoized(parseXml);

export function readAddon(name: string, tree: Tree): Addon {
  const python = [...tree]
    .filter(([file]) => file.endsWith(".py"))
    .map(([file, text]) => ({ file, body: parsed(text) }));
  const manifest = python.find(({ file }) => file === "__manifest__.py")?.body[0];
  const facts = manifest?.kind === "plain" ? manifest.exprs[0] : undefined;
  const data = [...textsOf(valueAt(facts, "data")), ...textsOf(valueAt(facts, "demo"))];
  const models: ModelClass[] = [];
  const components: ComponentClass[] = [];
  for (const { file, body } of python) {
    for (const stmt of body) {
      if (stmt.kind !== "class") continue;
      const bases = stmt.bases.map((base) => dotted(base) ?? "");
      const kind = bases.map((base) => KINDS[base]).find((one) => one !== undefined);
      if (kind !== undefined) models.push(readModel(file, stmt, kind));
      else if (bases.some((base) => /^(?:Abstract)?Component$|^Base\w*Component$/.test(base)))
        components.push(readComponent(file, stmt));
    }
  }
  const documents = new Map(
    [...tree].filter(([file]) => file.endsWith(".xml")).map(([file, text]) => [file, document(text)]),
  );
  const ids = new Map<string, XmlId>();
  for (const model of models) {
    if (model.isNew)
      ids.set(idOfModel(model.model), { id: idOfModel(model.model), model: "ir.model", file: "", line: 0 });
  }
  const access: (Place & { id: string; model: string; group: string })[] = [];
  for (const file of data) {
    const root = documents.get(file);
    if (root !== undefined) readIds(name, file, root, ids);
    else if (file.endsWith(".csv")) {
      const [head = "", ...rows] = (tree.get(file) ?? "").trim().split("\n");
      const columns = head.split(",");
      for (const [place, row] of rows.entries()) {
        const cells = row.split(",");
        const cell = (column: string) => cells[columns.indexOf(column)] ?? "";
        const at = { file, line: place + 2 };
        ids.set(cell("id"), { id: cell("id"), model: "ir.model.access", ...at });
        access.push({ id: cell("id"), model: cell("model_id:id"), group: cell("group_id:id"), ...at });
      }
    }
  }
  return {
    name,
    tree,
    version: textOf(valueAt(facts, "version")) ?? "",
    depends: textsOf(valueAt(facts, "depends")),
    data,
    python,
    models,
    components,
    documents,
    ids,
    access,
  };
}

type ClassStmt = Extract<Stmt, { kind: "class" }>;

/** `name = value` and `name: type = value` of a class, annotations left out. */
function attributesOf(stmt: ClassStmt): Map<string, Expr> {
  const found = new Map<string, Expr>();
  for (const one of stmt.body) {
    if (one.kind !== "assign") continue;
    for (const target of one.targets) if (target.kind === "name") found.set(target.id, one.value);
  }
  return found;
}

const methodsOf = (stmt: ClassStmt): Set<string> =>
  new Set(stmt.body.flatMap((one) => (one.kind === "def" ? [one.name] : [])));

function readModel(file: string, stmt: ClassStmt, kind: ModelClass["kind"]): ModelClass {
  const attributes = attributesOf(stmt);
  const parents = textsOf(attributes.get("_inherit"));
  const own = textOf(attributes.get("_name"));
  const model = own ?? parents[0] ?? "";
  const delegation = attributes.get("_inherits");
  const fields = new Map<string, OwnField>();
  for (const [name, value] of attributes) {
    const called = value.kind === "call" ? dotted(value.fn) : undefined;
    if (called?.startsWith("fields.") !== true || value.kind !== "call") continue;
    const [first] = value.args;
    const type = called.slice("fields.".length).toLowerCase();
    const comodel =
      textOf(argument(value, "comodel_name")) ??
      (/2(?:one|many)$/.test(type) && first?.name === undefined ? textOf(first?.value) : undefined);
    fields.set(name, { name, type, comodel, call: value, file, line: value.line });
  }
  return {
    model,
    isNew: own !== undefined && !parents.includes(own),
    kind,
    parents: parents.filter((one) => one !== model),
    delegates: new Map(
      delegation?.kind === "dict"
        ? delegation.items.map(([key, value]) => [textOf(key) ?? "", textOf(value) ?? ""])
        : [],
    ),
    fields,
    methods: methodsOf(stmt),
    attributes,
    body: stmt.body,
    file,
    line: stmt.line,
  };
}

function readComponent(file: string, stmt: ClassStmt): ComponentClass {
  const attributes = attributesOf(stmt);
  return {
    name: textOf(attributes.get("_name")),
    parents: textsOf(attributes.get("_inherit")),
    models: textsOf(attributes.get("_apply_on")),
    attributes,
    body: stmt.body,
    file,
    line: stmt.line,
  };
}

function readIds(addon: string, file: string, document: Element, ids: Map<string, XmlId>): void {
  for (const element of elements(document)) {
    const { id } = element.attributes;
    if (id === undefined || !["record", "menuitem", "template", "report", "act_window"].includes(element.name))
      continue;
    const own = id.startsWith(`${addon}.`) ? id.slice(addon.length + 1) : id;
    // `other_addon.id` changes somebody else's record.
    if (own.includes(".")) continue;
    const model = element.attributes.model ?? (element.name === "menuitem" ? "ir.ui.menu" : "ir.ui.view");
    ids.set(own, { id: own, model, element, file, line: element.line });
  }
}
