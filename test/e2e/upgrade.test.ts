import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bin, needBuild, type Run, run, timesOf, treeOf, withFolder } from "./support.ts";

needBuild();

const ADDON = "shopify_connector";
const BACKEND = `${ADDON}/models/backend.py`;
const SPEC = `${ADDON}/connector.yaml`;

const oc = (folder: string, ...args: string[]): Promise<Run> => bin("odoo-connector", args, { cwd: folder });

/** A connector as an integrator has it: generated, then edited. */
async function generated(folder: string): Promise<void> {
  const { code } = await bin("init-connector", ["shopify", "--type", "ecommerce", "--path", folder, "--quiet"]);
  expect(code).toBe(0);
}

const edit = async (folder: string, path: string, change: (text: string) => string): Promise<void> => {
  const place = join(folder, path);
  const text = await readFile(place, "utf8");
  expect(change(text)).not.toBe(text);
  await writeFile(place, change(text));
};

const MINE = "\n    def my_own(self):\n        return 42\n";
/** A method of mine, and a spec that gives other texts in the same files. */
async function grown(folder: string): Promise<void> {
  await generated(folder);
  await appendFile(join(folder, BACKEND), MINE);
  await edit(folder, SPEC, (text) => text.replace("title: Shopify", "title: Corner Shop"));
}

/** What the spec's new title says, said otherwise by me in the same line. */
const clashing = (folder: string): Promise<void> =>
  edit(folder, `${ADDON}/__manifest__.py`, (text) => text.replace(/"name": ".*"/, '"name": "My Shop"'));

