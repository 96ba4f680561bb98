import type { ResolvedEntity } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { hasImages } from "../stamps.ts";
import { hasOwnWrites } from "./importers.ts";

interface JobFunction {
  readonly model: string;
  readonly method: string;
}

/** Children are exported with their parent, but for those that have requests of their own. */
const isExported = (entity: ResolvedEntity): boolean =>
  entity.exports && (entity.parent === undefined || hasOwnWrites(entity));

/** data/queue_job_*.xml: the connector's channel, and a function per concrete model and method that runs as a job. */
export function queue({ spec }: PlanContext): AddonFile[] {
  const functions: JobFunction[] = [{ model: spec.names.backendModel, method: "_run_page" }];
  const imported = spec.entities.filter((entity) => entity.imports);
  for (const entity of imported) functions.push({ model: spec.names.backendModel, method: entity.names.syncMethod });
  for (const entity of spec.bindings) {
    // A child's import reads its parent, so that it is a job as well; order lines have no life of their own.
    if (entity.imports && entity.kind !== "order_line") {
      functions.push({ model: entity.names.bindingModel, method: "import_record" });
    }
  }
  for (const entity of spec.bindings.filter(hasImages)) {
    functions.push({ model: entity.names.bindingModel, method: "_import_images" });
  }
  for (const entity of spec.bindings.filter(isExported)) {
    functions.push({ model: entity.names.bindingModel, method: "_export_to_external" });
  }
  if (spec.entities.some((entity) => entity.export?.onDelete === "delete")) {
    functions.push({ model: spec.names.backendModel, method: "_delete_external" });
  }
  return [
    {
      path: "data/queue_job_channel_data.xml",
      template: "data/queue_job_channel_data.xml",
      load: "data",
    },
    {
      path: "data/queue_job_function_data.xml",
      template: "data/queue_job_function_data.xml",
      data: {
        functions: functions.map(({ model, method }) => ({
          id: `job_function_${model.replaceAll(".", "_")}_${method.replace(/^_/, "")}`,
          modelId: `model_${model.replaceAll(".", "_")}`,
          method,
        })),
      },
      load: "data",
    },
  ];
}
