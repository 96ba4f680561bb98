/**
 * What people could type, or write into a spec, to break out of what it is printed in: each is refused with its place and
 * nothing is written, or it gives an addon in which no rule finds anything.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { expectSoundTrees, treeBelow } from "../../generated/sound.ts";
import { typed } from "./typed.ts";

const TEXTS = {
  quotes: `Bob's "best" shop`,
  "three quotes": `"""; import os; os.abort(); """`,
  "three single quotes": `'''`,
  "a template's braces": "{{ constructor }} {{{x}}} {{#if x}} {{/if}}",
  "a template of Odoo": "{% if x %} <t t-esc='1'/> ${object.env}",
  percents: "100% %s %(name)s %d %%",
  braces: "{} {0} {name!r} }",
  backslashes: "C:\\new\\table\\N{BULLET}\\x0",
  "a backslash at the end": "back\\",
  elements: "<script>alert(1)</script> &amp; & </field></record> <!-- --> ]]>",
  "dashes of a comment": "-- --> -->",
  "letters of everywhere": "Łódź – 東京 🛒 שלום",
  "a turned direction": "safe\u202Egnp.exe",
  "what YAML reads": "# no: comment, *alias &anchor !!tag - [x] ? :",
  "what a spreadsheet reads": `=cmd|' /C calc'!A0,"x";@x`,
  "what reStructuredText reads": "`x`_ |sub| .. raw:: html ::",
  "300 characters": "long ".repeat(60).trim(),
  "two lines": "one\ntwo",
  "a line of code": "x\n    import os\n",
  "a null": "nu\u0000ll",
  "an escape sequence": "\u001b[31mred",
  "half of a pair": "\ud800",
  "a line separator": "a\u2028b",
  nothing: "",
  blanks: "   ",
} as const;

/** As far as the rows below change it. */
interface Spec {
  connector: Record<string, unknown>;
  system: { headers?: Record<string, string>; fields: Record<string, unknown>[] };
  entities: (Record<string, unknown> & { mapping: Record<string, unknown>[] })[];
  webhooks: Record<string, unknown>[];
}

interface Row {
  readonly run: readonly string[];
  /** Changes the spec that an addon is made from. */
  readonly change?: (spec: Spec) => void;
  /** Place and message of the refusal; undefined: an addon is made. */
  readonly refused?: RegExp;
}

const init = (...args: string[]): readonly string[] => ["init-connector", ...args];
const drafted = (name: string, ...more: string[]): readonly string[] =>
  init(name, "--type", "crm", "--base-url", "https://api.acme.example/v1", ...more);
const fromSpec = (change: (spec: Spec) => void, refused?: RegExp): Row => ({
  run: init("--spec", "SPEC"),
  change,
  ...(refused !== undefined && { refused }),
});

/** A text wherever people read one, and wherever a program compares one. */
const everywhere =
  (text: string, isLabel: boolean) =>
  ({ connector, system, entities, webhooks }: Spec): void => {
    const [contact, , lead] = entities;
    const [field] = system.fields;
    const [webhook] = webhooks;
    if (contact === undefined || lead === undefined || field === undefined || webhook === undefined)
      throw new Error("the draft has less than it had");
    if (isLabel) {
      connector.title = text;
      field.label = text;
      for (const entity of entities) entity.label = text;
    }
    connector.author = text;
    field.help = text;
    contact.values = { function: text };
    Object.assign(contact.mapping[11] ?? {}, { transform: { equals: text, else: "x" } });
    Object.assign(lead.mapping[1] ?? {}, { transform: { values: { [text]: "lead" }, default: "opportunity" } });
    webhook.topic = text;
  };

const rows: [string, Row][] = [];
const UNPRINTABLE = ["a null", "an escape sequence", "half of a pair"] as const;
/** Texts of one line: they can be labels. */
const LINES = Object.keys(TEXTS).filter(
  (says) =>
    !["two lines", "a line of code", "a line separator", "percents", ...UNPRINTABLE, "nothing", "blanks"].includes(
      says,
    ),
) as (keyof typeof TEXTS)[];
const MORE = ["two lines", "a line of code", "a line separator", "percents", "blanks"] as const;

