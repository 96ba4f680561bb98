// validate-connector against pylint-odoo and the OCA's own hooks on one connector, cold and cached; all addons of Odoo 19.0.
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inTurn, labCache, labOdoo, measure, peakOf, project, spread, withFolder } from "./measure.mjs";

const ROUNDS = 7;
const COLD = 0.15;
const CACHED = 0.05;
/** Of all addons of Odoo: seconds and megabytes. */
const SECONDS = 30;
const MEGABYTES = 1536;

const tool = join(project, "bin/validate-connector.js");

export default async function validate() {
  return [...(await one()), ...(await all())];
}

/** The Shopify connector, beside its runtime. */
function one() {
  const names = {
    cold: "validate shopify, cold vs pylint-odoo and hooks",
    cached: "validate shopify, cached vs the same",
  };
  return withFolder(async (folder) => {
    const checkers = lintTools();
    if (!checkers) {
      const missing = "no checkers in the lab's cache: run test/odoo/publish.test.ts once";
      return Object.values(names).map((name) => ({ name, missing }));
    }
    const author = ["--author", "Example"];
    const init = [
      join(project, "bin/init-connector.js"),
      "shopify",
      "--type",
      "ecommerce",
      "--quiet",
      "--path",
      folder,
    ];
    await measure(process.execPath, [...init, ...author]);
    const addon = join(folder, "shopify_connector");
    const theirs = async () => {
      const hooks = await measure(checkers.python, [checkers.hooks, join(addon, "__manifest__.py")]);
      const pylint = await measure(checkers.python, [
        ...[checkers.pylint, "--load-plugins=pylint_odoo", "--disable=all", "--enable=odoolint", "--score=n"],
        ...["--valid-odoo-versions=19.0", "--manifest-required-authors=Example", addon],
      ]);
      return hooks.seconds + pylint.seconds;
    };
    const cold = await inTurn(ROUNDS, async () => (await measure(process.execPath, [tool, addon])).seconds, theirs);
    const kept = [tool, addon, `--cache=${join(folder, "kept")}`];
    await measure(process.execPath, kept);
    const times = [];
    for (let round = 0; round < ROUNDS; round++) times.push((await measure(process.execPath, kept)).seconds);
    const cached = spread(times);
    const figure = (name, ours, limit) => {
      const ratio = ours.median / cold.theirs.median;
      return { name, unit: "s", ours, theirs: cold.theirs, ratio, limit, ok: ratio <= limit };
    };
    return [figure(names.cold, cold.ours, COLD), figure(names.cached, cached, CACHED)];
  });
}

/** What Odoo ships, of which most addons are no connectors: reading, models and views are judged all the same. */
async function all() {
  const name = "validate the addons of Odoo 19.0";
  const odoo = labOdoo();
  const folder = odoo && [join(odoo.path, "addons"), join(odoo.path, "odoo", "addons")].find(holdsAddons);
  if (!folder) return [{ name, missing: "no Odoo in the lab's cache: run `odoo-connector lab up` once" }];
  // What is found there is not the question here; a file keeps it, so that the exit code is 0.
  const kept = mkdtempSync(join(tmpdir(), "odoo-connector-bench-"));
  try {
    const args = [tool, folder, "--odoo", "19.0", "--baseline", join(kept, "known.json")];
    const { seconds } = await measure(process.execPath, [...args, "--write-baseline"]);
    const megabytes = await peakOf([...args, "--write-baseline"]);
    const count = readdirSync(folder).filter((one) => existsSync(join(folder, one, "__manifest__.py"))).length;
    return [
      { name: `${name}: ${count}`, unit: "s", ours: { median: seconds }, limit: SECONDS, ok: seconds <= SECONDS },
      {
        name: `${name}: peak memory`,
        unit: "MB",
        ours: { median: megabytes },
        limit: MEGABYTES,
        ok: megabytes <= MEGABYTES,
      },
    ];
  } finally {
    rmSync(kept, { recursive: true });
  }
}

const holdsAddons = (folder) => existsSync(join(folder, "sale", "__manifest__.py"));

/** The checkers that test/odoo/publish.test.ts has installed. */
function lintTools() {
  const python = join(labCache(), "python");
  const venv = existsSync(python) ? readdirSync(python).find((name) => name.startsWith("lint-")) : undefined;
  if (!venv) return undefined;
  const bin = join(python, venv, "bin");
  return { python: join(bin, "python"), pylint: join(bin, "pylint"), hooks: join(bin, "oca-checks-odoo-module") };
}
