import type { AddonFile } from "../context.ts";

/** hooks.py: uninstalling drops the concrete table without `unlink`, so the parents' rows are removed by hand. */
export function hooks(): AddonFile[] {
  return [{ path: "hooks.py", template: "hooks.py" }];
}
