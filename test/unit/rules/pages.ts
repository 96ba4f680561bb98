/** The rules' pages: `docs/rules/CODE.md` and the index, made from the rules and their fixtures. */
import { join } from "node:path";
import { GROUPS, type Group, type Rule } from "../../../src/rules/rule.ts";
import { judgeFixture } from "./judge.ts";
import { type Fixture, readFixture } from "./support.ts";

const ABOUT: Readonly<Record<Group, string>> = {
  syntax: "Files that can't be read as what their name says",
  structure: "Files and folders",
  manifest: "The manifest",
  component: "Components of OCA's `component`",
  mapper: "Mappers",
  binding: "Bindings",
  backend: "Backends of our runtime",
  job: "Jobs of `queue_job`",
  cron: "Scheduled actions",
  access: "Access rights and record rules",
  secret: "Credentials",
  http: "Routes, webhooks and requests",
  model: "Models and fields",
  view: "Views, actions and menus",
  data: "Data files and XML ids",
  python: "Python",
  test: "Tests",
  suppression: "Comments that silence a rule",
};

/** @returns texts by path below `docs/rules/` */
export async function pagesOf(root: string, rules: readonly Rule[]): Promise<ReadonlyMap<string, string>> {
  const fixtures = join(root, "test/rules");
  const pages = new Map<string, string>([["README.md", indexOf(rules)]]);
  for (const rule of rules) {
    const invalid = readFixture(fixtures, rule.code, "invalid");
    const says = await saidOf(rule, invalid, rules);
    pages.set(`${rule.code}.md`, pageOf(rule, invalid, readFixture(fixtures, rule.code, "valid"), says));
  }
  return pages;
}

function indexOf(rules: readonly Rule[]): string {
  const parts = [
    "# Rules of `validate-connector`",
    "Made by `scripts/rules.mjs` from the rules in `src/rules/` and their fixtures in `test/rules/`. How the command is " +
      "used, configured and silenced: [validate.md](../validate.md).",
    `${rules.length} rules. An error fails or loses data; a warning will, one day; a hint is taste.`,
  ];
  for (const group of GROUPS) {
    const own = rules.filter((rule) => rule.group === group);
    if (own.length === 0) continue;
    parts.push(
      `## ${ABOUT[group]} (\`${group}\`)`,
      ["| rule | severity | what it finds |", "| --- | --- | --- |"]
        .concat(own.map(({ code, severity, title }) => `| [${code}](${code}.md) | ${severity} | ${cell(title)} |`))
        .join("\n"),
    );
  }
  return `${parts.join("\n\n")}\n`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** What the rule says about a fixture, a line for each finding. */
async function saidOf(rule: Rule, fixture: Fixture, rules: readonly Rule[]): Promise<string> {
  // Those about comments are found by what the other rules find.
  const asked = rule.group === "suppression" ? rules : [rule];
  const { findings } = await judgeFixture(fixture, asked);
  return findings
    .filter(({ code }) => code === rule.code)
    .map(({ path, start, severity, message, instead }) => {
      const line = `${path}:${start.line}:${start.column} ${severity}: ${message}`;
      return instead === rule.instead ? line : `${line}\n  ${instead}`;
    })
    .join("\n");
}

function pageOf(rule: Rule, invalid: Fixture, valid: Fixture, says: string): string {
  const parts = [`# ${rule.code}`, `${rule.title}.`, factsOf(rule), rule.why, "## Wrong", ...shown(invalid)];
  parts.push("What the tool says:", `\`\`\`text\n${says}\n\`\`\``, "## Right", rule.instead, ...shown(valid));
  return `${parts.join("\n\n")}\n`;
}

function factsOf({ group, severity, needs, versions }: Rule): string {
  const { from, until } = versions ?? {};
  const about =
    from !== undefined && until !== undefined
      ? `${from} to ${until}`
      : from !== undefined
        ? `${from} and later`
        : until !== undefined
          ? `${until} and before`
          : "all versions";
  return [
    `- Severity: ${severity}`,
    `- Group: \`${group}\``,
    `- Odoo: ${about}`,
    `- Asked of: ${needs === undefined ? "every addon" : `addons that depend on \`${needs}\``}`,
  ].join("\n");
}

const LANGUAGES: Readonly<Record<string, string>> = { py: "python", xml: "xml", csv: "csv", yaml: "yaml" };

/** The fixture's own files, and those that it does without. */
function shown({ own, removed }: Fixture): string[] {
  const missing = removed.map((path) => `Without \`${path}\`.`);
  return missing.concat(
    [...own].flatMap(([path, text]) => {
      // A fence must be longer than any in the text.
      const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
      const fence = "`".repeat(longest + 1);
      return [`\`${path}\``, `${fence}${LANGUAGES[path.replace(/^.*\./, "")] ?? "text"}\n${text.trimEnd()}\n${fence}`];
    }),
  );
}
