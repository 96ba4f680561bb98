/** Records of data files: XML with its shortcuts, and CSV. */
import type { CsvTable, XmlDocument, XmlElement } from "../parse/tree.ts";
import { attributeOf } from "../parse/xml.ts";
import { attributeWord, isTrue } from "./source.ts";
import type { DataRecord, DataValue, Word } from "./types.ts";

/** Roots of files that Odoo loads as data. */
export const isDataRoot = (root: XmlElement): boolean => ["odoo", "openerp", "data"].includes(root.name);

/** Shortcuts and the model of what they make. */
const SHORTCUTS: Readonly<Record<string, string>> = {
  menuitem: "ir.ui.menu",
  template: "ir.ui.view",
  act_window: "ir.actions.act_window",
  report: "ir.actions.report",
  asset: "ir.asset",
};

/** Attributes of shortcuts that name another record. */
const REFERENCES = new Set(["parent", "action", "inherit_id", "view_id", "model_id"]);

export interface DataFile {
  readonly addon: string;
  readonly file: string;
  readonly order: number | undefined;
}

/** An id as it is written, parted into module and name. */
export function partedId(
  { addon }: DataFile,
  word: Word | undefined,
): { readonly id: Word | undefined; readonly module: string } {
  const point = word?.text.indexOf(".") ?? -1;
  if (word === undefined || point === -1) return { id: word, module: addon };
  const module = word.text.slice(0, point);
  if (module !== addon) return { id: word, module };
  return { id: { ...word, text: word.text.slice(point + 1), from: word.from + point + 1 }, module };
}

/** Elements of a file that Odoo acts on, those in `<data>` too, each with whether it is for the first load only. */
export function* statementsOf(
  root: XmlElement,
): Generator<{ readonly element: XmlElement; readonly noupdate: boolean }> {
  if (!isDataRoot(root)) return;
  const waiting: { element: XmlElement; noupdate: boolean }[] = [{ element: root, noupdate: isTrue(root, "noupdate") }];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { element, noupdate } = one;
    if (element !== root && !isDataRoot(element)) {
      yield one;
      continue;
    }
    const inner = element.children.map((child) => ({
      element: child,
      noupdate: isDataRoot(child) && child.attributes.has("noupdate") ? isTrue(child, "noupdate") : noupdate,
    }));
    for (const one of inner.reverse()) waiting.push(one);
  }
}

/** The records of an XML file, in its order. */
export function* recordsOfXml(from: DataFile, { root }: XmlDocument): Generator<DataRecord> {
  for (const { element, noupdate } of statementsOf(root)) {
    if (element.name === "record") yield* records(from, element, noupdate);
    else if (Object.hasOwn(SHORTCUTS, element.name)) yield* shortcuts(from, element, noupdate);
  }
}

/** A record, and those that stand in its fields. */
function* records(from: DataFile, element: XmlElement, noupdate: boolean): Generator<DataRecord> {
  const model = attributeWord(from.file, element.attributes.get("model"));
  if (model === undefined) return;
  const values = new Map<string, DataValue>();
  const inner: XmlElement[] = [];
  for (const field of element.children) {
    if (field.name !== "field") continue;
    const name = attributeOf(field, "name");
    if (name !== undefined) values.set(name, valueOf(from.file, name, field));
    for (const child of field.children) if (child.name === "record") inner.push(child);
  }
  yield {
    ...partedId(from, attributeWord(from.file, element.attributes.get("id"))),
    model,
    values,
    element,
    noupdate,
    order: from.order,
    file: from.file,
    from: element.from,
    to: element.to,
  };
  for (const child of inner) yield* records(from, child, noupdate);
}

function valueOf(file: string, name: string, field: XmlElement): DataValue {
  const ref = attributeWord(file, field.attributes.get("ref"));
  const code = attributeWord(file, field.attributes.get("eval"));
  const isBlock =
    field.children.length > 0 || field.attributes.has("search") || field.attributes.has("file") || ref !== undefined;
  const text = isBlock || code !== undefined ? undefined : field.text.trim();
  return { name, text, ref, eval: code, element: field, file, from: field.from, to: field.to };
}