describe("upgrade", () => {
  it("merges edits with a changed spec, and has nothing to do the second time", () =>
    withFolder(async (folder) => {
      await grown(folder);
      const before = await treeOf(folder);
      const dry = await oc(folder, "upgrade", ADDON, "--dry-run", "--json", "--diff");
      expect(await treeOf(folder)).toEqual(before);
      const real = await oc(join(folder, ADDON, "models"), "upgrade", "--json");
      expect({ code: real.code, stderr: real.stderr }).toEqual({ code: 0, stderr: "" });
      interface Document {
        files: { path: string; action: string }[];
        diff?: string;
      }
      const [planned, done] = [JSON.parse(dry.stdout) as Document, JSON.parse(real.stdout) as Document];
      expect(done.files).toEqual(planned.files);
      expect(planned.diff).toContain("Corner Shop");
      expect(done.files).toContainEqual({ path: BACKEND, action: "merge" });
      const tree = await treeOf(folder);
      expect(tree[BACKEND]).toContain(MINE);
      expect(tree[`${ADDON}/__manifest__.py`]).toContain("Corner Shop");

      const times = await timesOf(folder);
      const again = await oc(folder, "upgrade", ADDON);
      expect(again).toEqual({ code: 0, stdout: `${ADDON} is up to date: nothing to do.\n`, stderr: "" });
      expect(await timesOf(folder)).toEqual(times);
    }));

  it("finds out the same by planning as without: a lock of another build is all that it writes", () =>
    withFolder(async (folder) => {
      await generated(folder);
      await appendFile(join(folder, BACKEND), MINE);
      const tree = await treeOf(folder);
      for (const addon of [ADDON, "generic_connector"]) {
        await edit(folder, `${addon}/.connector.lock.json`, (text) =>
          text.replace(/"build": "\w+"/, '"build": "other"'),
        );
      }
      const { code } = await oc(folder, "upgrade", ADDON);
      expect(code).toBe(0);
      expect(await treeOf(folder)).toEqual(tree);
    }));

  it("leaves deleted what was deleted, tells it once, and brings it back by --restore", () =>
    withFolder(async (folder) => {
      await generated(folder);
      const tree = await treeOf(folder);
      const gone = [BACKEND, `${ADDON}/CHANGELOG.md`, "generic_connector/auth.py"];
      for (const path of gone) await rm(join(folder, path));
      const status = await oc(folder, "status", ADDON);
      expect(status.code).toBe(0);
      expect(status.stdout).toContain("- models/backend.py  deleted");
      expect(status.stdout).toContain(`odoo-connector upgrade ${ADDON} --restore`);
      const told = await oc(folder, "upgrade", ADDON);
      expect(told).toMatchObject({ code: 0, stderr: "" });
      expect(told.stdout).toContain("= models/backend.py  deleted by you: it stays away");
      expect(told.stdout).toContain("= auth.py  deleted by you");
      for (let count = 0; count < 2; count++)
        expect((await oc(folder, "upgrade", ADDON)).stdout).toBe(`${ADDON} is up to date: nothing to do.\n`);
      await edit(folder, SPEC, (text) => text.replace("title: Shopify", "title: Corner Shop"));
      expect((await oc(folder, "upgrade", ADDON)).stdout).not.toContain("backend.py");
      expect(Object.keys(await treeOf(folder))).not.toContain(BACKEND);
      await edit(folder, SPEC, (text) => text.replace("title: Corner Shop", "title: Shopify"));
      const back = await oc(folder, "upgrade", ADDON, "--restore");
      expect(back.stdout).toContain("+ models/backend.py  restored");
      expect(await treeOf(folder)).toEqual(tree);
      expect((await oc(folder, "upgrade", ADDON, "--restore")).stdout).toContain("nothing to do");
    }));

  it("says nothing of files that are their owner's, edited, deleted or as they were", () =>
    withFolder(async (folder) => {
      await generated(folder);
      await edit(folder, `${ADDON}/CHANGELOG.md`, (text) => `${text}- mine\n`);
      await rm(join(folder, ADDON, "static/description/icon.png"));
      await edit(folder, SPEC, (text) => text.replace("title: Shopify", "title: Corner Shop"));
      const { code, stdout } = await oc(folder, "upgrade", ADDON);
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^.*files updated\n$/) as unknown,
      });
    }));

  it("writes conflicts between markers, exit 3, and goes on or back", () =>
    withFolder(async (folder) => {
      await grown(folder);
      await clashing(folder);
      const before = await treeOf(folder);
      const first = await oc(folder, "upgrade", ADDON);
      expect(first.code).toBe(3);
      expect(first.stdout).toContain("✗ __manifest__.py  edited by you, and the plan changed too");
      expect(first.stdout).toContain(`odoo-connector upgrade ${ADDON} --continue`);
      const manifest = join(folder, ADDON, "__manifest__.py");
      expect(await readFile(manifest, "utf8")).toMatch(
        /<<<<<<< yours\n.*My Shop.*\n=======\n.*Corner Shop.*\n>>>>>>> new\n/,
      );

      const status = await oc(folder, "status", ADDON);
      expect(status.code).toBe(1);
      expect(status.stdout).toMatch(/✗ __manifest__\.py:\d+ {2}in conflict/);
      for (const args of [
        ["upgrade", ADDON],
        ["upgrade", ADDON, "--continue"],
      ]) {
        expect((await oc(folder, ...args)).code).toBe(3);
      }
      const init = await bin("init-connector", ["shopify", "--path", folder]);
      expect({ code: init.code, stderr: init.stderr }).toMatchObject({
        code: 3,
        stderr: expect.stringContaining("--abort") as unknown,
      });

      expect((await oc(folder, "upgrade", ADDON, "--abort")).code).toBe(0);
      expect(await treeOf(folder)).toEqual(before);

      expect((await oc(folder, "upgrade", ADDON)).code).toBe(3);
      await writeFile(
        manifest,
        (await readFile(manifest, "utf8")).replace(/<<<<<<< yours\n(.*\n)=======\n.*\n>>>>>>> new\n/, "$1"),
      );
      const ended = await oc(folder, "upgrade", ADDON, "--continue");
      expect(ended).toEqual({ code: 0, stdout: `${ADDON} has no conflicts any more.\n`, stderr: "" });
      expect((await oc(folder, "status", ADDON)).code).toBe(0);
      expect((await oc(folder, "upgrade", ADDON)).stdout).toContain("nothing to do");
      expect((await oc(folder, "upgrade", ADDON, "--continue")).code).toBe(2);
    }));

  it.each([
    ["mine", 0, "My Shop"],
    ["new", 0, "Corner Shop"],
    ["fail", 3, "My Shop"],
  ])("settles conflicts by --on-conflict %s", (how, code, name) =>
    withFolder(async (folder) => {
      await grown(folder);
      await clashing(folder);
      const before = await treeOf(folder);
      expect((await oc(folder, "upgrade", ADDON, "--on-conflict", how)).code).toBe(code);
      const tree = await treeOf(folder);
      expect(tree[`${ADDON}/__manifest__.py`]).toContain(`"name": "${name}`);
      expect(tree[BACKEND]).toContain(MINE);
      if (code === 3) expect(tree).toEqual(before);
      else expect((await oc(folder, "upgrade", ADDON)).stdout).toContain("nothing to do");
    }),
  );

  it("stops before edits that git does not hold, and goes on by --force", () =>
    withFolder(async (folder) => {
      await generated(folder);
      const git = (...args: string[]): Promise<Run> =>
        run("git", ["-c", "user.name=A", "-c", "user.email=a@b.c", ...args], { cwd: folder });
      await git("init", "-q");
      await git("add", ".");
      await git("commit", "-qm", "generated");
      await appendFile(join(folder, BACKEND), MINE);
      await edit(folder, SPEC, (text) => text.replace("title: Shopify", "title: Corner Shop"));
      const before = await treeOf(join(folder, ADDON));
      const stopped = await oc(folder, "upgrade", ADDON);
      expect(stopped.code).toBe(3);
      expect(stopped.stderr).toContain("models/backend.py: holds edits that are not committed");
      expect(await treeOf(join(folder, ADDON))).toEqual(before);
      // A spec that is read and not written is no matter of it.
      expect(stopped.stderr).not.toContain("connector.yaml");
      await git("commit", "-qam", "mine");
      expect((await oc(folder, "upgrade", ADDON)).code).toBe(0);

      await edit(folder, SPEC, (text) => text.replace("title: Corner Shop", "title: Shop"));
      expect((await oc(folder, "upgrade", ADDON)).code).toBe(3);
      expect((await oc(folder, "upgrade", ADDON, "--force")).code).toBe(0);
      expect(await readFile(join(folder, BACKEND), "utf8")).toContain(MINE);
    }));

  it.each([
    [["upgrade"], "holds no connector.yaml, and neither do the folders above"],
    [["upgrade", "addons"], "did you mean addons/shopify_connector?"],
    [["upgrade", "nowhere"], "there is no such folder"],
    [["upgrade", "addons/shopify_connector", "--on-conflict", "mien"], "did you mean mine?"],
    [["upgrade", "addons/shopify_connector", "--abort"], "there is no merge to abort"],
    [["upgrade", "--abort", "--continue"], "--continue --abort: one of them, not both"],
    [["upgrade", "--abort", "--restore"], "--abort --restore: one of them, not both"],
    [["status", "addons/plain"], "holds no .connector.lock.json"],
    [["diff", "addons/plain"], "holds no .connector.lock.json"],
  ])("%j is refused with exit 2", (args, message) =>
    withFolder(async (folder) => {
      await mkdir(join(folder, "addons/shopify_connector"), { recursive: true });
      await mkdir(join(folder, "addons/plain"));
      const lock = JSON.stringify({ lock: 1, tool: "0.0.1", odoo: "19.0", files: {} });
      await writeFile(join(folder, "addons/shopify_connector/.connector.lock.json"), lock);
      await writeFile(join(folder, "addons/shopify_connector/connector.yaml"), "spec: 1\n");
      await writeFile(join(folder, "addons/plain/connector.yaml"), "spec: 1\n");
      const { code, stderr } = await oc(folder, ...args);
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) as unknown });
    }),
  );

  it("refuses a spec of another name, and an addon of a later version", () =>
    withFolder(async (folder) => {
      await generated(folder);
      const before = await treeOf(folder);
      await edit(folder, SPEC, (text) => text.replace("name: shopify", "name: corner"));
      const named = await oc(folder, "upgrade", ADDON);
      expect(named.code).toBe(2);
      expect(named.stderr).toContain("an addon keeps its name");
      await writeFile(join(folder, SPEC), before[SPEC] ?? "");
      await edit(folder, `${ADDON}/.connector.lock.json`, (text) => text.replace(/"tool": ".*"/, '"tool": "99.0.0"'));
      const late = await oc(folder, "upgrade", ADDON);
      expect(late.code).toBe(2);
      expect(late.stderr).toContain("update the tool");
    }));
});

