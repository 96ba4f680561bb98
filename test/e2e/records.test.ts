/** The two records of a connector (lock and base) as people, disks and merges leave them: nothing of the user's is lost. */
import { appendFile, cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { expectSound } from "../generated/sound.ts";
import { bin, needBuild, type Run, run, treeOf, withFolder } from "./support.ts";

needBuild();

const ADDON = "shopify_connector";
const BACKEND = `${ADDON}/models/backend.py`;
const SPEC = `${ADDON}/connector.yaml`;
const LOCK = `${ADDON}/.connector.lock.json`;
const BASE = `${ADDON}/.connector.base`;
const MINE = "\n    def my_own(self):\n        return 42\n";

const oc = (folder: string, ...args: string[]): Promise<Run> => bin("odoo-connector", args, { cwd: folder });
const grow = (folder: string, command: string, ...args: string[]): Promise<Run> =>
  oc(folder, command, ...args, "--connector", ADDON, "--yes");

/** In a folder of its own: a connector with an edit of the user. */
const withEdited = (work: (folder: string) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    const args = ["shopify", "--type", "ecommerce", "--entities", "product", "--no-webhooks", "--yes", "--quiet"];
    expect((await bin("init-connector", [...args, "--path", folder])).code).toBe(0);
    await appendFile(join(folder, BACKEND), MINE);
    await work(folder);
  });

const change = async (folder: string, path: string, how: (text: string) => string): Promise<void> => {
  const text = await readFile(join(folder, path), "utf8");
  expect(how(text)).not.toBe(text);
  await writeFile(join(folder, path), how(text));
};

type Break = (folder: string) => Promise<unknown>;
const locked = (how: (lock: Record<string, unknown>) => unknown): Break => {
  return (folder) => change(folder, LOCK, (text) => JSON.stringify(how(JSON.parse(text) as Record<string, unknown>)));
};

const REMAKE = "make both anew with init-connector in another folder";

const BROKEN: readonly (readonly [what: string, how: Break, message: string, hint: string])[] = [
  ["gone", (folder) => rm(join(folder, LOCK)), "holds no .connector.lock.json", REMAKE],
  ["cut off", (folder) => change(folder, LOCK, (text) => text.slice(0, 500)), "it holds no JSON", REMAKE],
  ["empty", (folder) => writeFile(join(folder, LOCK), ""), "it holds no JSON", REMAKE],
  ["a list", (folder) => writeFile(join(folder, LOCK), "[]\n"), "is no lock file of this tool", REMAKE],
  ["of no version of Odoo", locked(({ odoo: _, ...lock }) => lock), "is no lock file of this tool", REMAKE],
  ["of a newer tool", locked((lock) => ({ ...lock, tool: "99.0.0" })), "written by version 99.0.0", "update the tool"],
  ["of a newer kind", locked((lock) => ({ ...lock, lock: 2 })), "later version of this tool", "update the tool"],
  [
    "with the markers of git",
    (folder) =>
      change(folder, LOCK, (text) => text.replace(/( {2}"spec".*\n)/, "<<<<<<< HEAD\n$1=======\n$1>>>>>>> x\n")),
    "holds the markers of a merge of two branches",
    "git checkout --ours .connector.lock.json .connector.base",
  ],
];

describe.each(BROKEN)("a lock that is %s", (_what, how, message, hint) => {
  it("stops every command that grows, says what to do, and nothing is touched", () =>
    withEdited(async (folder) => {
      await how(folder);
      const before = await treeOf(folder);
      const commands = [
        () => oc(folder, "upgrade", ADDON),
        () => oc(folder, "upgrade", ADDON, "--force", "--on-conflict", "new"),
        () => oc(folder, "migrate", "--to", "18.0", ADDON),
        () => grow(folder, "add-binding", "customer"),
        () => grow(folder, "add-field", "product", "barcode"),
        () => grow(folder, "add-export", "product.template"),
        () => grow(folder, "add-webhook", "products/update"),
        () => grow(folder, "add-auth", "basic"),
        () => grow(folder, "remove-binding", "product"),
      ];
      for (const command of commands) {
        const { code, stderr } = await command();
        expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) as unknown });
        expect(stderr).toContain(hint);
      }
      expect(await treeOf(folder)).toEqual(before);
    }));
});

