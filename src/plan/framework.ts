import type { Capabilities } from "../odoo/capabilities.ts";
import { optionFields } from "./backend-options.ts";
import type { PlannedFile } from "./types.ts";

const ROOT = "framework/";

/** Folder names of the runtime addons, each below the addons path like the connector itself. */
export const FRAMEWORK_ADDONS = ["connector_base_backend", "generic_connector"] as const;

/**
 * The files of the two runtime addons for one Odoo version: every template below `templates/framework`.
 * @param templates names of all templates, as the renderer's source lists them
 */
export function planFramework(templates: readonly string[], cap: Capabilities): PlannedFile[] {
  const options = optionFields();
  return templates
    .filter((name) => FRAMEWORK_ADDONS.some((addon) => name.startsWith(`${ROOT}${addon}/`)))
    .map((template) => ({
      path: template.slice(ROOT.length),
      ownership: "generated",
      template,
      data: { odoo: cap.series, cap, options },
    }));
}
