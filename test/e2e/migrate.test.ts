import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LINES, plantEdits, plantNewEdits } from "../fixtures/migrate.ts";
import { expectSound } from "../generated/sound.ts";
import { bin, needBuild, run, type Run, treeOf, withFolder } from "./support.ts";

needBuild();

const ADDON = "shopify_connector";
const VERSIONS = ["16.0", "17.0", "18.0", "19.0"] as const;

const oc = (folder: string, ...args: string[]): Promise<Run> => bin("odoo-connector", args, { cwd: folder });

async function generated(folder: string, odoo: string, ...args: string[]): Promise<void> {
  const what = args.length > 0 ? args : ["shopify", "--type", "ecommerce"];
  const { code, stderr } = await bin("init-connector", [...what, "--odoo", odoo, "--path", folder, "--quiet"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
}

describe("migrate, of what nobody edited", () => {
  it(
    "is the connector generated for the other version, byte for byte",
    () =>
      withFolder(async (folder) => {
        const trees = new Map<string, Record<string, string>>();
        for (const odoo of VERSIONS) {
          await generated(join(folder, odoo), odoo);
          trees.set(odoo, await treeOf(join(folder, odoo)));
        }
        for (const from of VERSIONS) {
          for (const to of VERSIONS) {
            if (from === to) continue;
            const moved = join(folder, `${from}-${to}`);
            await cp(join(folder, from), moved, { recursive: true });
            const { code, stderr } = await oc(moved, "migrate", "--to", to, ADDON, "--quiet");
            expect({ from, to, code, stderr }).toEqual({ from, to, code: 0, stderr: "" });
            expect(await treeOf(moved)).toEqual(trees.get(to));
          }
        }
      }),
    300_000,
  );

  it(
    "is the same for a drafted one, and back again",
    () =>
      withFolder(async (folder) => {
        const old = join(folder, "old");
        await generated(old, "16.0", "acme", "--type", "ecommerce", "--base-url", "https://acme.example");
        const before = await treeOf(old);
        const fresh = join(folder, "fresh");
        await generated(fresh, "19.0", "--spec", join(old, "acme_connector/connector.yaml"));
        expect((await oc(join(old, "acme_connector"), "migrate", "--to", "19.0", "--quiet")).code).toBe(0);
        expect(await treeOf(old)).toEqual(await treeOf(fresh));
        expect((await oc(join(old, "acme_connector"), "migrate", "--to", "16.0", "--quiet")).code).toBe(0);
        expect(await treeOf(old)).toEqual(before);
      }),
    300_000,
  );

  it("takes the configuration of the validator along", () =>
    withFolder(async (folder) => {
      const addons = join(folder, "addons");
      await generated(addons, "18.0", "acme", "--type", "crm", "--base-url", "https://acme.example");
      const lint = (folder: string, odoo: string): Promise<void> =>
        writeFile(join(folder, ".connector-lint.yaml"), `# ours\nodoo: '${odoo}' # the shop's\nselect: [all]\n`);
      const textOf = (folder: string): Promise<string> => readFile(join(folder, ".connector-lint.yaml"), "utf8");
      // Above the addons it is for others, too.
      await lint(folder, "18.0");
      const noted = await oc(addons, "migrate", "--to", "17.0", "acme_connector");
      expect(noted.stderr).toContain("note: ../.connector-lint.yaml says Odoo 18.0, and the validator judges by it");
      expect(await textOf(folder)).toContain("odoo: '18.0'");

      await lint(addons, "17");
      const dry = await oc(addons, "migrate", "--to", "16.0", "acme_connector", "--dry-run", "--diff");
      expect(dry.stdout).toContain("-odoo: '17' # the shop's\n+odoo: '16.0' # the shop's\n");
      expect(await textOf(addons)).toContain("'17'");
      const told = await oc(addons, "migrate", "--to", "16.0", "acme_connector");
      expect(told.stdout).toContain(".  1 file merged\n  ± .connector-lint.yaml  odoo: 16.0\n");
      expect(await textOf(addons)).toBe("# ours\nodoo: '16.0' # the shop's\nselect: [all]\n");

      await lint(join(addons, "acme_connector"), "18.0");
      await oc(addons, "migrate", "--to", "19.0", "acme_connector", "--quiet");
      // One that speaks of another version is meant otherwise.
      expect(await textOf(join(addons, "acme_connector"))).toContain("'18.0'");
      expect(await textOf(addons)).toContain("'16.0'");
    }));

  it("writes nothing for the same version, nor where the version is none", () =>
    withFolder(async (folder) => {
      await generated(folder, "19.0");
      const before = await treeOf(folder);
      const same = await oc(folder, "migrate", "--to", "19.0", ADDON);
      expect({ code: same.code, stdout: same.stdout.split("\n")[0] }).toEqual({
        code: 0,
        stdout: `${ADDON} is for Odoo 19.0 already.`,
      });
      for (const [args, message] of [
        [["--to", "19"], "did you mean 19.0?"],
        [["--to", "15.0"], "15.0"],
        [[], "--to"],
      ] as const) {
        const refused = await oc(folder, "migrate", ADDON, ...args);
        expect({ code: refused.code, stderr: refused.stderr }).toMatchObject({
          code: 2,
          stderr: expect.stringContaining(message) as unknown,
        });
      }
      expect(await treeOf(folder)).toEqual(before);
    }));

  it(
    "takes connectors that share the runtime together, and leaves none behind",
    () =>
      withFolder(async (folder) => {
        const old = join(folder, "old");
        await generated(old, "17.0");
        await generated(old, "17.0", "woocommerce", "--type", "ecommerce");
        const before = await treeOf(old);
        const refused = await oc(old, "migrate", "--to", "18.0", ADDON);
        expect(refused.code).toBe(2);
        expect(refused.stderr).toContain("woocommerce_connector: is for Odoo 17.0 and uses the same");
        expect(refused.stderr).toContain("migrate --to 18.0 shopify_connector woocommerce_connector");
        expect(await treeOf(old)).toEqual(before);

        const both = await oc(old, "migrate", "--to", "18.0", ADDON, "woocommerce_connector", "--json");
        expect(both.code).toBe(0);
        expect(JSON.parse(both.stdout)).toMatchObject({ from: "17.0", to: "18.0", odoo: "18.0", findings: [] });
        const fresh = join(folder, "fresh");
        await generated(fresh, "18.0");
        await generated(fresh, "18.0", "woocommerce", "--type", "ecommerce");
        expect(await treeOf(old)).toEqual(await treeOf(fresh));
      }),
    180_000,
  );
});

describe("migrate, of several connectors with conflicts", () => {
  const WOO = "woocommerce_connector";
  const CLASH = /^<{7} yours\n([^]*?)^={7}\n[^]*?^>{7} new\n/gm;
  /** One line says something else than what was generated, and something else again is planned there. */
  const clash = async (folder: string, addon: string): Promise<void> => {
    const place = join(folder, addon, "models/backend.py");
    const text = await readFile(place, "utf8");
    const edited = text.replace(/^( {4}_description = ).*$/m, '$1"Mine"');
    expect(edited).not.toBe(text);
    await writeFile(place, edited);
    const spec = join(folder, addon, "connector.yaml");
    await writeFile(spec, (await readFile(spec, "utf8")).replace(/^ {2}title: .*$/m, "  title: Another"));
  };

  it.each([
    ["in the first", [ADDON]],
    ["in the second", [WOO]],
    ["in both", [ADDON, WOO]],
  ])(
    "tells each of them, %s, what waits, and ends the merge from any of them",
    (_where, clashing) =>
      withFolder(async (folder) => {
        await generated(folder, "17.0", "shopify", "--type", "ecommerce", "--entities", "product", "--no-webhooks");
        await generated(
          folder,
          "17.0",
          "woocommerce",
          "--type",
          "ecommerce",
          "--entities",
          "category",
          "--no-webhooks",
        );
        for (const addon of clashing) await clash(folder, addon);
        const before = await treeOf(folder);
        const migrate = (): Promise<Run> => oc(folder, "migrate", "--to", "18.0", ADDON, WOO, "--force");
        expect((await migrate()).code).toBe(3);
        for (const addon of [ADDON, WOO]) {
          const status = await oc(folder, "status", addon);
          expect(status.code).toBe(1);
          expect(status.stdout).toContain("A merge waits: settle the conflicts");
          for (const one of clashing)
            expect(status.stdout).toMatch(
              one === addon ? /✗ models\/backend\.py:\d+/ : new RegExp(`✗ ${one}/models/backend\\.py:\\d+`),
            );
          // No other command goes on in either of them.
          const grown = await oc(folder, "add-auth", "basic", "--connector", addon, "--yes");
          expect({ code: grown.code, stderr: grown.stderr }).toMatchObject({
            code: 3,
            stderr: expect.stringContaining("upgrade --continue") as unknown,
          });
        }
        // What the second one was asked goes for both.
        expect((await oc(folder, "upgrade", WOO, "--continue")).code).toBe(3);
        expect((await oc(folder, "upgrade", WOO, "--abort")).code).toBe(0);
        expect(await treeOf(folder)).toEqual(before);

        expect((await migrate()).code).toBe(3);
        for (const addon of clashing) {
          const place = join(folder, addon, "models/backend.py");
          await writeFile(place, (await readFile(place, "utf8")).replace(CLASH, "$1"));
        }
        expect((await oc(folder, "upgrade", WOO, "--continue")).code).toBe(0);
        for (const addon of [ADDON, WOO]) {
          expect((await oc(folder, "status", addon)).code).toBe(0);
          expect((await oc(folder, "upgrade", addon)).stdout).toContain("nothing to do");
        }
        for (const addon of clashing)
          expect(await readFile(join(folder, addon, "models/backend.py"), "utf8")).toContain('_description = "Mine"');
        await expectSound(folder);
      }),
    120_000,
  );
});

describe("migrate, of what grew", () => {
  it("keeps the version that a removal gave it, and its migration", () =>
    withFolder(async (folder) => {
      await generated(folder, "16.0");
      expect((await oc(folder, "remove-binding", "fulfillment", "--connector", ADDON, "--yes", "--quiet")).code).toBe(
        0,
      );
      const script = `${ADDON}/migrations/16.0.1.0.1/post-migrate.py`;
      const before = await treeOf(folder);
      expect(before[script]).toBeDefined();
      expect((await oc(folder, "migrate", "--to", "19.0", ADDON, "--quiet")).code).toBe(0);
      const tree = await treeOf(folder);
      expect(tree[script]).toBe(before[script]);
      expect(tree[`${ADDON}/__manifest__.py`]).toContain('"version": "19.0.1.0.1"');
      expect((await oc(folder, "upgrade", ADDON)).stdout).toContain("nothing to do");
    }));
});

interface Document {
  exitCode: number;
  fixed: number;
  files: { path: string; action: string }[];
  findings: { code: string; path: string; start: { line: number; column: number }; message: string; instead: string }[];
}

describe("migrate, of what people edited", () => {
  const planted = async (folder: string, rest: boolean): Promise<Record<string, string>> => {
    await generated(folder, "16.0");
    await plantEdits(join(folder, ADDON), rest);
    return treeOf(folder);
  };
  const expectLines = (tree: Record<string, string>): void => {
    for (const [path, lines] of Object.entries(LINES))
      for (const line of lines) expect(tree[`${ADDON}/${path}`], path).toContain(line);
  };

  it.each(["17.0", "18.0", "19.0"])(
    "fixes what rules can fix: %s has nothing to find, and every line is there",
    (to) =>
      withFolder(async (folder) => {
        await planted(folder, false);
        const { code, stdout, stderr } = await oc(folder, "migrate", "--to", to, ADDON);
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        expect(stdout).toContain(`± models/own.py  fixed for Odoo ${to}: `);
        const tree = await treeOf(folder);
        expectLines(tree);
        expect(tree[`${ADDON}/__manifest__.py`]).toContain(`"version": "${to}.2.3.0"`);
        await expectSound(folder);
        // The one more time is none.
        expect((await oc(folder, "migrate", "--to", to, ADDON)).stdout).toContain("already");
        expect((await oc(folder, "upgrade", ADDON)).stdout).toContain("nothing to do");
        expect(await treeOf(folder)).toEqual(tree);
      }),
    180_000,
  );

  it(
    "lists what no rule can do, with its place, and is the same by steps",
    () =>
      withFolder(async (folder) => {
        const before = await planted(folder, true);
        const dry = await oc(folder, "migrate", "--to", "19.0", ADDON, "--dry-run", "--json");
        expect(await treeOf(folder)).toEqual(before);
        const stepped = join(folder, "stepped");
        await mkdir(stepped);
        for (const name of [ADDON, "generic_connector", "connector_base_backend"])
          await cp(join(folder, name), join(stepped, name), { recursive: true });

        const real = await oc(folder, "migrate", "--to", "19.0", ADDON, "--json");
        const [told, done] = [JSON.parse(dry.stdout) as Document, JSON.parse(real.stdout) as Document];
        expect({ ...told, dryRun: false }).toEqual(done);
        expect([dry.code, real.code]).toEqual([1, 1]);
        const own = (await readFile(join(folder, ADDON, "models/own.py"), "utf8")).split("\n");
        const places = done.findings.map(({ code, path, start }) => [
          code,
          path,
          own[start.line - 1]?.slice(start.column - 1),
        ]);
        expect(places).toEqual([
          ["model-unknown-field-used", "models/own.py", '"mobile", "!=", False)])'],
          ["model-deprecated-method", "models/own.py", 'read_group([], ["amount_total:sum"], ["partner_id"])'],
        ]);
        expect(done.fixed).toBeGreaterThan(20);
        const tree = await treeOf(folder);
        expectLines(tree);

        for (const to of ["17.0", "18.0", "19.0"])
          expect((await oc(stepped, "migrate", "--to", to, ADDON, "--quiet")).code).toBe(to === "19.0" ? 1 : 0);
        const byStep = await treeOf(stepped);
        for (const path of Object.keys(byStep)) expect(byStep[path], path).toBe(tree[path]);

        const text = await oc(join(folder, ADDON), "validate-connector", ".", "--severity", "warning");
        expect(text.stdout).toContain("mobile");
      }),
    300_000,
  );

  it(
    "goes to an older version and back: what rules have touched is what it was, to the last byte",
    () =>
      withFolder(async (folder) => {
        await generated(folder, "19.0");
        await plantNewEdits(join(folder, ADDON), false);
        await expectSound(folder);
        const before = await treeOf(folder);
        const down = await oc(folder, "migrate", "--to", "16.0", ADDON);
        expect({ code: down.code, stderr: down.stderr }).toEqual({ code: 0, stderr: "" });
        await expectSound(folder);
        const old = await treeOf(folder);
        expect(old[`${ADDON}/models/own.py`]).toContain("        if not self._check_recursion():\n");
        expect(old[`${ADDON}/models/own.py`]).toContain("    # per shop\n    _sql_constraints = [\n");
        expect(old[`${ADDON}/models/backend.py`]).toContain("        return self.env.user.groups_id\n");
        expect(old[`${ADDON}/controllers/own.py`]).toContain('type="json"');
        expect(old[`${ADDON}/views/own_views.xml`]).toContain(
          `<field name="code" attrs="{'readonly': [('state', '!=', 'draft')]}" />`,
        );
        expect(old[`${ADDON}/views/own_views.xml`]).toContain("<!-- my columns -->");
        expect((await oc(folder, "migrate", "--to", "19.0", ADDON)).code).toBe(0);
        expect(await treeOf(folder)).toEqual(before);
      }),
    180_000,
  );

  it(
    "lists what an older version has no word for, and leaves it as it is",
    () =>
      withFolder(async (folder) => {
        await generated(folder, "19.0");
        await plantNewEdits(join(folder, ADDON), true);
        const before = await treeOf(folder);
        const { code, stdout } = await oc(folder, "migrate", "--to", "16.0", ADDON, "--json");
        expect(code).toBe(1);
        const own = (await readFile(join(folder, ADDON, "models/own.py"), "utf8")).split("\n");
        const places = (JSON.parse(stdout) as Document).findings.map(({ code: rule, path, start }) => [
          rule,
          path,
          own[start.line - 1]?.slice(start.column - 1).split("(")[0],
        ]);
        expect(places).toEqual([
          ["model-removed-method", "models/own.py", "check_access"],
          ["model-removed-method", "models/own.py", "formatted_read_group"],
          ["python-env-translation", "models/own.py", "self.env._"],
        ]);
        expect((await oc(folder, "migrate", "--to", "19.0", ADDON)).code).toBe(0);
        expect(await treeOf(folder)).toEqual(before);
      }),
    180_000,
  );

  it(
    "writes conflicts between markers, judges the rest, and goes back",
    () =>
      withFolder(async (folder) => {
        await planted(folder, true);
        const hooks = join(folder, ADDON, "hooks.py");
        const text = await readFile(hooks, "utf8");
        await writeFile(
          hooks,
          text.replace("def uninstall_hook(cr, _registry):", "def uninstall_hook(cr, mine=None):"),
        );
        const before = await treeOf(folder);
        const failing = await oc(folder, "migrate", "--to", "19.0", ADDON, "--on-conflict", "fail");
        expect(failing.code).toBe(3);
        expect(await treeOf(folder)).toEqual(before);
        const marked = await oc(folder, "migrate", "--to", "19.0", ADDON);
        expect(marked.code).toBe(3);
        expect(marked.stdout).toContain("What is between markers was not judged");
        expect(marked.stdout).toContain("has no field mobile");
        expect(await readFile(hooks, "utf8")).toContain("<<<<<<< yours");
        expect((await oc(folder, "migrate", "--to", "19.0", ADDON)).code).toBe(3);
        expect((await oc(folder, "upgrade", ADDON, "--abort")).code).toBe(0);
        expect(await treeOf(folder)).toEqual(before);
      }),
    180_000,
  );

  it(
    "stops before edits and files of one's own that git does not hold",
    () =>
      withFolder(async (folder) => {
        await planted(folder, false);
        const git = (...args: string[]): Promise<Run> =>
          run("git", ["-c", "user.name=A", "-c", "user.email=a@b.c", ...args], { cwd: folder });
        await git("init", "-q");
        const before = await treeOf(join(folder, ADDON));
        const stopped = await oc(folder, "migrate", "--to", "19.0", ADDON);
        expect(stopped.code).toBe(3);
        expect(stopped.stderr).toContain("models/own.py: holds edits that are not committed");
        expect(await treeOf(join(folder, ADDON))).toEqual(before);
        await git("add", ".");
        await git("commit", "-qm", "all");
        expect((await oc(folder, "migrate", "--to", "19.0", ADDON)).code).toBe(0);
      }),
    180_000,
  );

  it(
    "prints a patch that git takes",
    () =>
      withFolder(async (folder) => {
        await planted(folder, true);
        const { stdout, stderr } = await oc(folder, "migrate", "--to", "19.0", ADDON, "--dry-run", "--diff");
        expect(stderr).toContain("has no field");
        await writeFile(join(folder, "moved.patch"), stdout);
        await run("git", ["init", "-q"], { cwd: folder });
        expect(await run("git", ["apply", "moved.patch"], { cwd: folder })).toMatchObject({ code: 0, stderr: "" });
        const patched = await treeOf(join(folder, ADDON));
        await run("git", ["apply", "-R", "moved.patch"], { cwd: folder });
        await oc(folder, "migrate", "--to", "19.0", ADDON, "--force");
        const moved = await treeOf(join(folder, ADDON));
        const records = [".connector.base", ".connector.lock.json"];
        for (const path of Object.keys(moved))
          if (!records.includes(path)) expect(patched[path], path).toBe(moved[path]);
      }),
    180_000,
  );
});
