import type { DataRecord } from "../addon/types.ts";
import { rule } from "./rule.ts";

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
      // A later file may add to an earlier record on purpose; the same fields twice are no purpose.
      else if (first.file === record.file || first.model.text !== record.model.text)
        report({ at: record.id, message: `${first.file} has a record ${record.id.text} already` });
    }
  },
});
