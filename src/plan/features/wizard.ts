import type { AddonFile, PlanContext } from "../context.ts";

/** wizards/sync_wizard.py and its view: choose what to import, and since when. */
export function wizard({ spec }: PlanContext): AddonFile[] {
  const entities = spec.entities.filter((entity) => entity.imports);
  if (entities.length === 0) return [];
  const data = { entities };
  return [
    { path: "wizards/sync_wizard.py", template: "wizards/sync_wizard.py", data },
    { path: "wizards/sync_wizard_views.xml", template: "wizards/sync_wizard_views.xml", data, load: "actions" },
  ];
}
