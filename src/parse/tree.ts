/** XML and CSV as rules see them. */
import type { Span } from "./text.ts";

/** An attribute: its place, and that of the value between its quotes. */
export interface XmlAttribute extends Span {
  readonly name: string;
  /** Entities resolved. */
  readonly value: string;
  readonly valueSpan: Span;
}

export interface XmlElement extends Span {
  readonly name: string;
  /** The word behind `<`. */
  readonly nameSpan: Span;
  readonly attributes: ReadonlyMap<string, XmlAttribute>;
  readonly children: readonly XmlElement[];
  readonly parent: XmlElement | undefined;
  /** Its own texts, joined, as written between its tags; entities resolved. */
  readonly text: string;
  /** From the first to the last character that is no white space; undefined without text. */
  readonly textSpan: Span | undefined;
}

export interface XmlComment extends Span {
  /** Without `<!--` and `-->`. */
  readonly text: string;
}

export interface XmlDocument {
  readonly root: XmlElement;
  readonly comments: readonly XmlComment[];
}

export interface CsvCell extends Span {
  readonly value: string;
}

export interface CsvRow extends Span {
  readonly cells: readonly CsvCell[];
}

export interface CsvTable {
  readonly header: CsvRow;
  readonly rows: readonly CsvRow[];
}
