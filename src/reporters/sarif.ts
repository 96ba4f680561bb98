/** SARIF 2.1.0: what code scanning services read. */
import type { Finding } from "../validate/types.ts";
import { pageOf, type Reported, type RuleFacts } from "./types.ts";

const LEVELS = { error: "error", warning: "warning", hint: "note" } as const;

/** @param rules all of them; those that found something are described */
export function sarifReport({ findings }: Reported, rules: readonly RuleFacts[], version: string): string {
  const used = rules.filter(({ code }) => findings.some((finding) => finding.code === code));
  const indexes = new Map(used.map(({ code }, index) => [code, index]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "validate-connector",
            semanticVersion: version,
            informationUri: "https://github.com/odoo-connector/odoo-connector",
            rules: used.map(descriptor),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { description: { text: "The folder that the command was started in" } } },
        results: findings.map((finding) => result(finding, indexes.get(finding.code))),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function descriptor({ code, severity, title, why, instead }: RuleFacts): object {
  return {
    id: code,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: `${why}\n${instead}`, markdown: `${why}\n\n${instead}` },
    helpUri: pageOf(code),
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function result(finding: Finding, ruleIndex: number | undefined): object {
  const { code, severity, file, start, end, message, instead, source, fix, addon, path } = finding;
  const root = file.slice(0, file.length - path.length);
  return {
    ruleId: code,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: `${message}. ${instead}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: location(file),
          region: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
          },
          ...(source === undefined ? {} : { contextRegion: { startLine: start.line, snippet: { text: source } } }),
        },
      },
    ],
    // The same finding has it when lines above it come and go.
    partialFingerprints: { "addonCodeLine/v1": [addon, path, code, source?.trim() ?? ""].join(" ") },
    ...(fix === undefined
      ? {}
      : {
          fixes: [
            {
              description: { text: instead },
              artifactChanges: [...new Set(fix.map((edit) => edit.file))].map((name) => ({
                artifactLocation: location(root + name),
                replacements: fix
                  .filter((edit) => edit.file === name)
                  .map(({ from, to, text }) => ({
                    deletedRegion: { charOffset: from, charLength: to - from },
                    insertedContent: { text },
                  })),
              })),
            },
          ],
        }),
  };
}

/** Relative paths stand below the folder of the sources; absolute ones are addresses. */
function location(file: string): object {
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return file.startsWith("/") ? { uri: `file://${uri}` } : { uri: uri.replace(/^(?:\.\/)+/, ""), uriBaseId: "SRCROOT" };
}
