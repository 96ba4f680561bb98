import { Command, InvalidArgumentError } from "commander";
import type { Up } from "../app/lab.ts";
import type { LogEntry, OnProgress, TestReport } from "../lab/index.ts";
import type { Progress } from "./lab-progress.ts";
import { list } from "./option-words.ts";

interface Common {
  addonsPath?: string[];
  odoo?: string;
  series?: string;
  json?: boolean;
  quiet?: boolean;
}

function whole(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535) throw new InvalidArgumentError("It is no whole number from 0 to 65535.");
  return number;
}

/** `odoo-connector lab`: a real Odoo for trying and testing connectors. */
export function labCommand(): Command {
  const lab = new Command("lab").description(
    "run connectors in a real Odoo with PostgreSQL; no root and no Docker needed",
  );
  const common = (command: Command): Command =>
    command
      .option("--addons-path <dirs>", "more folders that hold addons, separated by commas (repeatable)", list)
      .option("--odoo <dir>", "source tree of Odoo (default: 19.0, downloaded)")
      .option("--series <series>", "16.0, 17.0, 18.0 or 19.0 (default: the addon's own)")
      .option("-q, --quiet", "show no progress");

  common(lab.command("up"))
    .description(
      "install connectors, start the mocks of their systems and Odoo with its job runner; Ctrl-C stops it all",
    )
    .argument("[addons...]", "folders of addons: ./addons/shopify_connector")
    .option("--port <n>", "port of Odoo (default: a free one)", whole)
    .option("--records <n>", "records of each main kind in the mock", whole, 25)
    .option("--no-mock", "do not start mocks; no backend is made")
    .option("--verbose", "show Odoo's whole log")
    .option("--json", "print one JSON document once it runs")
    .action(
      async (
        addons: string[],
        options: Common & { port?: number; records: number; mock: boolean; verbose?: boolean },
      ) => {
        const { labUp } = await import("../app/lab.ts");
        await withTools(options, async ({ setting, stopped, progress }) => {
          const up = await labUp({
            ...setting,
            addons,
            records: options.records,
            mock: options.mock,
            port: options.port,
            onLog: logPrinter(addons, options.verbose === true, progress),
          });
          const { url, login, password, database, series, backends } = up;
          print(
            options.json === true
              ? JSON.stringify({ url, login, password, database, series, backends, pid: process.pid })
              : upText(up),
          );
          const watching = watchJobs(up, progress);
          const crashed = await Promise.race([stopped.then(() => false), up.ended.then(() => true)]);
          watching.end();
          if (crashed) complain("Odoo ended by itself.");
          else if (options.json !== true) print("\nStopping …");
          await up.stop();
          if (crashed) process.exitCode = 1;
        });
      },
    );

  common(lab.command("test"))
    .description("run the addons' own Odoo tests; every WARNING or ERROR line of the log fails them too")
    .argument("<addons...>", "folders of addons")
    .option("--tags <tags>", "which tests, as Odoo's --test-tags has them (default: all of the addon)")
    .option("--json", "print one JSON document")
    .action(async (addons: string[], options: Common & { tags?: string }) => {
      const { labTest } = await import("../app/lab.ts");
      await withTools(options, async ({ setting }) => {
        const reports = await labTest({ ...setting, addons, tags: options.tags });
        if (options.json === true)
          print(
            JSON.stringify(
              reports.map((report) => ({ ...report, text: undefined })),
              undefined,
              2,
            ),
          );
        else for (const report of reports) print(testText(report));
        if (reports.some((report) => !report.ok)) process.exitCode = 1;
      });
    });

  common(lab.command("pot"))
    .description("write i18n/ADDON.pot, the terms to translate, as Odoo itself exports them")
    .argument("<addons...>", "folders of addons")
    .option("--json", "print one JSON document")
    .action(async (addons: string[], options: Common) => {
      const { labPot } = await import("../app/lab.ts");
      await withTools(options, async ({ setting }) => {
        const files = await labPot({ ...setting, addons });
        if (options.json === true) print(JSON.stringify(files));
        else for (const { path, written } of files) print(`${path} ${written ? "written" : "is up to date"}`);
      });
    });

  common(lab.command("shell"))
    .description("open an Odoo shell on the database of the last `lab up`, or on a fresh one with the addon")
    .argument("[addon]", "folder of an addon")
    .action(async (addon: string | undefined, options: Common) => {
      const { labShell } = await import("../app/lab.ts");
      await withTools(options, async ({ setting }) => {
        process.exitCode = await labShell({ ...setting, addons: addon === undefined ? [] : [addon] });
      });
    });

  lab
    .command("down")
    .description("stop whatever an earlier `lab up` left running")
    .option("--purge", "remove the cache folder too: Odoo, Python packages, databases")
    .option("--json", "print one JSON document")
    .action(async (options: Common & { purge?: boolean }) => {
      const { labDown } = await import("../app/lab.ts");
      await withTools(options, async ({ setting }) => {
        const report = await labDown(setting, options.purge === true);
        if (options.json === true) {
          print(JSON.stringify(report));
          return;
        }
        const lines = report.stopped.map((url) => `stopped ${url}`);
        if (report.postgres) lines.push("stopped PostgreSQL");
        if (report.purged !== undefined) lines.push(`removed ${report.purged}`);
        print(lines.length > 0 ? lines.join("\n") : "Nothing was running.");
      });
    });

  return lab.addHelpText(
    "after",
    `
Examples:
  $ odoo-connector lab up ./addons/shopify_connector
  $ odoo-connector lab test ./addons/shopify_connector --odoo ~/src/odoo-18.0
  $ odoo-connector lab down --purge`,
  );
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

interface Tools {
  setting: {
    fs: typeof import("../fs/node.ts").nodeFileSystem;
    cwd: string;
    addons: readonly string[];
    addonsPaths: readonly string[];
    odoo: string | undefined;
    series: string | undefined;
    onProgress: OnProgress;
    signal: AbortSignal;
  };
  /** What `setting.onProgress` shows on. */
  progress: Progress;
  /** Resolves when the user wants an end. */
  stopped: Promise<void>;
}

/** Progress, and Ctrl-C: the first ends things in order, the second at once. */
async function withTools(options: Common, action: (tools: Tools) => Promise<void>): Promise<void> {
  const [{ nodeFileSystem }, { progress }] = await Promise.all([import("../fs/node.ts"), import("./lab-progress.ts")]);
  const abort = new AbortController();
  const shown = progress(process.stderr, options.quiet === true || options.json === true);
  let wake: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (wake = resolve));
  const onSignal = (): void => {
    // The exit hook of src/lab takes every process that we started with us.
    if (abort.signal.aborted) process.exit(130);
    shown.end();
    abort.abort(new Error("interrupted"));
    wake();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  try {
    await action({
      setting: {
        fs: nodeFileSystem,
        cwd: process.cwd(),
        addons: [],
        addonsPaths: options.addonsPath ?? [],
        odoo: options.odoo,
        series: options.series,
        onProgress: shown.onProgress,
        signal: abort.signal,
      },
      progress: shown,
      stopped,
    });
  } catch (error) {
    // Whoever pressed Ctrl-C knows why it ended.
    if (!abort.signal.aborted) throw error;
    complain("Interrupted; what was begun is undone.");
    process.exitCode = 130;
  } finally {
    shown.end();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, onSignal);
  }
}