function* shortcuts(from: DataFile, element: XmlElement, noupdate: boolean): Generator<DataRecord> {
  const { file } = from;
  const values = new Map<string, DataValue>();
  for (const attribute of element.attributes.values()) {
    if (attribute.name === "id") continue;
    const word = attributeWord(file, attribute);
    const isReference = REFERENCES.has(attribute.name) || (attribute.name === "model" && element.name === "report");
    values.set(attribute.name, {
      name: attribute.name,
      text: isReference ? undefined : attribute.value,
      ref: isReference ? word : undefined,
      eval: undefined,
      element,
      file,
      from: attribute.from,
      to: attribute.to,
    });
  }
  yield {
    ...partedId(from, attributeWord(file, element.attributes.get("id"))),
    model: { file, text: SHORTCUTS[element.name] ?? "", ...element.nameSpan },
    values,
    element,
    noupdate,
    order: from.order,
    file,
    from: element.from,
    to: element.to,
  };
  if (element.name !== "menuitem") return;
  // Menus may stand in menus: the outer one is the parent.
  const id = attributeWord(file, element.attributes.get("id"));
  for (const child of element.children) {
    if (child.name !== "menuitem") continue;
    for (const record of shortcuts(from, child, noupdate)) {
      if (record.element !== child || id === undefined || record.values.has("parent")) {
        yield record;
        continue;
      }
      const parent: DataValue = {
        ...{ name: "parent", text: undefined, ref: id, eval: undefined, element: child, file },
        ...child.nameSpan,
      };
      yield { ...record, values: new Map([...record.values, ["parent", parent]]) };
    }
  }
}

/** The model that a CSV file fills; undefined where its name is none: `res.country.state-be.csv` is `res.country.state`. */
export function modelOfCsv(path: string): string | undefined {
  const [name = ""] = path
    .slice(path.lastIndexOf("/") + 1)
    .replace(/\.csv$/i, "")
    .split("-");
  return /^[a-z]\w*(?:\.\w+)+$/.test(name) ? name : undefined;
}

/** The records of a CSV file. */
export function* recordsOfCsv(from: DataFile, table: CsvTable): Generator<DataRecord> {
  const { file } = from;
  const model = modelOfCsv(file);
  if (model === undefined) return;
  const columns = table.header.cells.map((cell) => columnOf(cell.value.trim()));
  const modelWord: Word = { file, text: model, from: table.header.from, to: table.header.to };
  for (const row of table.rows) {
    const values = new Map<string, DataValue>();
    let id: Word | undefined;
    for (const [place, cell] of row.cells.entries()) {
      const { name, isId, isReference } = columns[place] ?? NO_COLUMN;
      const { from: start, to, value } = cell;
      const text = value.trim();
      if (isId) {
        if (text !== "") id = { text, file, from: start, to };
      } else if (name !== "" && !(isReference && text === "")) {
        values.set(name, {
          name,
          text: isReference ? undefined : value,
          ref: isReference ? { text, file, from: start, to } : undefined,
          ...{ eval: undefined, element: undefined, file, from: start, to },
        });
      }
    }
    const order = from.order;
    // What `noupdate` is for a whole file depends on who loads it: the manifest's files are updated.
    yield {
      ...partedId(from, id),
      model: modelWord,
      values,
      element: undefined,
      noupdate: false,
      order,
      file,
      from: row.from,
      to: row.to,
    };
  }
}

interface Column {
  readonly name: string;
  /** Whether it holds the records' own ids. */
  readonly isId: boolean;
  readonly isReference: boolean;
}

/** What is beyond the header. */
const NO_COLUMN: Column = { name: "", isId: false, isReference: false };

/** `group_id:id` and `group_id/id` hold XML ids; `lines/name` belongs to another record. */
function columnOf(column: string): Column {
  const [name = "", kind, more] = column.split(/[:/]/);
  if (more !== undefined || (kind !== undefined && kind !== "id" && kind !== ".id")) return NO_COLUMN;
  return { name, isId: column === "id", isReference: kind === "id" };
}
