/** CSV as Python's `csv` module reads it, with the place of each cell. */
import type { CsvCell, CsvRow, CsvTable } from "./tree.ts";

/** Reads the cell that begins at `at`; one in quotes may hold commas, line ends and doubled quotes. */
function cellAt(text: string, at: number): CsvCell {
  let value = "";
  let end = at;
  let isQuoted = text[at] === '"';
  if (isQuoted) end += 1;
  let start = end;
  while (end < text.length) {
    const sign = text[end];
    if (isQuoted) {
      if (sign === '"') {
        value += text.slice(start, end);
        if (text[end + 1] === '"') {
          value += '"';
          end += 1;
        } else isQuoted = false;
        start = end + 1;
      }
    } else if (sign === "," || sign === "\n" || sign === "\r") break;
    end += 1;
  }
  value += text.slice(start, end);
  return { value, from: at, to: end };
}

/** A text without a row has a header without cells. */
export function parseCsv(text: string): CsvTable {
  const rows: CsvRow[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const cells: CsvCell[] = [];
    const from = at;
    for (;;) {
      const cell = cellAt(text, at);
      cells.push(cell);
      at = cell.to;
      if (text[at] !== ",") break;
      at += 1;
    }
    const to = at;
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") at += 1;
    // A blank line is no row.
    if (to > from) rows.push({ cells, from, to });
  }
  const [header, ...rest] = rows;
  return { header: header ?? { cells: [], from: 0, to: 0 }, rows: rest };
}

/** The cell of a row below a column's name. */
export function cellOf(table: CsvTable, row: CsvRow, column: string): CsvCell | undefined {
  const place = table.header.cells.findIndex((one) => one.value.trim() === column);
  return place === -1 ? undefined : row.cells[place];
}
