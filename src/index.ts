/** The package's API: `import { validate } from "odoo-connector"`. Its types stand in `index.d.ts`. */
import { availableParallelism } from "node:os";
import { validateAddons } from "./app/validate.ts";
import { nodeFileSystem } from "./fs/node.ts";
import type { ValidateOptions, ValidateResult } from "./validate/types.ts";

export { ConnectorError } from "./errors.ts";

/**
 * Judges connector addons as `validate-connector` does, configurations and baselines included.
 * @throws ConnectorError for paths, options and configurations that say nothing sensible
 */
export async function validate(options: ValidateOptions & { readonly cwd?: string }): Promise<ValidateResult> {
  const { findings, unresolved, addons, files } = await validateAddons(nodeFileSystem, {
    processors: availableParallelism(),
    ...options,
    cwd: options.cwd ?? process.cwd(),
  });
  return { findings, unresolved, addons, files };
}
