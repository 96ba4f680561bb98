import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bin, needBuild, project, run, withFolder } from "./support.ts";

needBuild();

const ADDING = ["add-binding", "add-webhook", "add-export", "add-field", "add-auth"];
const NAMES = ["odoo-connector", "init-connector", ...ADDING, "remove-binding", "validate-connector"];

describe("the executables", () => {
  it.each(NAMES)("%s has help with its name, and a version", async (name) => {
    const help = await bin(name, ["--help"]);
    expect({ code: help.code, stderr: help.stderr }).toEqual({ code: 0, stderr: "" });
    expect(help.stdout).toContain(`Usage: ${name}`);
    const { version } = JSON.parse(await readFile(join(project, "package.json"), "utf8")) as { version: string };
    expect((await bin(name, ["--version"])).stdout).toBe(`${version}\n`);
  });

  it("say defaults in one style, and offer what they take", async () => {
    const helps = await Promise.all(
      [["init-connector"], ["mock"], ["lab", "up"], ["lab", "test"], ["spec", "check"], ["validate-connector"]].map(
        async (command) => (await bin("odoo-connector", [...command, "--help"])).stdout,
      ),
    );
    for (const help of helps) expect(help).not.toMatch(/; default:|default: "/);
    // A payment system can't be drafted.
    expect(helps[0]).not.toContain("payment");
  });

  it("show examples in their help", async () => {
    expect((await bin("odoo-connector", ["--help"])).stdout).toContain("Examples:");
    expect((await bin("init-connector", ["--help"])).stdout).toContain("Examples:");
    expect((await bin("validate-connector", ["--help"])).stdout).toContain("Examples:");
    expect((await bin("odoo-connector", ["lab", "--help"])).stdout).toContain("Examples:");
  });

  it("are found by npx inside the package", async () => {
    const { code, stdout } = await run("npx", ["--no", "--", "init-connector", "--help"], { cwd: project });
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: init-connector");
  });

  it.each(ADDING)("%s stands in no connector here: it says so, and exits 2", async (name) => {
    await withFolder(async (folder) => {
      const direct = await bin(name, ["customer"], { cwd: folder });
      expect(direct.code).toBe(2);
      expect(direct.stderr).toContain("holds no connector.yaml, and neither do the folders above");
      const below = await bin("odoo-connector", [name, "customer", "--json"], { cwd: folder });
      expect(below.code).toBe(2);
      expect(JSON.parse(below.stdout)).toMatchObject({ ok: false, exitCode: 2 });
    });
  });

  it("without a command prints the help and exits 2; an unknown one has a suggestion", async () => {
    expect((await bin("odoo-connector", [])).code).toBe(2);
    const unknown = await bin("odoo-connector", ["init-conector"]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("init-connector");
  });
});

describe("output", () => {
  it("has colours only where they are wanted", () =>
    withFolder(async (folder) => {
      const args = ["shopify", "--path", folder, "--dry-run"];
      const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined };
      const escape = "\u001b[";
      expect((await bin("init-connector", args, { env })).stdout).not.toContain(escape);
      const forced = { ...env, FORCE_COLOR: "1" };
      expect((await bin("init-connector", args, { env: forced })).stdout).toContain(escape);
      expect((await bin("init-connector", [...args, "--no-color"], { env: forced })).stdout).not.toContain(escape);
      expect((await bin("init-connector", args, { env: { ...env, NO_COLOR: "1" } })).stdout).not.toContain(escape);
      expect((await bin("init-connector", ["Bad"], { env: forced })).stderr).toContain(escape);
    }));

  it("is silent with --quiet, but for errors", () =>
    withFolder(async (folder) => {
      expect(await bin("init-connector", ["shopify", "--path", folder, "-q"])).toEqual({
        code: 0,
        stdout: "",
        stderr: "",
      });
      const failed = await bin("init-connector", ["shopify", "--odoo", "1", "-q"]);
      expect(failed).toMatchObject({ code: 2, stdout: "" });
      expect(failed.stderr).not.toBe("");
    }));

  it("tells a bug of ours in one line, and its place with --debug", () =>
    withFolder(async (folder) => {
      // A platform without the module that formats Python: nothing that a user could have done.
      const broken = join(folder, "broken.cjs");
      await writeFile(
        broken,
        `const m = require("node:module"); const r = m._resolveFilename;
         m._resolveFilename = (name, ...a) => { if (/ruff/.test(name)) throw new Error("no formatter\\nsecond line"); return r(name, ...a); };`,
      );
      const env = { ...process.env, NODE_OPTIONS: `--require ${broken}` };
      const plain = await bin("init-connector", ["shopify", "--path", join(folder, "a")], { env });
      expect(plain.code).toBe(70);
      expect(plain.stdout).toBe("");
      expect(plain.stderr.trimEnd().split("\n")).toEqual([
        "error: internal error: no formatter",
        "  this is a bug of the tool: run with --debug for its place",
      ]);
      const debug = await bin("init-connector", ["shopify", "--path", join(folder, "a"), "--debug"], { env });
      expect(debug.code).toBe(70);
      expect(debug.stderr).toMatch(/\n {4}at /);
      const json = await bin("init-connector", ["shopify", "--path", join(folder, "a"), "--json"], { env });
      expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, exitCode: 70 });
    }));

  it("tells what the disk refuses with its place, not as a bug", () =>
    withFolder(async (folder) => {
      const far = join(folder, "p".repeat(300));
      const { code, stderr } = await bin("init-connector", ["shopify", "--path", far]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error: \S+: a path is too long for this file system \(ENAMETOOLONG\)\n$/);
      const empty = await bin("init-connector", ["shopify", "--path", "", "--dry-run"], { cwd: folder });
      expect({ code: empty.code, stderr: empty.stderr }).toEqual({
        code: 2,
        stderr: "error: --path: names no folder\n",
      });
    }));

  it("comes back from a folder that takes no entry", async () => {
    const { code, stderr } = await bin("init-connector", ["shopify", "--path", "/proc/x"]);
    expect(code).toBe(2);
    expect(stderr).toContain("nothing was changed");
  });

  it("lets nothing that it quotes steer the terminal", () =>
    withFolder(async (folder) => {
      const file = join(folder, "evil\u001b[2J\u202e.yaml");
      const { code, stderr } = await bin("init-connector", ["--spec", file]);
      expect(code).toBe(2);
      expect(stderr).toContain("evil\\u001b[2J\\u202e.yaml");
    }));

  it("survives a reader that stops reading", async () => {
    const { stderr } = await run("bash", [
      "-c",
      `${process.execPath} ${join(project, "bin/init-connector.js")} shopify --path /tmp/never --dry-run --diff | head -1`,
    ]);
    expect(stderr).toBe("");
  });
});
