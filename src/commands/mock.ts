import { Command, Option } from "commander";
import { ConnectorError } from "../errors.ts";

interface Options {
  records: string;
  seed: string;
  port: string;
  faults?: string;
  generous?: boolean;
  webhooksTo?: string;
  webhookSecret?: string;
  json?: boolean;
}

/** `odoo-connector mock`: the external system of a spec, on this machine. */
export function mockCommand(): Command {
  return new Command("mock")
    .description("run a mock of a connector's external system on this machine")
    .argument("<spec>", "a connector.yaml, a folder that holds one, or a known system (shopify)")
    .addOption(new Option("--records <n>", "records of each main kind").default("25", "25"))
    .addOption(new Option("--seed <n>", "seed of the data: the same seed gives the same records").default("1", "1"))
    .addOption(new Option("--port <n>", "port to listen on").default("0", "0, a free one"))
    .option("--faults <rules>", "faults to begin with: kind:key=value,…;… or JSON")
    .option("--generous", "enforce no rate limit")
    .option("--webhooks-to <url>", "send a webhook there for every change")
    .option("--webhook-secret <secret>", "sign webhooks with this secret")
    .option("--json", "print one JSON document once it runs")
    .addHelpText("after", faultHelp)
    .action(async (spec: string, options: Options) => {
      const [{ runMock }, { nodeFileSystem }, { parseFaults }] = await Promise.all([
        import("../app/mock.ts"),
        import("../fs/node.ts"),
        import("../mock/faults.ts"),
      ]);
      const faults = options.faults === undefined ? [] : parseFaults(options.faults);
      const { mock, file } = await runMock(
        nodeFileSystem,
        { target: spec, cwd: process.cwd() },
        {
          records: whole(options.records, "--records", 1_000_000),
          seed: whole(options.seed, "--seed", 0xffff_ffff),
          port: whole(options.port, "--port", 65_535),
          generous: options.generous === true,
          ...(options.webhookSecret === undefined ? {} : { webhookSecret: options.webhookSecret }),
        },
      );
      mock.faults.add(...faults);
      if (options.webhooksTo !== undefined) mock.subscribe(options.webhooksTo);
      const counts = Object.fromEntries(mock.store.names().map((name) => [name, mock.store.count(name)]));
      const about = {
        url: mock.url,
        origin: mock.origin,
        token: mock.token,
        credentials: mock.credentials,
        records: counts,
        spec: file,
      };
      process.stdout.write(options.json === true ? `${JSON.stringify(about)}\n` : text(about));
      await stopped();
      await mock.close();
    });
}

function text(about: {
  url: string;
  origin: string;
  token: string;
  credentials: Readonly<Record<string, string>>;
  records: Readonly<Record<string, number>>;
}): string {
  const width = Math.max(...Object.keys(about.credentials).map((name) => name.length), 8);
  const row = (name: string, value: string): string => `  ${name.padEnd(width)}  ${value}`;
  const webhook = `{"topic": "…", "collection": "…", "id": "…", "to": "http://localhost:8069/…/webhook"}`;
  return [
    `The mock listens at ${about.url}`,
    "",
    "For the backend form:",
    row("base_url", about.url),
    ...Object.entries(about.credentials).map(([name, value]) => row(name, value)),
    "",
    `Records: ${Object.entries(about.records)
      .map(([name, count]) => `${count} ${name}`)
      .join(", ")}`,
    "",
    "Send a webhook, or a fault:",
    `  curl -H 'X-Mock-Token: ${about.token}' ${about.origin}/__mock__/webhook -d '${webhook}'`,
    `  curl -H 'X-Mock-Token: ${about.token}' ${about.origin}/__mock__/faults -d '{"kind": "status", "status": 503}'`,
    "",
    "Ctrl-C stops it.",
    "",
  ].join("\n");
}

/** Until somebody stops us. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

function whole(value: string, place: string, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= most) return number;
  throw new ConnectorError({ message: `"${value}" is no whole number from 0 to ${most}`, place });
}

const faultHelp = `
Faults: status (status, retryAfter, retryAfterDate), delay (ms), cut, reset, refuse (ms), wrong_json, html,
repeat_page, shrink (count), grow (count), delete (id), duplicate_webhook; each with method, path (* for anything),
times (a number or always), after (requests to let pass first) and, for lost answers, done=true (carried out first):
  --faults 'status:status=429,retryAfter=2,path=/products*,times=3;delay:ms=500,after=10'`;
