import type { Formatters } from "../format/format.ts";
import type { FileSystem } from "../fs/port.ts";
import { capabilities, type OdooVersion } from "../odoo/capabilities.ts";
import { planFramework } from "../plan/framework.ts";
import type { RenderedFile } from "../plan/types.ts";
import { openTemplates } from "../render/source.ts";
import { builtFramework } from "./package.ts";
import { renderPlan } from "./render.ts";

/**
 * The files of the two runtime addons for a version of Odoo, rendered and formatted. They depend on nothing else, so the
 * build makes them once and for all; without a build they are made here.
 */
export async function frameworkFiles(
  fs: FileSystem,
  odoo: OdooVersion,
  formatters: Promise<Pick<Formatters, "format">>,
): Promise<readonly RenderedFile[]> {
  const built = await builtFramework(fs, odoo);
  if (built !== undefined) {
    return Object.entries(built).map(([path, content]) => ({ path, ownership: "generated", content }));
  }
  const templates = await openTemplates(fs);
  return renderPlan(templates, planFramework(templates.names, capabilities(odoo)), await formatters);
}
