import { modelOfCsv } from "../addon/data.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "syntax-csv",
  group: "syntax",
  severity: "error",
  title: "A row of a CSV file that has not as many cells as the header",
  why: "Odoo fails at a row that is too short, and leaves out what stands beyond the last column.",
  instead: "Write a cell for each column; one that holds a comma stands in double quotes.",
  check({ addon, report }) {
    for (const [file, { header, rows }] of addon.csv) {
      if (modelOfCsv(file) === undefined || file.startsWith("static/")) continue;
      for (const { cells, from, to } of rows) {
        // Odoo passes over rows without any value.
        if (cells.length === header.cells.length || cells.every(({ value }) => value === "")) continue;
        const count = `${cells.length} ${cells.length === 1 ? "cell" : "cells"}`;
        report({ at: { file, from, to }, message: `the row has ${count}, and the header ${header.cells.length}` });
      }
    }
  },
});
