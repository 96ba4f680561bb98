import type { AddonFile, PlanContext } from "../context.ts";

/** README.md: what the connector does, how it is set up, and where what happened can be seen. */
export function readme({ spec, cap }: PlanContext): AddonFile[] {
  const arrows = { import: "→ Odoo", export: "Odoo →", both: "↔" } as const;
  return [
    {
      path: "README.md",
      template: "README.md",
      data: {
        // The version's own list, and the job runner.
        serverWide: cap.major >= 19 ? "base,rpc,web,queue_job" : "base,web,queue_job",
        rows: spec.entities.map((entity) => ({
          label: entity.names.labelPlural,
          model: entity.specModel,
          direction: arrows[entity.direction],
          children: entity.children.map((child) => child.names.labelPlural.toLowerCase()),
          matched: entity.matchOn.map(({ odoo }) => odoo),
          endpoint: entity.endpoints.list?.text ?? entity.endpoints.get?.text ?? "",
        })),
        fields: spec.system.fields,
        topics: spec.webhooks.map(({ topic }) => topic),
        exports: spec.exports.map(({ model }) => model),
        hasImports: spec.entities.some((entity) => entity.imports),
        hasWebhooks: spec.system.webhooks !== undefined,
        matched: spec.entities.filter((entity) => entity.matchOn.length > 0),
        order: spec.entities.find((entity) => entity.order !== undefined) !== undefined,
      },
    },
  ];
}