it("a lock for a version of Odoo that nobody knows stops whatever would plan", () =>
  withEdited(async (folder) => {
    await locked((lock) => ({ ...lock, odoo: "99.0" }))(folder);
    const before = await treeOf(folder);
    for (const command of [() => oc(folder, "upgrade", ADDON), () => grow(folder, "add-binding", "customer")]) {
      const { code, stderr } = await command();
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("99.0") as unknown });
    }
    expect(await treeOf(folder)).toEqual(before);
  }));

it("a lock that names what lies outside of its addon touches nothing there", () =>
  withEdited(async (folder) => {
    const outside = join(folder, "precious.txt");
    await writeFile(outside, "precious\n");
    const file = { sha256: "0", ownership: "generated" };
    await locked((lock) => ({ ...lock, files: { ...(lock.files as object), "../precious.txt": file } }))(folder);
    expect((await oc(folder, "upgrade", ADDON)).code).toBe(2);
    expect(await readFile(outside, "utf8")).toBe("precious\n");
  }));

describe.each<readonly [string, Break]>([
  ["gone", (folder) => rm(join(folder, BASE))],
  ["empty", (folder) => writeFile(join(folder, BASE), "")],
  ["no base", (folder) => writeFile(join(folder, BASE), "something else\n")],
  [
    "without a file",
    async (folder) => {
      const { base, files } = JSON.parse(brotliDecompressSync(await readFile(join(folder, BASE))).toString()) as {
        base: number;
        files: Record<string, string>;
      };
      const { "models/backend.py": backend, ...rest } = files;
      expect(backend).toBeDefined();
      await writeFile(join(folder, BASE), brotliCompressSync(JSON.stringify({ base, files: rest })));
    },
  ],
])("a base that is %s", (_what, how) => {
  it("is told, and what was edited stands beside what is new until somebody decides", () =>
    withEdited(async (folder) => {
      await how(folder);
      const before = await treeOf(folder);
      expect((await oc(folder, "status", ADDON)).stdout).toContain(".connector.base is missing or does not fit");
      const grown = await grow(folder, "add-binding", "customer");
      expect(grown.code).toBe(3);
      expect(grown.stdout + grown.stderr).toContain("cannot be merged this time, only compared");
      const text = await readFile(join(folder, BACKEND), "utf8");
      expect(text).toContain("<<<<<<< yours");
      expect(text).toContain(MINE);
      expect(text).toContain("sync_customers");
      expect((await oc(folder, "upgrade", ADDON, "--abort")).code).toBe(0);
      expect(await treeOf(folder)).toEqual(before);
      // Where the plan is what it was there is nothing to merge, and the base is made anew.
      expect((await oc(folder, "upgrade", ADDON)).code).toBe(0);
      expect((await oc(folder, "status", ADDON)).code).toBe(0);
      expect((await grow(folder, "add-binding", "customer")).code).toBe(0);
      expect(await readFile(join(folder, BACKEND), "utf8")).toContain(MINE);
      await expectSound(folder);
    }));
});

it("records that are lost are made anew in another folder, and tell the edits from what was generated", () =>
  withEdited(async (folder) => {
    const before = await treeOf(folder);
    for (const path of [LOCK, BASE]) await rm(join(folder, path));
    await withFolder(async (other) => {
      const spec = join(folder, SPEC);
      const init = await bin("init-connector", ["--spec", spec, "--odoo", "19.0", "--path", other, "--yes"]);
      expect({ code: init.code, stderr: init.stderr }).toEqual({ code: 0, stderr: "" });
      for (const path of [LOCK, BASE]) await cp(join(other, path), join(folder, path));
    });
    expect(await treeOf(folder)).toEqual(before);
    expect((await oc(folder, "status", ADDON)).stdout).toContain("~ models/backend.py  edited");
  }));

