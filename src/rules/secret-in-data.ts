import type { DataRecord } from "../addon/types.ts";
import { isSecretName, KNOWN_FORMS, looksLikeCredential } from "./lib/secrets.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "secret-in-data",
  group: "secret",
  severity: "error",
  title: "A credential stands in a data file",
  why:
    "Everybody who can read the repository has it, each database begins with the same one, and an upgrade writes it over " +
    "what was entered.",
  instead: "Leave the field empty: whoever sets up the backend enters it.",
  needs: "connector",
  check({ addon, report }) {
    const demo = new Set((addon.manifest?.demo ?? []).map(({ text }) => text));
    for (const record of addon.records) {
      for (const value of record.values.values()) {
        const text = value.text?.trim() ?? "";
        if (text === "" || value.name === "arch") continue;
        const isDemo = demo.has(record.file) || record.file.startsWith("demo/");
        const isNamed = isSecretName(nameOf(record, value.name)) && !isDemo;
        const isParameter = record.model.text === "ir.config_parameter";
        if (!KNOWN_FORMS.test(text) && !(isNamed && (!isParameter || looksLikeCredential(text)))) continue;
        report({
          at: value,
          message: `${record.model.text}.${value.name} of ${record.id?.text ?? "a record"} is given a credential`,
        });
      }
    }
  },
});

/** The name that a value stands under: of a system parameter it is its key. */
function nameOf(record: DataRecord, field: string): string {
  if (record.model.text !== "ir.config_parameter" || field !== "value") return field;
  return record.values.get("key")?.text?.trim().replaceAll(/[.-]/g, "_") ?? "";
}