/** On a terminal, the state of the job queue while there is something in it. */
function watchJobs(up: Up, shown: Progress): { end: () => void } {
  let before = "";
  let busy = false;
  const look = async (): Promise<void> => {
    const { waiting, done, failed } = await up.jobs();
    const text = `jobs: ${waiting} waiting, ${done} done, ${failed} failed`;
    if (text !== before && (waiting > 0 || before !== "")) shown.status(text, waiting === 0);
    if (waiting > 0 || before !== "") before = text;
  };
  const timer = setInterval(() => {
    if (busy || !shown.isTerminal) return;
    busy = true;
    // A server that is being stopped, or that restarts a worker, does not answer: there is nothing to show then.
    void look()
      .catch(() => undefined)
      .finally(() => (busy = false));
  }, 2000);
  timer.unref();
  return { end: () => clearInterval(timer) };
}

/** Shows what went wrong and what the connectors say; with `verbose` all. */
function logPrinter(
  addons: readonly string[],
  verbose: boolean,
  shown: Progress,
): (line: string, entry: LogEntry | undefined) => void {
  const names = addons.map(
    (addon) =>
      addon
        .split(/[\\/]/)
        .filter((part) => part !== "")
        .at(-1) ?? addon,
  );
  const ours = new RegExp(
    `^odoo\\.addons\\.(${[...names, "generic_connector", "connector_base_backend"].join("|")})\\b`,
  );
  let showing = false;
  return (line, entry) => {
    if (entry) showing = verbose || (entry.level !== "INFO" && entry.level !== "DEBUG") || ours.test(entry.logger);
    if (showing) shown.line(line);
  };
}

function upText(up: Up): string {
  const rows: [string, string][] = [
    ["Odoo", `${up.url}/web  (${up.series}, database ${up.database})`],
    ["Login", `${up.login} / ${up.password}`],
  ];
  for (const backend of up.backends) {
    rows.push(["Backend", `${backend.name} (${backend.model} ${backend.id})`]);
    if (backend.connection)
      rows.push([
        "",
        `${backend.connection.ok ? "connection test passed" : "CONNECTION TEST FAILED"}: ${backend.connection.message}`,
      ]);
    if (backend.mock)
      rows.push(
        ["Mock", backend.mock.url],
        ["", `control: ${backend.mock.origin}/__mock__/ (header X-Mock-Token: ${backend.mock.token})`],
      );
  }
  return [
    "",
    ...rows.map(([name, value]) => `  ${name.padEnd(8)} ${value}`),
    "",
    "Jobs run as they come; warnings and errors are shown below. Ctrl-C stops it all.",
  ].join("\n");
}

function testText(report: TestReport): string {
  const head = `${report.ok ? "ok" : "FAILED"} ${report.addon}: ${report.tests} tests, ${report.failed} failed, ${report.errors} errors (${report.seconds.toFixed(0)} s)`;
  const lines = [head];
  // A failing test stands in the log as an error; the sums below it say it again.
  const sums = /^(Module \S+: \d+ failures|At least one test failed|\d+ failed, \d+ error)/;
  for (const entry of report.problems)
    if (!sums.test(entry.message))
      lines.push(`  ${entry.level} ${entry.logger}: ${entry.text.trimEnd().replaceAll("\n", "\n    ")}`);
  return lines.join("\n");
}
