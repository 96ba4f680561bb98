import type { AddonFile, PlanContext } from "../context.ts";

const XML_MODEL = (model: string): string => `model_${model.replaceAll(".", "_")}`;

/** security/: users read, managers do everything, and a company sees its own backends' records only. */
export function security({ spec }: PlanContext): AddonFile[] {
  const { names } = spec;
  const models = [
    { model: names.backendModel, table: names.backendTable, companyField: "company_id" },
    ...spec.bindings.map((entity) => ({
      model: entity.names.bindingModel,
      table: entity.names.bindingTable,
      companyField: "backend_id.company_id",
    })),
  ].map((entry) => ({ ...entry, modelId: XML_MODEL(entry.model) }));
  const wizards = spec.entities.some((entity) => entity.imports)
    ? [
        {
          model: names.wizardModel,
          table: names.wizardModel.replaceAll(".", "_"),
          modelId: XML_MODEL(names.wizardModel),
        },
      ]
    : [];
  return [
    { path: "security/security.xml", template: "security/security.xml", data: { models }, load: "security" },
    {
      path: "security/ir.model.access.csv",
      template: "security/ir.model.access.csv",
      data: { models, wizards },
      load: "security",
    },
  ];
}
