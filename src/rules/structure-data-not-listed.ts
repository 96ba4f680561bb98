import { isDataRoot, modelOfCsv } from "../addon/data.ts";
import { rule } from "./rule.ts";

/** Where data files lie that nobody but the manifest asks for. */
const DATA_FOLDERS = /^(?:data|demo|report|reports|security|view|views|wizard|wizards)\//;

export default rule({
  code: "structure-data-not-listed",
  group: "structure",
  severity: "warning",
  title: "A data file that the manifest does not list",
  why: "Odoo never loads it: its views, rights and scheduled actions don't exist, and nothing says so.",
  instead: "List it under `data` (or `demo`) of the manifest, or remove it.",
  check({ addon, report }) {
    const { manifest } = addon;
    if (manifest === undefined) return;
    const listed = new Set([...manifest.data, ...manifest.demo].map(({ text }) => text));
    // Code and hooks may load a file by its name.
    const loaded = [...addon.python.keys()].map((path) => addon.files.get(path)?.text ?? "");
    const isNamed = (path: string): boolean => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      return loaded.some((text) => text.includes(name));
    };
    for (const [path, { root }] of addon.xml) {
      if (!DATA_FOLDERS.test(path) || listed.has(path) || !isDataRoot(root) || isNamed(path)) continue;
      report({ at: { file: path, ...root.nameSpan }, message: `the manifest does not list ${path}` });
    }
    for (const [path, { header }] of addon.csv) {
      // Charts of accounts are loaded by their own name.
      if (path.startsWith("data/template/")) continue;
      if (!DATA_FOLDERS.test(path) || listed.has(path) || modelOfCsv(path) === undefined || isNamed(path)) continue;
      report({ at: { file: path, from: header.from, to: header.to }, message: `the manifest does not list ${path}` });
    }
  },
});
