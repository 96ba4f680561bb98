import type { AddonFile, PlanContext } from "../context.ts";

/** controllers/webhook_controller.py: the address that the system delivers to. */
export function webhooks({ spec }: PlanContext): AddonFile[] {
  if (spec.system.webhooks === undefined) return [];
  return [{ path: "controllers/webhook_controller.py", template: "controllers/webhook_controller.py" }];
}
