import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "vitest";
import { openLab, type Lab, type LogEntry, type OdooClient } from "../../src/lab/index.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Runs the built executable as a user would and returns what it printed on stdout. */
export async function cli(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, "bin", "odoo-connector.js"), ...args], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** A folder of its own for one test file, and how to be rid of it. */
export async function scratch(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "odoo-connector-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Source tree of another Odoo to run everything in: `ODOO_CONNECTOR_TEST_ODOO=~/src/odoo-18.0 npm run test:odoo`. */
const otherOdoo = process.env.ODOO_CONNECTOR_TEST_ODOO;

/** Generates the Shopify connector for the lab's Odoo into a folder, by the built executable. */
export async function generateShopify(lab: Lab, path: string): Promise<void> {
  const odoo = ["--odoo", lab.series];
  await cli("init-connector", "shopify", "--type", "ecommerce", ...odoo, "--path", path, "--yes", "--quiet");
}

/**
 * The lab, or undefined where no Odoo can be had: said loudly, and a failure where `CI` is set.
 * @throws Error with CI=true
 */
export async function labOrSkip(): Promise<Lab | undefined> {
  try {
    return await openLab({
      odoo: otherOdoo,
      onProgress: (progress) => process.stderr.write(`lab: ${progress.message}\n`),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (process.env.CI) throw new Error(`no Odoo, and CI is set: ${reason}`, { cause: error });
    process.stderr.write(`\n*** SKIPPED: NO REAL ODOO ON THIS MACHINE. ***\n${reason}\n\n`);
    return undefined;
  }
}

/** Fails with the text of the log's WARNING and ERROR lines. */
export function expectCleanLog(problems: readonly LogEntry[]): void {
  expect(problems.map((problem) => problem.text)).toEqual([]);
}

/** Drains the queue and fails when a job did. */
export async function drain(client: OdooClient): Promise<void> {
  const summary = await client.waitForJobs({ timeoutMs: 300_000 });
  expect(summary.failed.map((job) => `${job.name}\n${job.exc_info || ""}`)).toEqual([]);
}
