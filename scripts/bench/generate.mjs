// A whole connector with its runtime for each known shop, into a fresh folder, against `odoo scaffold` (ten stub files).
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inTurn, labOdoo, measure, peakOf, project, withFolder } from "./measure.mjs";

const ROUNDS = 7;
/** Megabytes. */
const MEMORY = 200;

const SYSTEMS = ["shopify", "woocommerce"];

export default async function generate() {
  const figures = [];
  for (const system of SYSTEMS) figures.push(...(await generating(system)));
  return figures;
}

function generating(system) {
  const odoo = labOdoo();
  return withFolder(async (folder) => {
    let runs = 0;
    const args = () => [
      join(project, "bin/init-connector.js"),
      ...[system, "--type", "ecommerce", "--quiet", "--path", join(folder, `ours${runs++}`)],
    ];
    const megabytes = await peakOf(args());
    const files = readdirSync(join(folder, "ours0", `${system}_connector`), { recursive: true, withFileTypes: true });
    const count = files.filter((entry) => entry.isFile()).length;
    const memory = {
      name: `generate ${system}: peak memory`,
      unit: "MB",
      ours: { median: megabytes },
      limit: MEMORY,
      ok: megabytes < MEMORY,
    };
    const title = `generate ${system}: ${count} formatted files vs odoo scaffold`;
    if (!odoo) {
      return [{ name: title, missing: "no Odoo in the lab's cache: run `odoo-connector lab up` once" }, memory];
    }
    const { ours, theirs } = await inTurn(
      ROUNDS,
      async () => (await measure(process.execPath, args())).seconds,
      async () => {
        const scaffold = ["-c", "import odoo.cli; odoo.cli.main()", "scaffold", `stub${runs++}`, folder];
        return (await measure(odoo.python, scaffold, { PYTHONPATH: odoo.path })).seconds;
      },
    );
    const ratio = ours.median / theirs.median;
    return [{ name: title, unit: "s", ours, theirs, ratio, limit: 0.5, ok: ratio <= 0.5 && count >= 40 }, memory];
  });
}
