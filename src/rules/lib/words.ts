/** Values of data records as words. */
import type { DataRecord, Word } from "../../addon/types.ts";

/** The text of a field, without blanks around it; undefined where it is empty, an expression or a reference. */
export function wordOf(record: DataRecord, name: string): Word | undefined {
  const value = record.values.get(name);
  const text = value?.text?.trim();
  if (value === undefined || text === undefined || text === "") return undefined;
  const span = value.element?.textSpan ?? value;
  return { file: value.file, from: span.from, to: span.to, text };
}