for (const says of LINES) rows.push([`${says}, wherever a text stands`, fromSpec(everywhere(TEXTS[says], true))]);
for (const says of MORE) {
  rows.push([`${says}, wherever it may stand`, fromSpec(everywhere(TEXTS[says], false))]);
  rows.push([
    `${says} as a title`,
    fromSpec(({ connector }) => (connector.title = TEXTS[says]), /connector\.title: must /),
  ]);
}
for (const says of UNPRINTABLE) {
  rows.push([
    `${says} in a text`,
    fromSpec(everywhere(TEXTS[says], true), /spec\.yaml:1:\d+: connector\.title: .*U\+/),
  ]);
  rows.push([`${says} in an option`, { run: drafted("acme", "--author", TEXTS[says]), refused: /^error: --author: / }]);
  rows.push([
    `${says} as a topic`,
    { run: ["add-webhook", TEXTS[says], "--entity", "contact"], refused: /^error: TOPIC: .*U\+/ },
  ]);
}
for (const says of ["two lines", "letters of everywhere", "a template's braces"] as const) {
  rows.push([
    `${says} in a header`,
    fromSpec(({ system }) => (system.headers = { "X-Client": TEXTS[says] }), /system\.headers\.X-Client: /),
  ]);
}

// What becomes part of names, paths and addresses.
const NAMES: Readonly<Record<string, string>> = {
  "a way up": "../etc",
  "a path": "/etc/passwd",
  "a word of Python": "class",
  "a constant of Python": "None",
  "an argument of every method": "self",
  "upper case": "Customer",
  "letters of Germany": "größe",
  "letters of Japan": "顧客",
  "a blank": "a b",
  "a dash": "a-b",
  "an underscore first": "_a",
  "a digit first": "1a",
  braces: "{{x}}",
  "300 letters": "x".repeat(300),
  "a quote": "a'b",
  "a command": "$(id)",
  "the prototype": "__proto__",
  "a method of objects": "hasOwnProperty",
  "a model of Odoo": "res.partner",
  nothing: "",
};
for (const [says, name] of Object.entries(NAMES)) {
  const shown = new RegExp(
    `: (?:(?:connector|entity) name )?${JSON.stringify(name).replaceAll(/[$()[\]{}.\\]/g, "\\$&")} `,
  );
  rows.push([`a system called ${says}`, { run: drafted(name), refused: new RegExp(`^error: NAME${shown.source}`) }]);
  rows.push([
    `an entity called ${says}`,
    {
      run: ["add-binding", name, "--odoo-model", "project.task"],
      refused: new RegExp(`^error: ENTITY${shown.source}`),
    },
  ]);
  rows.push([
    `a field of the backend called ${says}`,
    fromSpec(({ system }) => system.fields.push({ name, type: "char" }), /^error: \S+spec\.yaml:1:\d+: system\.fields/),
  ]);
}
for (const name of ["base", "res", "ir", "queue_job", "acme_connector"])
  rows.push([`a system called ${name}`, { run: drafted(name), refused: /^error: NAME: / }]);
for (const name of ["account", "name", "constructor", "test"])
  rows.push([`a system called ${name}`, { run: drafted(name) }]);
for (const name of ["backend", "adapter", "all", "webhook", "sync", "connection", "menu"]) {
  const run = ["add-binding", name, "--odoo-model", "project.task"];
  rows.push([`an entity called ${name}`, { run, refused: /^error: ENTITY: entity name ".*" clashes with / }]);
}
for (const name of ["model", "record", "id", "env", "mapping", "constructor", "x".repeat(28)])
  rows.push([`an entity called ${name}`, { run: ["add-binding", name, "--odoo-model", "project.task"] }]);
