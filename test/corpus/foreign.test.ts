/** Proof of precision abroad: no error in other people's addons, but those that were read and are true. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { type Request, validateAddons } from "../../src/app/validate.ts";
import { nodeFileSystem } from "../../src/fs/node.ts";
import { ODOO_VERSIONS, type OdooVersion } from "../../src/odoo/capabilities.ts";
import type { Finding } from "../../src/validate/types.ts";
import { ocaAddons, standardAddons } from "./fetch.ts";
import { told } from "../generated/judged.ts";

const KNOWN = z
  .array(
    z.strictObject({
      addon: z.string(),
      version: z.enum(ODOO_VERSIONS),
      code: z.string(),
      file: z.string(),
      line: z.string(),
      reason: z.string().min(20),
    }),
  )
  .parse(parse(readFileSync(join(import.meta.dirname, "known.yaml"), "utf8")));

/** Without a network there is no foreign code: said loudly, and a failure where `CI` is set. */
async function folderOrSkip<T>(what: string, get: () => Promise<T>): Promise<T | undefined> {
  try {
    return await get();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (process.env.CI) throw new Error(`no ${what}, and CI is set: ${reason}`, { cause: error });
    process.stderr.write(`\n*** SKIPPED: ${what} CAN'T BE HAD ON THIS MACHINE. ***\n${reason}\n\n`);
    return undefined;
  }
}

const used = new Set<(typeof KNOWN)[number]>();
const counts: string[] = [];
let isWhole = true;

/** Errors that nobody has read and found true. */
const unread = (version: OdooVersion, findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(({ severity }) => severity === "error")
    .filter((finding) => {
      const known = KNOWN.find(
        (one) =>
          one.version === version &&
          one.addon === finding.addon &&
          one.code === finding.code &&
          one.file === finding.path &&
          one.line === (finding.source ?? "").trim(),
      );
      if (known !== undefined) used.add(known);
      return known === undefined;
    })
    .map((finding) => `${finding.addon}/${told(finding)}`);

/** Asks as a user does who names the folders on the command line. */
async function expectKnown(version: OdooVersion, what: string, request: Omit<Request, "cwd">): Promise<void> {
  const begun = performance.now();
  const { findings, addons, files } = await validateAddons(nodeFileSystem, { ...request, cwd: import.meta.dirname });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  counts.push(
    `${what} ${version}: ${addons.length} addons, ${files} files: ${count("error")} errors, ` +
      `${count("warning")} warnings, ${count("hint")} hints in ${seconds} s`,
  );
  expect(addons.length).toBeGreaterThan(5);
  expect(addons.filter(({ odoo }) => odoo !== version)).toEqual([]);
  expect(unread(version, findings)).toEqual([]);
}

describe.each(ODOO_VERSIONS)("the OCA's addons for Odoo %s", async (version) => {
  const folder = await folderOrSkip(`OCA ADDONS OF ${version}`, () => ocaAddons(version));
  isWhole &&= folder !== undefined;

  it.skipIf(folder === undefined)("have no error that is wrong", async () => {
    await expectKnown(version, "OCA", { paths: [folder ?? ""] });
  });
});

describe("Odoo's own addons", async () => {
  const folders = await folderOrSkip("ODOO", standardAddons);
  isWhole &&= folders !== undefined;

  it.skipIf(folders === undefined)(
    "have no error that is wrong",
    async () => {
      // Their manifests don't say which Odoo they are of.
      await expectKnown("19.0", "Odoo", { paths: folders ?? [], odoo: "19.0" });
    },
    300_000,
  );
});

it("has no known error that nobody makes any more", () => {
  if (isWhole) expect(KNOWN.filter((one) => !used.has(one))).toEqual([]);
  expect(new Set(KNOWN.map((one) => JSON.stringify(one))).size).toBe(KNOWN.length);
});

afterAll(() => process.stdout.write(`\n${counts.join("\n")}\n`));
