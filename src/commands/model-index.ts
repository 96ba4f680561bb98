import { Command } from "commander";
import { ConnectorError } from "../errors.ts";
import type { OnProgress } from "../lab/index.ts";
import type { IndexDocument } from "../odoo/pack.ts";
import { list } from "./option-words.ts";

interface Options {
  url?: string;
  db?: string;
  user?: string;
  lab?: boolean;
  install?: string[];
  addonsPath?: string[];
  odoo?: string;
  series?: string;
  script?: boolean;
  output: string;
  json?: boolean;
  quiet?: boolean;
}

/** `odoo-connector index`: what an Odoo knows of its models, for the validator. */
export function modelIndexCommand(): Command {
  return new Command("index")
    .description("write a model index of an Odoo, so that validate-connector knows modules of your own")
    .option("--url <url>", "address of a running Odoo; the index is reduced: no methods, no ancestry")
    .option("--db <name>", "its database")
    .option("--user <login>", "who logs in; the password or API key is asked for, or comes from ODOO_PASSWORD")
    .option("--lab", "install modules in the lab and read the whole index there")
    .option("--install <modules>", "modules for the lab, separated by commas (repeatable)", list)
    .option("--addons-path <dirs>", "more folders that hold addons, separated by commas (repeatable)", list)
    .option("--odoo <dir>", "source tree of Odoo for the lab (default: 19.0, downloaded)")
    .option("--series <series>", "16.0, 17.0, 18.0 or 19.0")
    .option("--script", "print a script for `odoo shell`, which writes the whole index")
    .option("-o, --output <file>", "where to write it; packed where it ends in .gz or .br", "odoo-index.json.gz")
    .option("--json", "print one JSON document")
    .option("-q, --quiet", "show no progress")
    .addHelpText(
      "after",
      `
Examples:
  $ odoo-connector index --url https://odoo.example.com --db production --user admin
  $ odoo-connector index --lab --install sale_management,my_module --addons-path ./addons
  $ odoo-connector index --script | odoo shell -d production
  $ validate-connector ./addons/my_connector --index odoo-index.json.gz`,
    )
    .action(async (options: Options) => {
      if (options.script === true) {
        const { indexScript } = await import("../odoo/index-script.ts");
        process.stdout.write(indexScript());
        return;
      }
      const [{ saveIndex }, { nodeFileSystem }, { default: path }] = await Promise.all([
        import("../app/index-odoo.ts"),
        import("../fs/node.ts"),
        import("node:path"),
      ]);
      const index = await withProgress(options, (onProgress, signal) =>
        options.lab === true ? fromLab(options, onProgress, signal) : fromRpc(options, onProgress),
      );
      if (index === undefined) return;
      const { file, odoo, reduced, modules, models } = await saveIndex(
        nodeFileSystem,
        path.resolve(options.output),
        index,
      );
      if (options.json === true) {
        print(JSON.stringify({ file, odoo, reduced, modules, models }));
        return;
      }
      print(`${options.output}: ${models} models of ${modules} modules of Odoo ${odoo}`);
      if (reduced) print("Read over RPC: without methods and ancestry, so that rules which need those say nothing.");
    });
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

async function fromLab(options: Options, onProgress: OnProgress, signal: AbortSignal): Promise<IndexDocument> {
  const given = ["url", "db", "user"].find((name) => name in options);
  if (given !== undefined) {
    throw new ConnectorError({ place: `--${given}`, message: "it says where a running Odoo is, --lab starts one" });
  }
  const [{ indexFromLab }, { nodeFileSystem }] = await Promise.all([
    import("../app/index-odoo.ts"),
    import("../fs/node.ts"),
  ]);
  const { install: modules = [], addonsPath: addonsPaths = [], odoo, series } = options;
  return indexFromLab({
    fs: nodeFileSystem,
    cwd: process.cwd(),
    ...{ modules, addonsPaths, odoo, series, onProgress, signal },
  });
}

async function fromRpc(options: Options, onProgress: OnProgress): Promise<IndexDocument> {
  const { url, db: database, user } = options;
  if (url === undefined || database === undefined || user === undefined) {
    const missing = [
      ...(url === undefined ? ["--url"] : []),
      ...(database === undefined ? ["--db"] : []),
      ...(user === undefined ? ["--user"] : []),
    ];
    const hint = "a running Odoo needs --url, --db and --user; or --lab, or --script";
    throw new ConnectorError(missing.map((place) => ({ place, message: "is missing", hint })));
  }
  const [{ indexFromRpc }, { serverUrl }] = await Promise.all([
    import("../app/index-odoo.ts"),
    import("../app/odoo-rpc.ts"),
  ]);
  const { protocol, hostname, host } = serverUrl(url);
  if (protocol === "http:" && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) {
    process.stderr.write(`The password goes to ${host} unencrypted.\n`);
  }
  return indexFromRpc({ url, database, user, secret: await secretOf(user, host) }, onProgress);
}

async function secretOf(user: string, host: string): Promise<string> {
  const { ODOO_PASSWORD: given } = process.env;
  if (given !== undefined && given !== "") return given;
  if (!process.stdin.isTTY) {
    throw new ConnectorError({
      message: "there is no password, and nobody who could be asked for it",
      hint: "put the password or an API key into the environment variable ODOO_PASSWORD",
    });
  }
  const { askSecret } = await import("../prompts/secret.ts");
  return askSecret(`Password or API key of ${user} at ${host}:`);
}

/** Progress, and Ctrl-C, which ends the lab in order. Undefined where it was interrupted. */
async function withProgress<T>(
  options: Options,
  work: (onProgress: OnProgress, signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const { progress } = await import("./lab-progress.ts");
  const abort = new AbortController();
  const shown = progress(process.stderr, options.quiet === true || options.json === true);
  const onSignal = (): void => {
    // The exit hook of src/lab takes every process that we started with us.
    if (abort.signal.aborted || options.lab !== true) process.exit(130);
    shown.end();
    abort.abort(new Error("interrupted"));
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await work(shown.onProgress, abort.signal);
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    process.exitCode = 130;
    return undefined;
  } finally {
    shown.end();
    for (const signal of signals) process.off(signal, onSignal);
  }
}
