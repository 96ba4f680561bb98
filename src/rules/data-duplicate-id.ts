import type { DataRecord } from "../addon/types.ts";
import { rule } from "./rule.ts";

/** Whether two records give a field different values. */
const contradicts = (first: DataRecord, second: DataRecord): boolean =>
  [...second.values].some(([name, { text }]) => {
    const other = first.values.get(name)?.text;
    return text !== undefined && other !== undefined && text.trim() !== other.trim();
  });

export default rule({
  code: "data-duplicate-id",
  group: "data",
  severity: "error",
  title: "Two records with one XML id",
  why: "The second one overwrites the first: one of the two records does not exist, and each update writes both in turn.",
  instead: "Give the second record an id of its own.",
  check({ addon, report }) {
    const seen = new Map<string, DataRecord>();
    for (const record of addon.records) {
      if (record.id === undefined || record.module !== addon.name || record.order === undefined) continue;
      const first = seen.get(record.id.text);
      if (first === undefined) seen.set(record.id.text, record);
      // Later ones may add to the first on purpose; the same field with another value is no purpose.
      else if (first.model.text !== record.model.text || (first.file === record.file && contradicts(first, record)))
        report({ at: record.id, message: `${first.file} has a record ${record.id.text} already` });
    }
  },
});
