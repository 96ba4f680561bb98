/** CSV cut into rows, and rows into cells. */
import { parseCsv } from "../parse/csv.ts";
import type { CsvRow, CsvTable } from "../parse/tree.ts";
import { cutLines, type Flow, type Inner, linesOf, piecesOf, LAST_RANK, type Piece } from "./pieces.ts";

const isFiller = (text: string): boolean => text.trim() === "";

/** Cells always stand in one line. */
const flow: Flow = {
  isApart: false,
  isSpread: false,
  hasLastComma: true,
  join: (_head, cells, tail) => `${cells.map((cell) => cell.slice(0, -1)).join(",")}${tail}`,
};

/** The cells of a row, as if each stood in a line. */
function rowInner(text: string, table: CsvTable, row: CsvRow, to: number): Inner {
  const pieces = row.cells.map((cell, place): Piece => {
    const name = table.header.cells[place]?.value.trim() ?? `column ${place + 1}`;
    return {
      key: `${place}`,
      name,
      isNamed: true,
      gap: "",
      lead: "",
      text: `${text.slice(cell.from, cell.to)}\n`,
      rank: LAST_RANK,
    };
  });
  return { kind: "row", head: { text: "" }, pieces, tail: text.slice(row.to, to), isUnion: false, flow };
}

/** Cuts a table; undefined where rows have more or fewer cells than the header, so that a quote is likely open. */
export function csvInner(text: string): Inner | undefined {
  const table = parseCsv(text);
  const { header, rows } = table;
  const [first] = rows;
  if (header.cells.length === 0 || rows.some((row) => row.cells.length !== header.cells.length)) return undefined;
  const start =
    first === undefined ? text.length : header.to + (/^\r?\n?/.exec(text.slice(header.to))?.[0].length ?? 0);
  const cut = cutLines({ text, from: start, to: text.length, spans: rows, isFiller });
  if (cut === undefined) return undefined;
  const names = header.cells.map((cell) => cell.value.trim());
  const column = Math.max(names.indexOf("id"), 0);
  const pieces = piecesOf(cut, (piece, place) => {
    const row = rows[place];
    if (row === undefined) throw new Error("a piece without a row");
    const id = row.cells[column]?.value.trim() ?? "";
    const inner = (): Inner => rowInner(text, table, row, piece.to);
    return { key: id, name: `row ${id}`, isNamed: true, ...linesOf(piece), rank: LAST_RANK, inner, dangles: true };
  });
  // Tables of other columns are compared line by line.
  return { kind: `table ${names.join()}`, head: { text: text.slice(0, start) }, pieces, tail: cut.rest, isUnion: true };
}
