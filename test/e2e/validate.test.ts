import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { bin, needBuild, project, run, timesOf, treeOf, withFolder } from "./support.ts";

needBuild();

const NAMELESS = `from odoo.addons.component.core import Component


class DemoTools(Component):
    _collection = "demo.backend"
    _usage = "tools"
`;

/** A sound addon in a folder of its own, with a mistake where that is wanted. */
const withAddon = (work: (folder: string, addon: string) => Promise<void>, mistakes = ""): Promise<void> =>
  withFolder(async (folder) => {
    const addon = join(folder, "addons", "demo_connector");
    await cp(join(project, "test/rules/_base"), addon, { recursive: true });
    if (mistakes !== "") {
      await writeFile(join(addon, "components/tools.py"), mistakes);
      const init = join(addon, "components/__init__.py");
      await writeFile(init, `${await readFile(init, "utf8")}from . import tools\n`);
    }
    await work(folder, addon);
  });

const validate = (args: readonly string[], cwd: string) => bin("validate-connector", args, { cwd });

const SELECT = ["--select", "component,structure,suppression"];

describe("validate-connector", () => {
  it("finds nothing in a sound addon, and exits with 0", () =>
    withAddon(async (folder) => {
      const { code, stdout, stderr } = await validate(["addons"], folder);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/^Nothing found in 1 addon, \d+ files\n$/);
    }));

  it("tells what is wrong with place, caret, reason and page, and exits with 1", () =>
    withAddon(async (folder) => {
      const { code, stdout } = await validate(["addons/demo_connector", ...SELECT], folder);
      expect(code).toBe(1);
      expect(stdout).toContain(
        `addons/demo_connector/components/tools.py:4:7 error: component DemoTools has no _name [component-without-name]
  4 | class DemoTools(Component):
    |       ^^^^^^^^^
`,
      );
      expect(stdout).toContain("docs/rules/component-without-name.md");
      expect(stdout).toMatch(/\n1 error in 1 addon, \d+ files\n$/);
    }, NAMELESS));

  it("is a subcommand as well, and judges the addon of a file", () =>
    withAddon(async (folder) => {
      const file = "addons/demo_connector/components/binder.py";
      const { code, stdout } = await bin("odoo-connector", ["validate-connector", file, ...SELECT, "--json"], {
        cwd: folder,
      });
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ ok: false, findings: [{ code: "component-without-name" }] });
    }, NAMELESS));

  it("refuses wrong words with the right ones, and exits with 2", () =>
    withAddon(async (folder) => {
      const refused = async (...args: string[]): Promise<string> => {
        const { code, stdout, stderr } = await validate(args, folder);
        expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
        return stderr;
      };
      expect(await refused()).toContain("no addon is named");
      expect(await refused("nowhere")).toContain("nowhere: there is no such folder");
      expect(await refused("addons", "--select", "componnet")).toContain("did you mean component?");
      expect(await refused("addons", "--odoo", "12.0")).toContain("known versions: 16.0, 17.0, 18.0, 19.0");
      expect(await refused("addons", "--format", "xml")).toContain("--format: xml is none of text, json");
      expect(await refused("addons", "--format", "sarf")).toContain("did you mean sarif?");
      expect(await refused("addons", "--severity", "erorr")).toContain("did you mean error?");
      expect(await refused("addon")).toContain("did you mean addons?");
      expect(await refused("addons", "--addons-path", "addon")).toMatch(
        /--addons-path: .*addon: there is no such folder/,
      );
      expect(await refused("addons", "--index", "index.json")).toContain("index.json: there is no such file");
      expect(await refused("addons", "--selct", "job")).toContain("Did you mean --select?");
      expect(await refused("addons", "--max-warnings", "few")).toContain("few is no whole number");
      expect(await refused("addons", "--explain", "component-nameless")).toContain("no rule is called");
      await writeFile(join(folder, ".connector-lint.yaml"), "ignroe: [job]\n");
      expect(await refused("addons")).toContain(".connector-lint.yaml: ignroe: there is no key ignroe");
    }));

  it("reads the configuration above the addon", () =>
    withAddon(async (folder, addon) => {
      await writeFile(join(folder, "pyproject.toml"), '[tool.connector-lint.rules]\ncomponent-without-name = "hint"\n');
      const hint = await validate(["addons", ...SELECT], folder);
      expect(hint.code).toBe(0);
      expect(hint.stdout).toContain("hint: component DemoTools");
      // The nearest one counts.
      await writeFile(join(addon, ".connector-lint.yaml"), "ignore: [component-without-name]\n");
      expect((await validate(["addons", ...SELECT], folder)).stdout).toMatch(/^Nothing found/);
    }, NAMELESS));

  it("judges by another Odoo where that is asked for", () =>
    withAddon(async (folder) => {
      const { code, stdout } = await validate(["addons", "--odoo", "18"], folder);
      expect(code).toBe(1);
      expect(stdout).toContain("Odoo 18.0 refuses the version 19.0.1.0.0 [manifest-version]");
      expect(stdout).toContain("Odoo 18.0 has no models.Constraint [model-constraint-ignored]");
    }));

  it("checks the rest where a file can't be read", () =>
    withAddon(async (folder, addon) => {
      await writeFile(join(addon, "models/broken.py"), "def broken(:\n    pass\n");
      const { code, stdout } = await validate(["addons", "--severity", "error"], folder);
      expect(code).toBe(1);
      expect(stdout).toMatch(
        /models\/broken\.py:1:12 error: .*\[syntax-python\]\n {2}1 \| def broken\(:\n {4}\| {12}\^\n/,
      );
      expect(stdout).toContain("component DemoTools has no _name");
      expect(stdout).toMatch(/\n2 errors in 1 addon, \d+ files\n$/);
    }, NAMELESS));

  it("silences what a comment names, and tells of a comment that silences nothing", () =>
    withAddon(async (folder, addon) => {
      const file = join(addon, "components/tools.py");
      const comment = "# connector: ignore=component-without-name made by a decorator\n";
      await writeFile(file, NAMELESS.replace("class", `${comment}class`));
      expect((await validate(["addons"], folder)).stdout).toMatch(/^Nothing found/);
      await writeFile(file, `${comment}\n\n${NAMELESS}`);
      const { stdout } = await validate(["addons"], folder);
      expect(stdout).toContain("tools.py:1:1 warning: component-without-name finds nothing here to ignore");
      expect(stdout).toContain("component DemoTools has no _name");
    }, NAMELESS));

  it("counts by rule, and tells what could not be judged", () =>
    withAddon(async (folder, addon) => {
      const manifest = join(addon, "__manifest__.py");
      await writeFile(manifest, (await readFile(manifest, "utf8")).replace('"connector",', '"connector", "not_here",'));
      const model = join(addon, "models/res_partner.py");
      const field = '    colour_id = fields.Many2one("not.here")\n';
      await writeFile(model, (await readFile(model, "utf8")).replace(/( {4}backend_id = )/, `${field}$1`));
      const quiet = await validate(["addons", "--statistics"], folder);
      expect(quiet.code).toBe(1);
      expect(quiet.stdout).toMatch(/\n1 {2}component-without-name\n/);
      expect(quiet.stdout).not.toContain("not.here");
      const { stdout } = await validate(["addons", "--verbose"], folder);
      expect(stdout).toContain("Not judged, since something is not at hand:");
      expect(stdout).toMatch(/__manifest__\.py:\d+:\d+ what not_here brings: name its folder by --addons-path/);
      expect(stdout).toMatch(/res_partner\.py:\d+:\d+ .*not\.here.* \[model-unknown-comodel\]/);
      // What is at hand is judged.
      await mkdir(join(folder, "more", "not_here", "models"), { recursive: true });
      await writeFile(join(folder, "more/not_here/__manifest__.py"), '{"name": "Not Here", "version": "19.0.1.0.0"}\n');
      const read = await validate(["addons", "--addons-path", "more"], folder);
      expect(read.stdout).toContain("field colour_id points at not.here, which does not exist");
    }, NAMELESS));

  it("asks an index of somebody's own Odoo", () =>
    withAddon(async (folder, addon) => {
      const manifest = join(addon, "__manifest__.py");
      await writeFile(
        manifest,
        (await readFile(manifest, "utf8")).replace('"connector",', '"connector", "my_module",'),
      );
      const model = join(addon, "models/res_partner.py");
      const field = '    ticket_id = fields.Many2one("my.tickt")\n';
      await writeFile(model, (await readFile(model, "utf8")).replace(/( {4}backend_id = )/, `${field}$1`));
      const modules = Object.fromEntries(
        ["my_module", "mail", "web", "base_sparse_field", "connector", "component", "component_event", "queue_job"].map(
          (name) => [name, ["base"]],
        ),
      );
      const index = {
        ...{ odoo: "19.0", modules: { base: [], ...modules }, xmlids: {} },
        models: {
          "my.ticket": { modules: ["my_module"], fields: { name: { type: "char", modules: ["my_module"] } } },
          "res.partner": { modules: ["base"], fields: { name: { type: "char", modules: ["base"] } } },
        },
      };
      const args = ["addons", "--select", "model-unknown-comodel"];
      expect((await validate(args, folder)).stdout).toMatch(/^Nothing found/);
      await writeFile(join(folder, "index.json"), JSON.stringify(index));
      const { code, stdout } = await validate([...args, "--index", "index.json"], folder);
      expect(code).toBe(1);
      expect(stdout).toContain("field ticket_id points at my.tickt, which does not exist");
      expect(stdout).toContain("my.ticket");
      // The configuration names one, too; it is of one version.
      await writeFile(join(folder, ".connector-lint.yaml"), "index: index.json\n");
      expect((await validate(args, folder)).stdout).toBe(stdout);
      expect((await validate([...args, "--odoo", "18.0"], folder)).stderr).toContain(
        "the model index is of Odoo 19.0, and the addon is for 18.0",
      );
    }));

  it("explains a rule", async () => {
    const { code, stdout } = await validate(["--explain", "component-without-name"], project);
    expect(code).toBe(0);
    expect(stdout).toBe(await readFile(join(project, "docs/rules/component-without-name.md"), "utf8"));
  });

  it("speaks SARIF and GitHub's language", () =>
    withAddon(async (folder) => {
      const sarif = await validate(["addons", ...SELECT, "--format", "sarif"], folder);
      expect(sarif.code).toBe(1);
      expect(JSON.parse(sarif.stdout)).toMatchObject({
        version: "2.1.0",
        runs: [{ results: [{ ruleId: "component-without-name" }] }],
      });
      const github = await validate(["addons", ...SELECT, "--format", "github"], folder);
      expect(github.stdout).toMatch(/^::error file=addons\/demo_connector\/components\/tools\.py,line=4,/);
    }, NAMELESS));

  it("takes a list of paths from its input", () =>
    withAddon(async (folder) => {
      const tool = `${process.execPath} ${join(project, "bin/validate-connector.js")}`;
      const args = `--stdin-list ${SELECT.join(" ")}`;
      const one = await run("bash", ["-c", `echo addons/demo_connector/__init__.py | ${tool} ${args}`], {
        cwd: folder,
      });
      expect(one.code).toBe(1);
      const none = await run("bash", ["-c", `${tool} ${args} < /dev/null`], { cwd: folder });
      expect(none.code).toBe(0);
      // As version control lists what has changed: what is gone, and what is none of an addon.
      const list = "addons/demo_connector/models/gone.py\\nREADME.md";
      const changed = await run("bash", ["-c", `printf '${list}' | ${tool} ${args}`], { cwd: folder });
      expect(changed.stdout).toContain("component DemoTools has no _name");
    }, NAMELESS));

  it("counts warnings against a limit", () =>
    withAddon(async (folder, addon) => {
      const file = join(addon, "components/binder.py");
      await writeFile(file, `${await readFile(file, "utf8")}# connector: ignore-file=component-without-name why\n`);
      expect((await validate(["addons", ...SELECT], folder)).code).toBe(1);
      expect((await validate(["addons", ...SELECT, "--max-warnings", "0"], folder)).code).toBe(1);
      expect((await validate(["addons", ...SELECT, "--max-warnings", "1"], folder)).code).toBe(0);
      expect((await validate(["addons", ...SELECT, "--severity", "error"], folder)).code).toBe(0);
    }));
});

