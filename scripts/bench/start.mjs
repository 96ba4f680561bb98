// `--help` and `--version` against Node doing nothing.
import { join } from "node:path";
import { inTurn, measure, project } from "./measure.mjs";

const ROUNDS = 21;
const LIMIT = 1.5;

export default async function start() {
  const figures = [];
  for (const option of ["--help", "--version"]) {
    const { ours, theirs } = await inTurn(
      ROUNDS,
      async () => (await measure(process.execPath, [join(project, "bin/odoo-connector.js"), option])).seconds,
      async () => (await measure(process.execPath, ["-e", "0"])).seconds,
    );
    const ratio = ours.median / theirs.median;
    figures.push({
      name: `start: ${option} vs node -e 0`,
      unit: "s",
      ours,
      theirs,
      ratio,
      limit: LIMIT,
      ok: ratio <= LIMIT,
    });
  }
  return figures;
}
