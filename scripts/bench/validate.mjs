// validate-connector against pylint-odoo and the OCA's own hooks on one connector, cold and cached; all addons of Odoo 19.0.
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inTurn, labCache, labOdoo, measure, project, usageOf, withFolder } from "./measure.mjs";

const ROUNDS = 7;
const COLD = 0.15;
const CACHED = 0.05;
/** Of all addons of Odoo: seconds on two cores, and megabytes. */
const SECONDS = 30;
const MEGABYTES = 1536;
/** Whether something is found is not the question here. */
const FOUND = [0, 1];
/** So much more work may a file of all addons be than one of every second addon. */
const LINEAR = 1.2;

const tool = join(project, "bin/validate-connector.js");

export default async function validate() {
  return [...(await one()), ...(await all())];
}

/** OCA's connector, beside what it needs. */
function one() {
  const names = {
    cold: "validate OCA's connector, cold vs pylint-odoo and hooks",
    cached: "validate OCA's connector, cached vs the same",
  };
  return withFolder(async (folder) => {
    const checkers = lintTools();
    const addon = connector();
    const missing =
      checkers === undefined
        ? "no checkers in the lab's cache: run test/odoo/publish.test.ts once"
        : "no OCA addons in the lab's cache: run `odoo-connector lab up` once";
    if (checkers === undefined || addon === undefined) return Object.values(names).map((name) => ({ name, missing }));
    const theirs = async () => {
      const hooks = await measure(checkers.python, [checkers.hooks, join(addon, "__manifest__.py")], {}, FOUND);
      const pylint = await measure(checkers.python, [
        ...[checkers.pylint, "--load-plugins=pylint_odoo", "--disable=all", "--enable=odoolint", "--score=n"],
        ...["--valid-odoo-versions=19.0", "--exit-zero", addon],
      ]);
      return hooks.seconds + pylint.seconds;
    };
    const ours = (args) => async () => (await measure(process.execPath, [tool, addon, ...args], {}, FOUND)).seconds;
    const figure = async (name, args, limit) => {
      const spreads = await inTurn(ROUNDS, ours(args), theirs);
      const ratio = spreads.ours.median / spreads.theirs.median;
      return { name, unit: "s", ...spreads, ratio, limit, ok: ratio <= limit };
    };
    return [
      await figure(names.cold, [], COLD),
      await figure(names.cached, [`--cache=${join(folder, "kept")}`], CACHED),
    ];
  });
}

/** What Odoo ships, of which most addons are no connectors: reading, models and views are judged all the same. */
async function all() {
  const name = "validate the addons of Odoo 19.0";
  const odoo = labOdoo();
  const folder = odoo && [join(odoo.path, "addons"), join(odoo.path, "odoo", "addons")].find(holdsAddons);
  if (!folder) return [{ name, missing: "no Odoo in the lab's cache: run `odoo-connector lab up` once" }];
  // What is found there is kept in a file, so that the exit code is 0.
  const kept = mkdtempSync(join(tmpdir(), "odoo-connector-bench-"));
  const run = (paths) =>
    usageOf([tool, ...paths, "--odoo", "19.0", "--baseline", join(kept, "known.json"), "--write-baseline"]);
  try {
    const addons = readdirSync(folder)
      .sort()
      .map((one) => join(folder, one))
      .filter((one) => existsSync(join(one, "__manifest__.py")));
    const some = addons.filter((_, place) => place % 2 === 0);
    const whole = await run([folder]);
    const half = await run(some);
    const ratio = whole.cpuSeconds / filesBelow(addons) / (half.cpuSeconds / filesBelow(some));
    const limited = (title, unit, value, limit) => ({
      ...{ name: `${name}: ${title}`, unit, limit },
      ...{ ours: { median: value }, ok: value <= limit },
    });
    return [
      limited(String(addons.length), "s", whole.seconds, SECONDS),
      limited("peak memory", "MB", whole.megabytes, MEGABYTES),
      {
        ...{ name: `${name}: CPU vs every second one, per file`, unit: "s", ratio, limit: LINEAR, ok: ratio <= LINEAR },
        ...{ ours: { median: whole.cpuSeconds }, theirs: { median: half.cpuSeconds } },
      },
    ];
  } finally {
    rmSync(kept, { recursive: true });
  }
}

const holdsAddons = (folder) => existsSync(join(folder, "sale", "__manifest__.py"));

/** How many files that are read lie in addons. */
const filesBelow = (addons) =>
  addons.reduce(
    (sum, addon) => sum + readdirSync(addon, { recursive: true }).filter((one) => /\.(?:py|xml|csv)$/.test(one)).length,
    0,
  );

/** OCA's connector of Odoo 19.0, as the lab has installed it. */
function connector() {
  const oca = join(labCache(), "oca");
  const found = existsSync(oca) ? readdirSync(oca).find((name) => name.startsWith("19.0-")) : undefined;
  const addon = found && join(oca, found, "odoo", "addons", "connector");
  return addon && existsSync(addon) ? addon : undefined;
}

/** The checkers that test/odoo/publish.test.ts has installed. */
function lintTools() {
  const python = join(labCache(), "python");
  const venv = existsSync(python) ? readdirSync(python).find((name) => name.startsWith("lint-")) : undefined;
  if (!venv) return undefined;
  const bin = join(python, venv, "bin");
  return { python: join(bin, "python"), pylint: join(bin, "pylint"), hooks: join(bin, "oca-checks-odoo-module") };
}
