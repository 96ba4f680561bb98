import type { AddonFile, PlanContext } from "../context.ts";
import { hasMapper, stampsOf } from "../stamps.ts";
import { paragraph } from "../text.ts";
import { manyOf } from "../wording.ts";
import { exportMappings, functionsOf, importMapping } from "../expression.ts";

/** components/mapper.py: one import and one export mapper per entity, in the order of the spec. */
export function mappers({ spec }: PlanContext): AddonFile[] {
  const entities = spec.bindings.filter(hasMapper);
  const imports = entities
    .filter((entity) => entity.imports)
    .map((entity) => ({
      ...entity.names.components.importMapper,
      entity,
      summary: paragraph(`Maps ${manyOf(entity)} of ${spec.connector.title} onto ${entity.model}.`, 7),
      stamps: Object.fromEntries(stampsOf(entity).map(({ field, path }) => [field, path])),
      hasStamps: Object.keys(stampsOf(entity)).length > 0,
      direct: entity.mapping.filter((mapping) => mapping.imports).map(importMapping),
    }));
  const exports = entities
    .filter((entity) => entity.exports && (entity.parent === undefined || entity.kind === "variant"))
    .map((entity) => ({
      ...entity.names.components.exportMapper,
      entity,
      summary: paragraph(`Maps ${entity.model} onto ${manyOf(entity)} of ${spec.connector.title}.`, 7),
      direct: entity.mapping
        .filter((mapping) => mapping.exports)
        .flatMap((mapping) => exportMappings(mapping, spec.system.formats)),
    }));
  const functions = functionsOf([...imports, ...exports].flatMap((mapper) => mapper.direct));
  return [{ path: "components/mapper.py", template: "components/mapper.py", data: { imports, exports, functions } }];
}
