import { modelOfCsv } from "../addon/data.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "syntax-csv",
  group: "syntax",
  severity: "error",
  title: "A row of a CSV file that has not as many cells as the header",
  why: "Odoo fails at a row that lacks a link to another record, leaves other fields empty without a word, and drops what stands beyond the last column.",
  instead: "Write a cell for each column; one that holds a comma stands in double quotes.",
  check({ addon, report }) {
    // Other CSV files are for whoever reads them: charts of accounts, texts of tests.
    for (const { text: file } of [...(addon.manifest?.data ?? []), ...(addon.manifest?.demo ?? [])]) {
      const table = addon.csv.get(file);
      if (table === undefined || modelOfCsv(file) === undefined) continue;
      const count = table.header.cells.length;
      for (const { cells, from, to } of table.rows) {
        // Odoo passes over rows without any value, and cells without one that no column is for.
        const isShort = cells.length < count && cells.some(({ value }) => value !== "");
        if (!isShort && cells.slice(count).every(({ value }) => value === "")) continue;
        report({
          at: { file, from, to },
          message: `the row has ${cells.length} ${cells.length === 1 ? "cell" : "cells"}, and the header ${count}`,
        });
      }
    }
  },
});
