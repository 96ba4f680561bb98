import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "vitest";
import { madeOnce } from "../../src/lab/context.ts";
import { openLab, type Lab, type LabDatabase, type LogEntry, type OdooClient } from "../../src/lab/index.ts";
import { expectSound } from "../generated/sound.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Runs the built executable as a user would and returns what it printed on stdout; fails where a rule finds something in
 * an addon that it has generated.
 */
export async function cli(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, "bin", "odoo-connector.js"), ...args], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (args[0] === "init-connector") await expectSound(args[args.lastIndexOf("--path") + 1] ?? "");
  return stdout;
}

/** A folder of its own for one test file, and how to be rid of it. */
export async function scratch(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "odoo-connector-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Source tree of another Odoo to run everything in: `ODOO_CONNECTOR_TEST_ODOO=~/src/odoo-18.0 npm run test:odoo`. */
const otherOdoo = process.env.ODOO_CONNECTOR_TEST_ODOO;

/** A connector to generate: its name, and the flags that make it. */
export interface Connector {
  readonly name: string;
  readonly args: readonly string[];
}

const draft = (name: string, type: string): Connector => ({
  name,
  args: ["--type", type, "--base-url", `https://api.${name.replace("_", "-")}.example/v1`],
});

/** Every known system, and a drafted one of each type. */
export const CONNECTORS: readonly Connector[] = [
  { name: "shopify", args: ["--type", "ecommerce"] },
  { name: "woocommerce", args: ["--type", "ecommerce"] },
  draft("acme_shop", "ecommerce"),
  draft("acme_parcels", "logistics"),
  draft("acme_books", "accounting"),
  draft("acme_leads", "crm"),
];

/** Generates a connector for a version of Odoo into a folder, by the built executable. */
export async function generate(connector: Connector, path: string, version: string, ...more: string[]): Promise<void> {
  const { name, args } = connector;
  await cli("init-connector", name, ...args, "--odoo", version, "--path", path, "--yes", "--quiet", ...more);
}

const LINT_TOOLS = ["pylint-odoo==10.0.12", "oca-odoo-pre-commit-hooks==0.2.27", "pre-commit==4.7.0", "whool==1.3.1"];

/** The OCA's checkers in an environment of their own in the lab's cache; `run` returns what one printed. */
export async function lintTools(
  lab: Lab,
): Promise<{ run: (tool: string, args: readonly string[], cwd: string) => Promise<string> }> {
  const name = `lint-${LINT_TOOLS.join("-").replace(/[^\w.]+/g, "-")}`;
  const folder = await madeOnce(lab.context, join("python", name), "installing the OCA's checkers", async (making) => {
    await promisify(execFile)(lab.python, ["-m", "venv", making]);
    await promisify(execFile)(join(making, "bin", "python"), ["-m", "pip", "install", "--quiet", ...LINT_TOOLS]);
  });
  return {
    async run(tool, args, cwd) {
      // By the interpreter: the scripts still name the folder that they were made in.
      const program = [join(folder, "bin", "python"), join(folder, "bin", tool)] as const;
      return promisify(execFile)(program[0], [program[1], ...args], { cwd, maxBuffer: 64 * 1024 * 1024 }).then(
        ({ stdout, stderr }) => stdout + stderr,
        (error: unknown) => {
          const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
          return `${stdout}${stderr}` || message;
        },
      );
    },
  };
}

/** Generates the connector of a known shop for the lab's Odoo into a folder, by the built executable. */
export async function generateShop(lab: Lab, path: string, system: string): Promise<void> {
  const odoo = ["--odoo", lab.series];
  await cli("init-connector", system, "--type", "ecommerce", ...odoo, "--path", path, "--yes", "--quiet");
}

/**
 * The lab, or undefined where no Odoo can be had: said loudly, and a failure where `CI` is set.
 * @throws Error with CI=true
 */
export async function labOrSkip(options: { cluster?: string } = {}): Promise<Lab | undefined> {
  try {
    return await openLab({
      ...options,
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

/** What the log holds for people: all but the runtime's warnings, which say what is tried again by itself. */
export const forPeople = (problems: readonly LogEntry[]): readonly LogEntry[] =>
  problems.filter(({ level, logger }) => level !== "WARNING" || !logger.startsWith("odoo.addons.generic_connector"));

/** Fails with the text of the log's WARNING and ERROR lines. */
export function expectCleanLog(problems: readonly LogEntry[]): void {
  expect(problems.map((problem) => problem.text)).toEqual([]);
}

/** Drains the queue and fails when a job did. */
export async function drain(client: OdooClient): Promise<void> {
  const summary = await client.waitForJobs({ timeoutMs: 300_000 });
  expect(summary.failed.map((job) => `${job.name}\n${job.exc_info || ""}`)).toEqual([]);
}

/** Runs the wizard "Export to Connectors" on records, waits for its jobs, and returns what it counted. */
export async function exportRecords(
  client: OdooClient,
  model: string,
  ids: readonly number[],
): Promise<Record<string, unknown>> {
  const context = { active_model: model, active_ids: ids, active_id: ids[0] };
  const wizard = await client.call<number>("connector.export.wizard", "create", [{}], { context });
  await client.call("connector.export.wizard", "action_export", [[wizard]], { context });
  await drain(client);
  const [result] = await client.call<Record<string, unknown>[]>("connector.export.wizard", "read", [
    [wizard],
    ["exported_count", "created_count", "skipped_count", "error_count", "message"],
  ]);
  return result ?? {};
}

/** Uninstalls a connector and fails when a table, a row or a job of it is left. */
export async function expectGone(lab: Lab, database: LabDatabase, name: string, addonsPath: string): Promise<void> {
  const addon = `${name}_connector`;
  await lab.install(database, [addon], { uninstall: true, addonsPaths: [addonsPath] });
  const tables = `SELECT tablename FROM pg_tables WHERE tablename LIKE '${name}\\_%'`;
  expect(await lab.query(database, tables.replaceAll("%", "%%"))).toEqual([]);
  // Deliveries to an address that no backend has belong to no connector: they go with time.
  expect(await lab.query(database, "SELECT id FROM generic_exchange WHERE backend_ref <> 0")).toEqual([]);
  for (const table of [
    "connector_base_backend",
    "generic_backend",
    "generic_run",
    "generic_run_request",
    "generic_reconciliation",
    "generic_reconciliation_line",
    "generic_reconciliation_page",
    "generic_webhook",
    "generic_dead_letter",
    "generic_conflict",
    "generic_conflict_line",
    "generic_checkpoint",
    "generic_export_attempt",
    "generic_gate",
    "generic_kept_answer",
  ]) {
    expect([table, await lab.query(database, `SELECT id FROM ${table}`)]).toEqual([table, []]);
  }
  const left = [
    `SELECT name FROM ir_model_data WHERE module = '${addon}'`,
    `SELECT name FROM queue_job WHERE model_name LIKE '${name}%%' AND state IN ('pending', 'enqueued')`,
    `SELECT name FROM queue_job_channel WHERE name = '${name}'`,
  ];
  expect(await lab.query(database, left.join(" UNION ALL "))).toEqual([]);
}
