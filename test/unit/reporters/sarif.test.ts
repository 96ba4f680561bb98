import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { sarifReport } from "../../../src/reporters/sarif.ts";
import { RULES } from "../../../src/rules/registry.ts";
import { finding } from "../validate/findings.ts";

/** What SARIF 2.1.0 says of the objects that are used: their keys and no others, with its limits. */
const text = { type: "string" };
const message = object({ text, markdown: text }, ["text"]);
const level = { enum: ["none", "note", "warning", "error"] };
const uri = { type: "string", pattern: "^(?:[A-Za-z][A-Za-z0-9+.-]*:)?[A-Za-z0-9._~!$&'()*+,;=:@%/-]+$" };
const artifact = object({ uri, uriBaseId: text }, ["uri"]);
const line = { type: "integer", minimum: 1 };
const region = object({
  ...{ startLine: line, startColumn: line, endLine: line, endColumn: line },
  charOffset: { type: "integer", minimum: -1 },
  charLength: { type: "integer", minimum: 0 },
  snippet: object({ text }),
});
const list = (items: object, minItems = 0): object => ({ type: "array", items, minItems, uniqueItems: false });

function object(properties: object, required: readonly string[] = []): object {
  return { type: "object", properties, required, additionalProperties: false };
}

const schema = object(
  {
    $schema: { const: "https://json.schemastore.org/sarif-2.1.0.json" },
    version: { const: "2.1.0" },
    runs: list(
      object(
        {
          tool: object(
            {
              driver: object(
                {
                  ...{ name: text, semanticVersion: text, informationUri: uri },
                  rules: list(
                    object(
                      {
                        ...{
                          id: text,
                          shortDescription: message,
                          fullDescription: message,
                          help: message,
                          helpUri: uri,
                        },
                        defaultConfiguration: object({ level }),
                      },
                      ["id"],
                    ),
                  ),
                },
                ["name"],
              ),
            },
            ["driver"],
          ),
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          originalUriBaseIds: { type: "object", additionalProperties: object({ uri, description: message }) },
          results: list(
            object(
              {
                ...{ ruleId: text, ruleIndex: { type: "integer", minimum: -1 }, level, message },
                locations: list(
                  object({
                    physicalLocation: object({ artifactLocation: artifact, region, contextRegion: region }),
                  }),
                ),
                partialFingerprints: { type: "object", additionalProperties: text },
                fixes: list(
                  object(
                    {
                      description: message,
                      artifactChanges: list(
                        object(
                          {
                            artifactLocation: artifact,
                            replacements: list(
                              object({ deletedRegion: region, insertedContent: object({ text }) }, ["deletedRegion"]),
                              1,
                            ),
                          },
                          ["artifactLocation", "replacements"],
                        ),
                        1,
                      ),
                    },
                    ["artifactChanges"],
                  ),
                ),
              },
              ["message"],
            ),
          ),
        },
        ["tool"],
      ),
    ),
  },
  ["version", "runs"],
);

const validate = new Ajv({ allErrors: true }).compile(schema);

interface Log {
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    results: {
      ruleIndex: number;
      level: string;
      locations: { physicalLocation: { artifactLocation: object; region: object } }[];
      partialFingerprints: Record<string, string>;
      fixes?: object[];
    }[];
  }[];
}

const logOf = (findings: Parameters<typeof finding>[0][]): Log["runs"][0] => {
  const result = { unresolved: [], addons: [], files: 1, known: 0, gone: 0, findings: findings.map(finding) };
  const log = JSON.parse(sarifReport(result, RULES, "0.1.0")) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  const [run] = log.runs;
  if (run === undefined) throw new Error("no run");
  return run;
};

describe("the SARIF report", () => {
  it("is SARIF with and without findings, and describes the rules that found something", () => {
    expect(logOf([]).results).toEqual([]);
    const run = logOf([{ code: "structure-not-loaded" }, { severity: "hint" }]);
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(["component-without-name", "structure-not-loaded"]);
    expect(run.results.map(({ ruleIndex, level: said }) => [ruleIndex, said])).toEqual([
      [1, "error"],
      [0, "note"],
    ]);
  });

  it("names files relative to the sources, and escapes them", () => {
    const places = logOf([{ file: "./a b/ü#.py" }, { file: "/far/a.py" }]).results.map(
      ({ locations: [place] }) => place?.physicalLocation.artifactLocation,
    );
    expect(places).toEqual([{ uri: "a%20b/%C3%BC%23.py", uriBaseId: "SRCROOT" }, { uri: "file:///far/a.py" }]);
  });

  it("gives fixes, and a fingerprint that stays when lines move", () => {
    const fix = [{ file: "components/core.py", from: 10, to: 14, text: "x" }];
    const [one, moved] = logOf([{ fix }, { start: { line: 80, column: 7 }, end: { line: 80, column: 8 } }]).results;
    expect(one?.partialFingerprints).toEqual(moved?.partialFingerprints);
    expect(one?.fixes).toMatchObject([
      {
        artifactChanges: [
          {
            artifactLocation: { uri: "addons/demo/components/core.py" },
            replacements: [{ deletedRegion: { charOffset: 10, charLength: 4 }, insertedContent: { text: "x" } }],
          },
        ],
      },
    ]);
    expect(moved?.fixes).toBeUndefined();
  });
});