describe("two branches that both grew a connector", () => {
  const git = async (folder: string, ...args: string[]): Promise<Run> =>
    run("git", ["-c", "user.name=A", "-c", "user.email=a@b.c", ...args], { cwd: folder });

  /** Customers on one branch, inventory on the other, edits on both; `main` stands at the second, the merge has stopped. */
  async function merging(folder: string): Promise<void> {
    await git(folder, "init", "-q", "-b", "main");
    await git(folder, "add", "-A");
    await git(folder, "commit", "-qm", "generated, and mine");
    await git(folder, "checkout", "-qb", "other");
    expect((await grow(folder, "add-binding", "customer")).code).toBe(0);
    await appendFile(join(folder, `${ADDON}/components/adapter.py`), "\n    def my_other(self):\n        return 1\n");
    await change(folder, `${ADDON}/models/customer_binding.py`, (text) => `${text}# my customers\n`);
    await git(folder, "add", "-A");
    await git(folder, "commit", "-qm", "customers");
    await git(folder, "checkout", "-q", "main");
    expect((await grow(folder, "add-binding", "inventory")).code).toBe(0);
    await change(folder, `${ADDON}/models/product_binding.py`, (text) => `${text}# my products\n`);
    await git(folder, "add", "-A");
    await git(folder, "commit", "-qm", "inventory");
    expect((await git(folder, "merge", "other")).code).toBe(1);
  }

  const unmerged = async (folder: string): Promise<string[]> =>
    (await git(folder, "diff", "--name-only", "--diff-filter=U")).stdout.trim().split("\n");

  /** As the page on growing says: both sides of the spec, one side of the records and of what is generated. */
  async function settled(folder: string): Promise<void> {
    await change(folder, SPEC, (text) => text.replace(/^(?:<{7}|>{7}) .*\n|^={7}\n/gm, ""));
    const files = (await unmerged(folder)).filter((path) => path !== SPEC);
    expect(files).toEqual(expect.arrayContaining([LOCK, BASE]));
    await git(folder, "checkout", "--ours", "--", ...files);
    // The other branch has edited one of them: that is taken over by hand.
    expect(files).toContain(`${ADDON}/components/adapter.py`);
    await appendFile(join(folder, `${ADDON}/components/adapter.py`), "\n    def my_other(self):\n        return 1\n");
  }

  async function expectBoth(folder: string): Promise<void> {
    const tree = await treeOf(folder);
    expect(tree[BACKEND]).toContain(MINE);
    expect(tree[BACKEND]).toMatch(/sync_customers[^]*sync_inventory|sync_inventory[^]*sync_customers/);
    expect(tree[`${ADDON}/components/adapter.py`]).toContain("def my_other");
    expect(tree[`${ADDON}/models/customer_binding.py`]).toContain("# my customers");
    expect(tree[`${ADDON}/models/product_binding.py`]).toContain("# my products");
    await expectSound(folder);
    expect((await oc(folder, "status", ADDON)).code).toBe(0);
    expect((await oc(folder, "upgrade", ADDON, "--force")).stdout).toContain("nothing to do");
  }

  it("come together by an upgrade, once the spec is settled and one side of the records is taken", () =>
    withEdited(async (folder) => {
      await merging(folder);
      const stopped = await oc(folder, "upgrade", ADDON);
      expect(stopped.code).toBe(2);
      expect(stopped.stderr).toContain("git checkout --ours .connector.lock.json .connector.base");
      await settled(folder);
      const done = await oc(folder, "upgrade", ADDON, "--force", "--on-conflict", "mine");
      expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: "" });
      await expectBoth(folder);
    }));

  it("lose nothing where the records are of two sides", () =>
    withEdited(async (folder) => {
      await merging(folder);
      await settled(folder);
      await git(folder, "checkout", "--theirs", "--", LOCK);
      const done = await oc(folder, "upgrade", ADDON, "--force", "--on-conflict", "mine");
      expect(done.stdout + done.stderr).toContain(".connector.base does not fit .connector.lock.json");
      const tree = await treeOf(folder);
      expect(tree[BACKEND]).toContain(MINE);
      expect(tree[`${ADDON}/components/adapter.py`]).toContain("def my_other");
      expect(tree[`${ADDON}/models/customer_binding.py`]).toContain("# my customers");
      expect(tree[`${ADDON}/models/product_binding.py`]).toContain("# my products");
    }));

  it("are stopped where markers of git stand in what would be written", () =>
    withEdited(async (folder) => {
      await merging(folder);
      await settled(folder);
      await git(folder, "checkout", "-m", "--", BACKEND);
      const before = await treeOf(folder);
      const { code, stderr } = await oc(folder, "upgrade", ADDON, "--force");
      expect({ code, stderr }).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(
          /backend\.py: the marker of a conflict stands in line \d+: settle it first/,
        ) as unknown,
      });
      expect(await treeOf(folder)).toEqual(before);
    }));
});