describe("a baseline", () => {
  it("is written, and knows what it lists when lines have moved", () =>
    withAddon(async (folder, addon) => {
      const known = ["--baseline", "known.json"];
      const written = await validate(["addons", ...SELECT, ...known, "--write-baseline"], folder);
      expect(written).toMatchObject({ code: 0, stdout: "1 finding in known.json\n" });
      await writeFile(join(addon, "components/tools.py"), `# A line more.\n${NAMELESS}`);
      const moved = await validate(["addons", ...SELECT, ...known], folder);
      expect(moved.code).toBe(0);
      expect(moved.stdout).toContain("1 known by the baseline");
      await writeFile(join(addon, "components/tools.py"), `${NAMELESS}\n\nclass Other(Component):\n    _usage = "x"\n`);
      const more = await validate(["addons", ...SELECT, ...known], folder);
      expect(more.code).toBe(1);
      expect(more.stdout).toContain("component Other has no _name");
      expect(more.stdout).not.toContain("component DemoTools");
    }, NAMELESS));

  it("is named by the configuration, too", () =>
    withAddon(async (folder) => {
      await writeFile(join(folder, ".connector-lint.yaml"), "baseline: known.json\n");
      expect((await validate(["addons", ...SELECT], folder)).stderr).toContain("there is no such baseline");
      expect((await validate(["addons", ...SELECT, "--write-baseline"], folder)).code).toBe(0);
      expect((await validate([".", ...SELECT], join(folder, "addons"))).code).toBe(0);
    }, NAMELESS));
});

