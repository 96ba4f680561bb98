import { join } from "node:path";
import { ConnectorError } from "../errors.ts";
import { madeOnce, type LabContext } from "./context.ts";
import { digest, type PythonEnvironment } from "./python.ts";
import type { OdooVersion } from "./versions.ts";

const ADDONS = ["queue_job", "component", "component_event", "connector"];

/**
 * The OCA addons that every connector stands on, from the series' wheels; returns their addons folder.
 * Without dependencies: they ask for a package `odoo` that no registry has.
 */
export async function ocaAddons(context: LabContext, series: OdooVersion, python: PythonEnvironment): Promise<string> {
  const packages = ADDONS.map((name) => `odoo-addon-${name}==${series}.*`);
  const folder = await madeOnce(
    context,
    join("oca", `${series}-${digest(...packages)}`),
    `getting the OCA addons of ${series}`,
    async (making) => {
      const result = await python.installInto(making, packages);
      if (result.code !== 0) {
        throw new ConnectorError({
          message: `the OCA addons ${ADDONS.join(", ")} can't be had: ${(result.stderr || result.stdout).trim().split("\n").slice(-4).join("\n")}`,
        });
      }
    },
  );
  return join(folder, "odoo", "addons");
}
