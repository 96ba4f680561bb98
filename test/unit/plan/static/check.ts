/** All checks of generated addons against one version of Odoo. */
import { type Addon } from "./addon.ts";
import { checkCode } from "./code.ts";
import type { Finding, Report } from "./findings.ts";
import { checkData } from "./views.ts";
import type { World } from "./world.ts";

/** What is wrong with an addon; each mistake once per line. */
export function checkAddon(world: World, addon: Addon): readonly Finding[] {
  const found = new Map<string, Finding>();
  const report: Report = (code, { file, line }, message) => {
    const finding = { code, addon: addon.name, file, line, message };
    found.set(JSON.stringify(finding), finding);
  };
  checkCode(world, addon, report);
  checkData(world, addon, report);
  return [...found.values()];
}
