import type { ResolvedField } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";

/** A value to show: what the spec gives as example or default, a word for secrets. Undefined where none would do. */
function demoValue({ example, default: preset, pattern, secret, type, values }: ResolvedField): string | undefined {
  if (type === "selection") return preset === undefined ? values[0]?.value : String(preset);
  if (secret) return pattern === undefined ? "demo" : undefined;
  if (example !== undefined && !example.includes("…")) return example;
  if (preset !== undefined) return String(preset);
  if (type === "integer" || type === "float") return "0";
  return pattern === undefined && type !== "boolean" ? "demo" : undefined;
}

/**
 * demo/demo_data.xml: a backend to look at. Its credentials are made up, so it reaches nobody; scheduled actions are
 * inactive anyway. Where a required field takes only values that nobody can make up, there is no demo.
 */
export function demo({ spec }: PlanContext): AddonFile[] {
  const fields = spec.system.fields
    .filter((field) => field.required)
    .map((field) => ({ name: field.name, value: demoValue(field) }));
  if (fields.some(({ value }) => value === undefined)) return [];
  return [{ path: "demo/demo_data.xml", template: "demo/demo_data.xml", data: { fields }, load: "demo" }];
}
