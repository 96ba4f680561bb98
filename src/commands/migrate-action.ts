import { relative } from "node:path";
import { type Connector, missingRuntime } from "../app/connector.ts";
import { openGrowing } from "../app/current.ts";
import type { MigrateResult } from "../app/migrate.ts";
import { checkWord } from "../app/spec-source.ts";
import { ConnectorError, EXIT, type ExitCode } from "../errors.ts";
import { ODOO_VERSIONS, type OdooVersion } from "../odoo/capabilities.ts";
import { counts, pageOf, several } from "../reporters/types.ts";
import { findingTexts } from "../reporters/text.ts";
import { withFormatters } from "./formatting.ts";
import { grow, type Growing, type Growth, type Outcome } from "./growing.ts";
import type { MigrateOptions } from "./migrate.ts";

/** The action of `migrate`. */
export async function migrate(paths: readonly string[], options: MigrateOptions): Promise<ExitCode> {
  checkWord("--to", options.to, ODOO_VERSIONS);
  const to = options.to as OdooVersion;
  const [first, ...others] = paths;
  return withFormatters((start) => grow(options, first, start, (growing) => prepare(growing, others, to)));
}

async function prepare(growing: Growing, others: readonly string[], to: OdooVersion): Promise<Growth> {
  const { ports, connector: first } = growing;
  const cwd = process.cwd();
  const connectors = [first];
  for (const path of others) {
    const other = await openGrowing(ports, cwd, path);
    if (other.root !== first.root) {
      throw new ConnectorError({
        place: path,
        message: `stands in another folder than ${first.name}`,
        hint: "migrate the connectors of one folder at a time",
      });
    }
    if (!connectors.some(({ name }) => name === other.name)) connectors.push(other);
  }
  const from = [...new Set(connectors.map(({ lock }) => lock.odoo))];
  const document = { from: from.length === 1 ? from[0] : from, to };
  const isThere = [...connectors, ...first.runtime].every(({ lock }) => lock.odoo === to);
  if (isThere) {
    const names = connectors.map(({ path }) => relative(cwd, path) || ".").join(", ");
    return {
      request: undefined,
      lines: [`${names} ${connectors.length === 1 ? "is" : "are"} for Odoo ${to} already.`],
      document: { ...document, findings: [] },
    };
  }
  let result: MigrateResult | undefined;
  return {
    request: { text: first.text, odoo: to },
    lines: elsewhere(first, to),
    document,
    apply: async (applyPorts, { onConflict, force, dryRun }) => {
      const { migrateConnectors } = await import("../app/migrate.ts");
      const all = [first, ...connectors.slice(1)] as const;
      return (result = await migrateConnectors(applyPorts, { connectors: all, to, cwd, onConflict, force, dryRun }));
    },
    after: () => outcome(growing, result),
  };
}

/** Runtime addons that are not beside the connector are somebody else's to bring. */
function elsewhere(connector: Connector, to: OdooVersion): string[] {
  const missing = missingRuntime(connector);
  if (missing.length === 0) return [];
  const are = missing.length === 1 ? "is" : "are";
  return [
    `${missing.join(" and ")} ${are} not beside it, or not made by this tool: bring the copy for Odoo ${to} yourself.`,
  ];
}

function outcome({ terminal }: Growing, result: MigrateResult | undefined): Outcome {
  if (result === undefined) return {};
  const { findings, fixed, known } = result.custom;
  const { error, warning } = counts(findings);
  const times = [...fixed.values()].flatMap((codes) => [...codes.values()]).reduce((sum, one) => sum + one, 0);
  const lines: string[] = [];
  const { bold } = terminal.paint;
  if (findings.length > 0) {
    lines.push("", bold(`${several(findings.length, "finding")} for you, places as in the files now:`));
    lines.push(findingTexts(findings, terminal.paint).join("\n\n"));
  }
  if (result.conflicts > 0)
    lines.push("", "What is between markers was not judged: settle it, then run validate-connector --fix.");
  return {
    lines,
    document: {
      fixed: times,
      known,
      findings: findings.map(({ fix: _, ...finding }) => ({ ...finding, page: pageOf(finding.code) })),
    },
    exitCode: error + warning > 0 ? EXIT.findings : EXIT.ok,
  };
}