for (const name of ["constructor", "tostring"]) {
  rows.push([
    `a table called ${name}`,
    fromSpec((spec) => Object.assign(spec, { tables: [{ name, model: "res.partner.industry" }] })),
  ]);
}
rows.push([
  "a binding that is called as a model of Odoo",
  {
    run: init(
      "account",
      "--type",
      "accounting",
      "--base-url",
      "https://api.acme.example",
      "--entities",
      "way:payment.method:export",
    ),
    refused: /account\.payment\.method/,
  },
]);

// Everything else that is typed.
const typedRows: [string, readonly string[], RegExp?][] = [
  [
    "no such model",
    ["add-binding", "ticket", "--odoo-model", "project.tsak"],
    /^error: --odoo-model: .*\n {2}did you mean project\.task\?/,
  ],
  [
    "a wizard as model",
    ["add-binding", "ticket", "--odoo-model", "base.module.upgrade"],
    /^error: --odoo-model: .*wizard/,
  ],
  [
    "a model of the machinery",
    ["add-binding", "ticket", "--odoo-model", "ir.cron"],
    /^error: --odoo-model: .*machinery/,
  ],
  ["an abstract model", ["add-binding", "ticket", "--odoo-model", "mail.thread"], /^error: --odoo-model: /],
  ["a template as model", ["add-binding", "ticket", "--odoo-model", "{{x}}"], /^error: --odoo-model: /],
  [
    "a way up as endpoint",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--endpoint", "../../tickets"],
    /^error: --endpoint: /,
  ],
  [
    "two slashes as endpoint",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--endpoint", "//evil.example/x"],
  ],
  [
    "an address as endpoint",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--endpoint", "https://evil.example/x"],
  ],
  [
    "braces as endpoint",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--endpoint", "/{{x}}"],
    /^error: --endpoint: /,
  ],
  [
    "two lines as endpoint",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--endpoint", "/a\nHost: b"],
    /^error: --endpoint: /,
  ],
  [
    "a quote in an endpoint",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--endpoint", "/a'b\"c"],
    /^error: --endpoint: /,
  ],
  [
    "no direction",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--direction", "sideways"],
    /^error: --direction: /,
  ],
  [
    "no fields",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--fields", ","],
    /^error: --fields: names no field/,
  ],
  [
    "a field that is none",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--fields", "name,nmae"],
    /^error: --fields: .*nmae/,
  ],
  [
    "code as a place",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--fields", "name:__import__('os')"],
    /^error: --fields: /,
  ],
  ["a template as a place", ["add-field", "contact", "ref", "--remote", "{{x}}"], /^error: --remote: /],
  ["a way up as a place", ["add-field", "contact", "ref:../x"], /^error: --remote: /],
  ["code as a transform", ["add-field", "contact", "ref", "--transform", "lambda: 1"], /^error: --transform: /],
  ["an anchor as a transform", ["add-field", "contact", "ref", "--transform", "&a [*a]"], /^error: --transform: /],
  ["an unknown field", ["add-field", "contact", "reff"], /^error: FIELD: .*\n {2}did you mean ref\?/],
  ["an attribute of records", ["add-field", "contact", "env"], /^error: FIELD: /],
  ["a field that is there", ["add-field", "contact", "name"], /connector\.yaml:\d+:9: name is there already/],
  ["no event", ["add-webhook", "contact.x", "--entity", "contact", "--event", "a b"], /^error: --event: /],
  ["a topic of nothing", ["add-webhook", "{{x}}", "--entity", "../contact"], /^error: --entity: /],
  [
    "a topic that is there",
    ["add-webhook", "contact.created", "--entity", "contact"],
    /connector\.yaml:\d+:5: the topic contact\.created is there already/,
  ],
  [
    "a topic that is named twice",
    ["add-webhook", "a.updated", "a.updated", "--entity", "contact"],
    /^error: TOPIC: a\.updated is named twice/,
  ],
  ["quotes in a topic", ["add-webhook", `a'b"c.updated`, "--entity", "contact"]],
  ["a template as a topic", ["add-webhook", "{{x}}", "--entity", "contact", "--event", "updated"]],
  ["an unknown model to export", ["add-export", "res.partnr"], /^error: MODEL: .*\n {2}did you mean res\.partner\?/],
  [
    "an export that is there",
    ["add-export", "res.partner"],
    /connector\.yaml:\d+:5: the export of res\.partner is there already/,
  ],
  ["an unknown way to authenticate", ["add-auth", "baerer"], /^error: KIND: .*\n {2}did you mean bearer\?/],
  [
    "the way that is there",
    ["add-auth", "header"],
    /connector\.yaml:\d+:\d+: requests can be made with header already/,
  ],
  ["a method of objects as a way to authenticate", ["add-auth", "constructor"], /^error: KIND: /],
  ["the prototype as a way to authenticate", ["add-auth", "__proto__"], /^error: KIND: /],
  [
    "the prototype as a type",
    init("acme", "--type", "__proto__", "--base-url", "https://a.example"),
    /^error: --type: /,
  ],
  ["the prototype as an entity", ["add-field", "__proto__", "ref"], /^error: ENTITY: /],
  ["the prototype as a model", ["add-export", "__proto__"], /^error: MODEL: /],
  [
    "a method of objects as a transform",
    ["add-field", "contact", "ref", "--transform", "constructor"],
    /^error: --transform: /,
  ],
  ["the prototype as a key", [...drafted("acme"), "--set", "__proto__.x=1"], /^error: --set /],
  ["a method of objects as a key", [...drafted("acme"), "--set", "constructor.x=1"], /^error: --set /],
  ["an option as a name", ["add-binding", "-rf"], /^error: unknown option '-rf'/],
  [
    "no folder",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--connector", ""],
    /^error: --connector: names no folder/,
  ],
  [
    "a folder that is not there",
    ["add-binding", "ticket", "--odoo-model", "project.task", "--connector", "/nowhere/../{{x}}"],
    /there is no such folder/,
  ],
];
for (const [says, run, refused] of typedRows) rows.push([says, { run, ...(refused !== undefined && { refused }) }]);

