import type { AddonFile, PlanContext } from "../context.ts";

/** views/menu_views.xml: the connector's own menu below the connectors' root, children beside their parents. */
export function menus({ spec }: PlanContext): AddonFile[] {
  let top = 10;
  let below = 0;
  const entries = spec.bindings.map((entity) => {
    if (entity.parent === undefined) {
      top += 10;
      below = 0;
    } else below += 1;
    return { id: entity.names.xml.menu, action: entity.names.xml.action, sequence: top + below };
  });
  return [
    {
      path: "views/menu_views.xml",
      template: "views/menu_views.xml",
      data: { entries, hasWizard: spec.entities.some((entity) => entity.imports) },
      load: "menus",
    },
  ];
}
