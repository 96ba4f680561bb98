/** Proof of recall: single defects in valid generated connectors, each found by its rule on its line, and no other error. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ODOO_VERSIONS, type OdooVersion } from "../../src/odoo/capabilities.ts";
import { RULES } from "../../src/rules/registry.ts";
import type { Finding } from "../../src/validate/types.ts";
import { connectors, treesOf, type VersionTrees } from "../generated/trees.ts";
import { apply } from "../mutations/apply.ts";
import { MUTATIONS } from "../mutations/index.ts";
import type { Mutation } from "../mutations/mutation.ts";
import { judgedTrees, told } from "../generated/judged.ts";

const trees = new Map<OdooVersion, VersionTrees>();
/** Findings of the sound addons, by version and addon: what no defect has brought about. */
const before = new Map<string, ReadonlySet<string>>();
const found = new Map<Mutation, readonly Finding[]>();

const key = ({ code, path, message }: Finding): string => `${code} ${path} ${message}`;
const placeOf = ({ path, start }: Finding): string => `${path}:${start.line}`;

beforeAll(async () => {
  const all = await connectors();
  for (const version of ODOO_VERSIONS) {
    const made = await treesOf(all, version);
    trees.set(version, made);
    const mutants = MUTATIONS.filter((one) => one.version === version).map((mutation, number) => ({
      mutation,
      folder: `/mutants/${number}/${mutation.addon}`,
      files: apply(mutation, made.get(mutation.addon) ?? new Map<string, string>()).files,
    }));
    const sound = [...made].map(([name, files]) => ({ name, folder: `/sound/${name}`, files }));
    const findings = await judgedTrees(version, made, [...sound, ...mutants]);
    for (const { name, folder } of sound) before.set(`${version} ${name}`, new Set(findings.get(folder)?.map(key)));
    for (const { mutation, folder } of mutants) {
      const known = before.get(`${version} ${mutation.addon}`);
      found.set(
        mutation,
        (findings.get(folder) ?? []).filter((finding) => known?.has(key(finding)) !== true),
      );
    }
  }
}, 300_000);

/** Counts of a group of rules. */
class Score {
  defects = 0;
  caught = 0;
  /** New findings that are errors and that no defect explains. */
  wrong = 0;
}

const scores = new Map<string, Score>();

describe.each(ODOO_VERSIONS)("defects for Odoo %s", (version) => {
  const own = MUTATIONS.filter((one) => one.version === version);

  it.each(own.map((one) => [`${one.rule} in ${one.addon}/${one.file}: ${one.what}`, one] as const))(
    "%s",
    (_, mutation) => {
      const rule = RULES.find(({ code }) => code === mutation.rule);
      expect(rule, "there is no such rule").toBeDefined();
      const { place } = apply(mutation, trees.get(version)?.get(mutation.addon) ?? new Map<string, string>());
      const findings = found.get(mutation) ?? [];
      const isCaught = findings.some((one) => one.code === mutation.rule && placeOf(one) === place);
      const others = findings.filter(
        ({ code, severity }) => severity === "error" && code !== mutation.rule && !mutation.also.includes(code),
      );
      const score = scores.get(rule?.group ?? "") ?? new Score();
      scores.set(rule?.group ?? "", score);
      score.defects += 1;
      if (isCaught) score.caught += 1;
      score.wrong += others.length;
      expect(isCaught, `not found at ${place}, but:\n${findings.map(told).join("\n")}`).toBe(true);
      expect(others.map(told)).toEqual([]);
    },
  );
});

it("has defects for most of what there are rules for", () => {
  expect(MUTATIONS.length).toBeGreaterThanOrEqual(150);
  const groups = new Set(RULES.map(({ group }) => group));
  // What silences a rule is no defect of an addon.
  groups.delete("suppression");
  const covered = new Set(MUTATIONS.flatMap(({ rule }) => RULES.find(({ code }) => code === rule)?.group ?? []));
  expect([...groups].filter((group) => !covered.has(group))).toEqual([]);
});

afterAll(() => {
  const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  const row = (name: string, { defects, caught, wrong }: Score): string =>
    [
      name.padEnd(12),
      String(defects).padStart(7),
      String(caught).padStart(7),
      percent(caught, defects).padStart(8),
      percent(caught, caught + wrong).padStart(10),
    ].join(" ");
  const all = new Score();
  for (const { defects, caught, wrong } of scores.values()) {
    all.defects += defects;
    all.caught += caught;
    all.wrong += wrong;
  }
  const table = [
    `${"group".padEnd(12)} defects  caught   recall  precision`,
    ...[...scores].map(([name, score]) => row(name, score)),
    row("all", all),
  ];
  process.stdout.write(`\n${table.join("\n")}\n`);
});