describe("fixes", () => {
  const UNUSED = `${NAMELESS.replace("    _usage", '    _name = "demo.tools"\n    _usage')}
# connector: ignore-file=component-without-name it was needed once
`;

  it("are shown as a diff that git applies, and nothing is written", () =>
    withAddon(async (folder, addon) => {
      const before = await treeOf(folder);
      const { code, stdout, stderr } = await validate(["addons", ...SELECT, "--diff"], folder);
      expect(code).toBe(1);
      expect(stdout).toContain("-# connector: ignore-file=component-without-name it was needed once\n");
      expect(stderr).toContain("1 can be fixed in 1 file");
      expect(await treeOf(folder)).toEqual(before);
      await writeFile(join(folder, "a.patch"), stdout.slice(0, stdout.indexOf("\n\n") + 1));
      const applied = await run("git", ["apply", "--unsafe-paths", "a.patch"], { cwd: folder });
      expect(applied.stderr).toBe("");
      expect(await readFile(join(addon, "components/tools.py"), "utf8")).not.toContain("connector:");
    }, UNUSED));

  it("are written, and a second run has nothing to do", () =>
    withAddon(async (folder, addon) => {
      const fixed = await validate(["addons", ...SELECT, "--fix"], folder);
      expect(fixed.code).toBe(0);
      expect(fixed.stderr).toContain("1 fixed in 1 file");
      expect(await readFile(join(addon, "components/tools.py"), "utf8")).toBe(UNUSED.replace(/# connector:.*\n/, ""));
      const times = await timesOf(folder);
      expect(await validate(["addons", ...SELECT, "--fix"], folder)).toMatchObject({ code: 0, stderr: "" });
      expect(await timesOf(folder)).toEqual(times);
    }, UNUSED));
});

describe("the cache", () => {
  /** Fails where any reader is loaded: what is kept must do without. */
  const without = async (folder: string): Promise<NodeJS.ProcessEnv> => {
    const guard = join(folder, "guard.cjs");
    await writeFile(
      guard,
      `const m = require("node:module"); const l = m._load;
       m._load = (r, ...a) => { if (/ruff|worker_threads/.test(r)) throw new Error("loaded " + r); return l(r, ...a); };
       const zlib = require("node:zlib"); zlib.brotliDecompressSync = () => { throw new Error("index read"); };`,
    );
    return { ...process.env, NODE_OPTIONS: `--require ${guard}` };
  };

  it("keeps results, which hold until something that they depend on changes", () =>
    withAddon(async (folder, addon) => {
      const manifest = join(addon, "__manifest__.py");
      await writeFile(
        manifest,
        (await readFile(manifest, "utf8")).replace('"connector",', '"connector", "demo_extra",'),
      );
      const args = ["addons/demo_connector", ...SELECT, "--cache"];
      const first = await validate(args, folder);
      expect(first.code).toBe(1);
      const env = await without(folder);
      expect(await bin("validate-connector", args, { cwd: folder, env })).toEqual(first);
      // The guard is one: without the kept result it fails.
      await rm(join(folder, ".connector-lint-cache"), { recursive: true });
      expect((await bin("validate-connector", args, { cwd: folder, env })).code).toBe(70);
      await validate(args, folder);
      await writeFile(join(addon, "components/tools.py"), NAMELESS.replace("_usage", "_name"));
      expect((await validate(args, folder)).code).toBe(0);
      // Other options, other results.
      expect((await validate([...args, "--ignore", "component"], folder)).code).toBe(0);
      // An addon that it needs and that was missing.
      await mkdir(join(folder, "addons", "demo_extra"));
      await writeFile(join(folder, "addons", "demo_extra", "__manifest__.py"), "{'version': '19.0.1.0.0'}\n");
      expect((await bin("validate-connector", args, { cwd: folder, env })).code).toBe(70);
    }, NAMELESS));

  it("survives what was cut off while it was written", () =>
    withAddon(async (folder) => {
      const args = ["addons", ...SELECT, "--cache=kept"];
      const first = await validate(args, folder);
      const [file = ""] = Object.keys(await treeOf(join(folder, "kept"))).filter((name) => name.endsWith(".json"));
      await writeFile(join(folder, "kept", file), '{"inputs": [["/');
      expect(await validate(args, folder)).toEqual(first);
    }, NAMELESS));
});

describe("what the repository offers to others", () => {
  it("is a hook that gets along with every file of a commit", () =>
    withAddon(async (folder) => {
      const hooks = parse(await readFile(join(project, ".pre-commit-hooks.yaml"), "utf8")) as { entry: string }[];
      const { bin: executables } = JSON.parse(await readFile(join(project, "package.json"), "utf8")) as {
        bin: Record<string, string>;
      };
      const program = executables[hooks[0]?.entry ?? ""] ?? "";
      await writeFile(join(folder, "setup.py"), "import setuptools\n");
      const hook = (...files: string[]) => run(process.execPath, [join(project, program), ...files], { cwd: folder });
      expect(await hook("setup.py")).toMatchObject({ code: 0, stdout: "Nothing found in 0 addons, 0 files\n" });
      const { code, stdout } = await hook("setup.py", "addons/demo_connector/components/tools.py");
      expect(code).toBe(1);
      expect(stdout).toContain("component DemoTools has no _name");
    }, NAMELESS));

  it("is an action that takes paths, options and a file to write to", () =>
    withAddon(async (folder) => {
      const action = parse(await readFile(join(project, "action.yml"), "utf8")) as {
        inputs: Record<string, { default?: string }>;
        runs: { steps: { name?: string; run?: string; env?: Record<string, string> }[] };
      };
      const step = action.runs.steps.find(({ name }) => name === "Validate");
      const act = (inputs: Record<string, string>) => {
        const env: Record<string, string> = { GITHUB_ACTION_PATH: project };
        for (const [name, value] of Object.entries(step?.env ?? {})) {
          env[name] = value.replace(
            /\$\{\{ inputs\.(\w+) \}\}/,
            (_, input: string) => inputs[input] ?? action.inputs[input]?.default ?? "",
          );
        }
        return run("bash", ["-e", "-c", step?.run ?? "exit 9"], { cwd: folder, env: { ...process.env, ...env } });
      };
      const noted = await act({});
      expect(noted.code).toBe(1);
      expect(noted.stdout).toMatch(/^::error file=addons\/demo_connector\/components\/tools\.py,line=4,/);
      const passed = await act({ paths: "addons addons/demo_connector", args: "--ignore component --odoo 19.0" });
      expect(passed).toMatchObject({ code: 0 });
      const sarif = await act({ format: "sarif", output: "found.sarif", paths: "addons" });
      expect(sarif).toMatchObject({ code: 1, stdout: "" });
      expect(JSON.parse(await readFile(join(folder, "found.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
    }, NAMELESS));
});

describe("many addons", () => {
  it("are judged in threads with the same result", () =>
    withAddon(async (folder, addon) => {
      for (let number = 0; number < 30; number += 1) {
        await cp(addon, join(folder, "many", `demo_${number}`), { recursive: true });
      }
      const { code, stdout } = await validate(["many", ...SELECT, "--json"], folder);
      expect(code).toBe(1);
      const { findings, addons } = JSON.parse(stdout) as { findings: { file: string }[]; addons: { path: string }[] };
      expect(addons).toHaveLength(30);
      const files = addons.map(({ path }) => `${path}/components/tools.py`);
      expect(findings.map(({ file }) => file)).toEqual(files);
      expect([...files].sort()).toEqual(files);
    }, NAMELESS));
});

describe("the API", () => {
  it("is found by the package's name", async () => {
    const script = `import { validate } from "odoo-connector";
      const { findings, addons } = await validate({ paths: ["test/rules/_base"], select: ["component"] });
      console.log(JSON.stringify({ findings, addons }));`;
    const { code, stdout, stderr } = await run(process.execPath, ["--input-type=module", "-e", script], {
      cwd: project,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      findings: [],
      addons: [{ name: "_base", path: "test/rules/_base", odoo: "19.0" }],
    });
  });
});
