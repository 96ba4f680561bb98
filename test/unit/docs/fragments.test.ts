/** The pages of docs/ and examples/ and the README: fragments of specs are valid, links lead somewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ConnectorError } from "../../../src/errors.ts";
import { loadSpec } from "../../../src/spec/load.ts";
import { assertRenderable } from "../../../src/spec/renderable.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import type { Spec } from "../../../src/spec/schema.ts";
import { checkSpec } from "../../../src/spec/check.ts";
import { indexOf } from "../spec/helpers.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  "examples/README.md",
  ...readdirSync(join(root, "examples"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `examples/${entry.name}/README.md`),
];
const textOf = (page: string): string => readFileSync(join(root, page), "utf8");

type Json = Readonly<Record<string, unknown>>;

/** What a fragment is put into: it need not repeat what it is not about. */
const BASE = {
  spec: 1,
  connector: { name: "acme", type: "crm" },
  system: {
    base_url: "https://{host}/api",
    fields: [
      { name: "host", required: true },
      { name: "api_key", secret: true },
    ],
    auth: { kind: "bearer", token: "{api_key}" },
    envelope: { list: "{plural}", item: null, request: null },
  },
  entities: [
    {
      name: "contact",
      model: "res.partner",
      endpoints: { list: "GET /contacts", get: "GET /contacts/{id}" },
      mapping: [{ odoo: "name", remote: "name" }],
    },
  ],
};

/** A whole spec stays what it is; of a fragment each key of `system` and each list takes the base's place. */
function completed(fragment: Json): Json {
  if ("spec" in fragment) return fragment;
  const { system, ...rest } = fragment as { system?: Json & { fields?: readonly unknown[] } };
  return {
    ...BASE,
    ...rest,
    system: { ...BASE.system, ...system, fields: [...BASE.system.fields, ...(system?.fields ?? [])] },
  };
}

interface Fragment {
  place: string;
  yaml: string;
  isRefused: boolean;
}

/** Fences marked `yaml spec`, and whole specs in any YAML fence. */
function fragmentsOf(page: string): Fragment[] {
  const text = textOf(page);
  return [...text.matchAll(/^```yaml([^\n]*)\n([\s\S]*?)^```$/gm)].flatMap(({ index, 1: info = "", 2: yaml = "" }) => {
    const words = info.trim().split(/\s+/);
    if (!words.includes("spec") && !/^spec: 1$/m.test(yaml)) return [];
    const line = text.slice(0, index).split("\n").length;
    return [{ place: `${page}:${line}`, yaml, isRefused: words.includes("refused") }];
  });
}

async function load(yaml: string, place: string): Promise<Spec> {
  return (await loadSpec(JSON.stringify(completed(parse(yaml) as Json)), place)).spec;
}

const fragments = pages.flatMap(fragmentsOf);

describe("fragments of specs in the pages", () => {
  it("are there", () => expect(fragments.length).toBeGreaterThan(10));

  it.each(fragments.filter(({ isRefused }) => !isRefused))("$place is valid and can be generated", async (fragment) => {
    const spec = await load(fragment.yaml, fragment.place);
    assertRenderable(spec);
    await checkSpec(resolveSpec(spec), "19.0", indexOf);
  });

  it.each(fragments.filter(({ isRefused }) => isRefused))("$place is valid, and refused by name", async (fragment) => {
    const spec = await load(fragment.yaml, fragment.place);
    let refusal: unknown;
    try {
      assertRenderable(spec);
    } catch (error) {
      refusal = error;
    }
    expect(refusal, "this version can generate it: say so on the page").toBeInstanceOf(ConnectorError);
    expect((refusal as ConnectorError).message).toContain("can't be generated yet");
  });
});

/** The anchor that a heading gets on the web: lower case, words joined by hyphens, no punctuation. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .trim()
    .replaceAll(" ", "-");

const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```$/gm, "");

describe("links in the pages", () => {
  it.each(pages)("%s leads to what is there", (page) => {
    const broken: string[] = [];
    for (const { 1: target = "" } of withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? join(root, page) : resolve(root, dirname(page), path);
      if (relative(root, file).startsWith("..") || !existsSync(file)) broken.push(target);
      else if (anchor !== undefined && file.endsWith(".md")) {
        const headings = [...withoutCode(readFileSync(file, "utf8")).matchAll(/^#+ (.+)$/gm)];
        if (!headings.some(({ 1: heading = "" }) => anchorOf(heading) === anchor)) broken.push(target);
      }
    }
    expect(broken).toEqual([]);
  });
});

describe("what pages name is there", () => {
  const sources = ["cli.ts", ...readdirSync(join(root, "src/commands")).map((name) => `commands/${name}`)]
    .map((name) => readFileSync(join(root, "src", name), "utf8"))
    .join("\n");

  it.each(pages)("%s: commands and options", (page) => {
    const lines = [...textOf(page).matchAll(/`([^`\n]+)`|^\$ (.+)$/gm)].map(
      ({ 1: code, 2: line }) => code ?? line ?? "",
    );
    const ours = lines.filter((line) => /^(?:npx )?(?:odoo-connector|init-connector|lab|spec|mock|--[a-z])/.test(line));
    const unknown = ours.flatMap((line) => [
      ...[...line.matchAll(/(?<=^|\s)--[a-z][a-z-]*/g)]
        .map(([option]) => option)
        .filter((option) => !new RegExp(`["\\s]${option}[ ",]`).test(sources)),
      ...[...line.matchAll(/(?:^|odoo-connector )(?:lab|spec) ([a-z]+)/g)]
        .map(({ 1: command = "" }) => command)
        .filter((command) => !sources.includes(`command("${command}")`)),
    ]);
    expect(unknown).toEqual([]);
  });

  it.each(pages)("%s: files", (page) => {
    const paths = [...textOf(page).matchAll(/`((?:src|test|docs|templates|scripts|data|schema)\/[\w./-]*)`/g)];
    const missing = paths.map(({ 1: path = "" }) => path).filter((path) => !/[A-Z]{4}/.test(path));
    expect(missing.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