describe("status and diff", () => {
  it("tell edited, foreign, missing and behind", () =>
    withFolder(async (folder) => {
      await generated(folder);
      const clean = await oc(folder, "status", ADDON);
      expect({ code: clean.code, stderr: clean.stderr }).toEqual({ code: 0, stderr: "" });
      expect((await oc(folder, "diff", ADDON)).stdout).toBe("");

      await appendFile(join(folder, BACKEND), MINE);
      await writeFile(join(folder, ADDON, "models/own.py"), "1\n");
      await mkdir(join(folder, ADDON, "models/__pycache__"));
      await writeFile(join(folder, ADDON, "models/__pycache__/own.pyc"), "1\n");
      // Edits are no fault.
      const edited = await oc(folder, "status", ADDON, "--json");
      expect(edited.code).toBe(0);
      const { addons } = JSON.parse(edited.stdout) as { addons: { files: { path: string; state: string }[] }[] };
      const states = addons.flatMap(({ files }) => files).filter(({ state }) => !/^(generated|yours)$/.test(state));
      expect(states).toEqual([
        { path: BACKEND, state: "edited" },
        { path: `${ADDON}/models/own.py`, state: "foreign" },
      ]);
      const diff = await oc(join(folder, ADDON, "models"), "diff");
      expect(diff.stdout).toContain(`+++ b/${BACKEND}`);
      expect(diff.stdout).toContain("+    def my_own(self):");
      // It is a patch from what was generated.
      await withFolder(async (other) => {
        await generated(other);
        await writeFile(join(other, "mine.patch"), diff.stdout);
        await run("git", ["init", "-q"], { cwd: other });
        expect(await run("git", ["apply", "mine.patch"], { cwd: other })).toMatchObject({ code: 0, stderr: "" });
        expect((await treeOf(other))[BACKEND]).toBe((await treeOf(folder))[BACKEND]);
      });

      await rm(join(folder, ADDON, "hooks.py"), { force: true });
      await edit(folder, SPEC, (text) => text.replace("title: Shopify", "title: Corner Shop"));
      const behind = await oc(folder, "status", ADDON);
      expect(behind.code).toBe(1);
      expect(behind.stdout).toContain("! connector.yaml was edited since");
      expect(behind.stdout).toContain("- hooks.py  deleted");
      const upgrade = await oc(folder, "diff", ADDON, "--upgrade");
      expect(upgrade.code).toBe(0);
      expect(upgrade.stdout).toContain("Corner Shop");
      // A deleted file is an edit.
      expect(upgrade.stdout).not.toContain("hooks.py");
      expect((await oc(folder, "diff", ADDON)).stdout).toContain("--- a/shopify_connector/hooks.py\n+++ /dev/null");
    }));

  it("tell of a base that is gone", () =>
    withFolder(async (folder) => {
      await generated(folder);
      await appendFile(join(folder, BACKEND), MINE);
      await rm(join(folder, ADDON, ".connector.base"));
      const status = await oc(folder, "status", ADDON);
      expect(status.code).toBe(1);
      expect(status.stdout).toContain(".connector.base is missing or does not fit");
      expect((await oc(folder, "diff", ADDON)).stderr).toContain("what was generated there is not known any more");
      expect((await oc(folder, "upgrade", ADDON)).code).toBe(0);
      expect((await oc(folder, "status", ADDON)).code).toBe(0);
      expect(await readFile(join(folder, BACKEND), "utf8")).toContain(MINE);
    }));
});
