import { Command, type ParseOptionsResult } from "commander";
import type { ValidateCommandOptions } from "./validate-connector-action.ts";
import { list, many } from "./option-words.ts";

/** Where results are kept without a word about where. */
const CACHE = ".connector-lint-cache";

/** `--cache` takes its folder behind `=` only: what stands behind a blank is an addon. */
class ValidateCommand extends Command {
  override parseOptions(args: string[]): ParseOptionsResult {
    const end = args.indexOf("--");
    return super.parseOptions(
      args.map((arg, index) => (arg === "--cache" && (end === -1 || index < end) ? `--cache=${CACHE}` : arg)),
    );
  }
}

/** `validate-connector`: what is wrong with any connector addon. */
export function validateConnectorCommand(): Command {
  return new ValidateCommand("validate-connector")
    .description("find what is wrong with connector addons: components, mappers, bindings, jobs, views, access, …")
    .argument("[paths...]", "addons, folders of addons, or files in addons")
    .option("--odoo <version>", "16.0, 17.0, 18.0 or 19.0 (default: what the manifest's version begins with)")
    .option("--addons-path <dir>", "folder of addons that the judged ones depend on (repeatable)", many)
    .option("--index <file>", "a model index from odoo-connector index (default: that of Odoo's standard modules)")
    .option("--select <rules>", "ask only these rules: codes, groups or prefix*, separated by commas", list)
    .option("--ignore <rules>", "do not ask these rules", list)
    .option("--severity <severity>", "tell findings from this severity on: error, warning or hint (default: hint)")
    .option("--format <format>", "text, json, sarif or github (default: text)")
    .option("--fix", "write the safe fixes")
    .option("--diff", "show the safe fixes as a unified diff, write nothing")
    .option("--baseline <file>", "tell only what this file does not list")
    .option("--write-baseline", "list all findings in the baseline (default: .connector-lint-baseline.json)")
    .option("--max-warnings <number>", "exit with 0 as long as there are no errors and no more warnings than this")
    .option("--explain <code>", "print the page of a rule")
    .option("--stdin-list", "read more paths from the standard input, one per line")
    .option("--cache [dir]", `keep the results of unchanged addons: --cache=DIR (default: ${CACHE})`)
    .option("--statistics", "tell how often each rule found something")
    .option("--verbose", "tell what could not be judged, too")
    .option("--json", "print one JSON document: the same as --format json")
    .option("--debug", "print where an internal error came from")
    .option("--no-color", "print no colours")
    .addHelpText(
      "after",
      `
Configuration: .connector-lint.yaml, or [tool.connector-lint] in pyproject.toml, in the addon or above it.
Exit codes: 0 nothing found (hints do not count), 1 findings, 2 usage or configuration.

Examples:
  $ validate-connector ./addons/shopify_connector
  $ validate-connector . --addons-path ../queue --addons-path ../connector --cache
  $ validate-connector . --select component,mapper --ignore 'job-*' --severity warning
  $ validate-connector . --diff
  $ validate-connector . --baseline known.json --write-baseline
  $ validate-connector . --format sarif > findings.sarif
  $ validate-connector --explain component-without-name`,
    )
    .action(async (paths: string[], options: ValidateCommandOptions) => {
      const { validateConnector } = await import("./validate-connector-action.ts");
      process.exitCode = await validateConnector(paths, options);
    });
}
