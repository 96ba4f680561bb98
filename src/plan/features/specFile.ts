import type { AddonFile, PlanContext } from "../context.ts";

/** connector.yaml: what the addon was generated from, and what it is upgraded from. */
export function specFile({ specText }: PlanContext): AddonFile[] {
  return [{ path: "connector.yaml", template: "connector.yaml", data: { specText } }];
}