let folder = "";
let base = "";
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "odoo-connector-hostile-"));
  base = join(folder, "base");
  const made = await typed([...drafted("acme"), "--webhooks", "--path", base, "--quiet"]);
  expect(made).toEqual({ code: 0, stdout: "", stderr: "" });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("what people type and write", () => {
  it("is tried with more than a hundred rows of each kind", () => {
    const refused = rows.filter(([, { refused: place }]) => place !== undefined).length;
    expect(refused).toBeGreaterThan(100);
    expect(rows.length - refused).toBeGreaterThan(30);
    expect(new Set(rows.map(([says]) => says)).size).toBe(rows.length);
  });

  it.each(rows)("%s", async (_, { run, change, refused }) => {
    const root = join(folder, `row${count++}`);
    await mkdir(root);
    const isInit = run[0] === "init-connector";
    const addon = join(root, "acme_connector");
    if (!isInit) await cp(join(base, "acme_connector"), addon, { recursive: true });
    const place = join(folder, "spec.yaml");
    if (change !== undefined) {
      const spec = parse(await readFile(join(base, "acme_connector/connector.yaml"), "utf8")) as Spec;
      change(spec);
      await writeFile(place, JSON.stringify(spec));
    }
    const where = isInit ? ["--path", root, "--addons-path", base] : ["--connector", addon];
    const args = run.map((one) => (one === "SPEC" ? place : one));
    const before = await treeBelow(root);
    const done = await typed([...args, ...(run.includes("--connector") ? [] : where)]);
    if (refused !== undefined) {
      expect(done).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(refused) as string });
      expect(await treeBelow(root)).toEqual(before);
    } else {
      expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: "" });
      const names = await readdir(root);
      const trees = await Promise.all(names.map(async (name) => [name, await treeBelow(join(root, name))] as const));
      await expectSoundTrees("19.0", new Map(trees));
    }
    await rm(root, { recursive: true });
  });
});
