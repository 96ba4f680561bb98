/** What the commands ask of somebody who sits at a terminal, and what becomes of the answers. */
import { cp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bin, needBuild, treeOf, withFolder } from "./support.ts";
import { atTerminal, KEYS, type Sat, type Step } from "./terminal.ts";

needBuild();

const ADDON = "shopify_connector";
const { enter, down, space, back, interrupt, close } = KEYS;

/** Generated once; every test works on a copy. */
let made: string;
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), "odoo-connector-asking-"));
  const what = ["shopify", "--type", "ecommerce", "--entities", "customer,product", "--direction", "import"];
  const { code, stderr } = await bin("init-connector", [...what, "--no-webhooks", "--path", made, "--quiet"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});
afterAll(() => rm(made, { recursive: true }));

const withConnector = (work: (folder: string) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    await cp(made, folder, { recursive: true });
    await work(folder);
  });

const sit = (folder: string, name: string, args: readonly string[], steps: readonly Step[]): Promise<Sat> =>
  atTerminal(join(folder, ADDON), name, args, steps);

/** What somebody sees who has gone away: one line, and no place of ours. */
function expectLeft({ code, shown }: Sat, last = "interrupted: nothing was written"): void {
  expect({ code, shown }).toEqual({ code: 130, shown: expect.stringMatching(new RegExp(`${last}\\s*$`)) as unknown });
  expect(shown).not.toMatch(/^\s+at |Error:|node:internal/m);
}

/** Edits the line that a pattern matches, and gives it back. */
async function edit(folder: string, path: string, line: RegExp, mine: string): Promise<void> {
  const place = join(folder, ADDON, path);
  const text = await readFile(place, "utf8");
  expect(text).toMatch(line);
  await writeFile(place, text.replace(line, mine));
}

describe("a conflict", () => {
  /** The new title says these lines otherwise, and so do I; the method is no matter of it. */
  const MINE = "\n    def my_own(self):\n        return 42\n";
  const clashing = async (folder: string): Promise<void> => {
    await edit(folder, "__manifest__.py", /"name": ".*"/, '"name": "Mine"');
    await edit(folder, "models/backend.py", /_description = ".*"/, '_description = "Mine"');
    await edit(folder, "models/customer_binding.py", /_description = ".*"/, '_description = "Mine"');
    await edit(folder, "models/product_binding.py", /_description = ".*"/, '_description = "Mine"');
    await edit(folder, "models/product_binding.py", /$/, MINE);
    await edit(folder, "connector.yaml", /title: Shopify/, "title: Corner Shop");
  };
  const asked = (path: string): string => `? ${ADDON}/${path}: you and the new plan changed`;

  it("is settled file by file: keep mine, take the new, markers, and a look at the difference first", () =>
    withConnector(async (folder) => {
      await clashing(folder);
      const before = await treeOf(folder);
      const { code, shown } = await sit(
        folder,
        "odoo-connector",
        ["upgrade"],
        [
          [asked("__manifest__.py"), enter],
          [asked("models/backend.py"), down, enter],
          [asked("models/customer_binding.py"), down, down, enter],
          [asked("models/product_binding.py"), down, down, down, enter],
          ['-    _description = "Mine"\n+    _description = "Corner Shop Product"'],
          [asked("models/product_binding.py"), enter],
          ["1 file holds conflicts"],
        ],
      );
      expect(code).toBe(3);
      // Nobody is asked twice, but for who wanted to look first.
      expect(shown.match(/✔ /g)).toHaveLength(5);
      const tree = await treeOf(folder);
      const text = (path: string): string => tree[`${ADDON}/${path}`] ?? "";
      expect(text("__manifest__.py")).toContain('"name": "Mine"');
      expect(text("__manifest__.py")).toContain("Corner Shop");
      expect(text("models/backend.py")).toContain('_description = "Corner Shop Backend"');
      expect(text("models/customer_binding.py")).toMatch(
        /<<<<<<< yours\n.*"Mine"\n=======\n.*"Corner Shop Customer"\n>>>>>>> new\n/,
      );
      expect(text("models/product_binding.py")).toContain('_description = "Mine"');
      expect(text("models/product_binding.py")).toContain(MINE);
      expect(Object.values(tree).filter((one) => one.includes("<<<<<<<"))).toHaveLength(1);

      const ended = await bin("odoo-connector", ["upgrade", ADDON, "--abort"], { cwd: folder });
      expect(ended.code).toBe(0);
      expect(await treeOf(folder)).toEqual(before);
    }));

  it.each([
    ["Ctrl-C", interrupt],
    ["Ctrl-D", close],
  ])("is left by %s in the middle: nothing is written, what was answered before neither", (_what, key) =>
    withConnector(async (folder) => {
      await clashing(folder);
      const before = await treeOf(folder);
      expectLeft(
        await sit(
          folder,
          "odoo-connector",
          ["upgrade"],
          [
            [asked("__manifest__.py"), enter],
            [asked("models/backend.py"), down, key],
          ],
        ),
      );
      expect(await treeOf(folder)).toEqual(before);
    }),
  );

  it.each([["--yes"], ["--on-conflict", "markers"]])("is not asked about with %s", (...args) =>
    withConnector(async (folder) => {
      await clashing(folder);
      const { code, shown } = await sit(folder, "odoo-connector", ["upgrade", ...args], [["4 files hold conflicts"]]);
      expect(code).toBe(3);
      expect(shown).not.toContain("?");
    }),
  );
});

describe("remove-binding", () => {
  it("asks what and whether, with no for an answer: nothing changes", () =>
    withConnector(async (folder) => {
      const before = await treeOf(folder);
      const steps = (...answer: string[]): Step[] => [
        ["What is removed?", down, space, enter],
        ["product leaves shopify_connector:"],
        ["stays in every database: shopify_product_template, shopify_product_product (--drop-data drops them)"],
        ["Remove product? (y/N)", ...answer],
      ];
      for (const answer of [[enter], ["n", enter]]) {
        expectLeft(await sit(folder, "remove-binding", [], steps(...answer)), "\nnothing was removed");
        expect(await treeOf(folder)).toEqual(before);
      }
      expectLeft(await sit(folder, "remove-binding", [], steps("y", interrupt)));
      expect(await treeOf(folder)).toEqual(before);

      const { code } = await sit(folder, "remove-binding", [], steps("y", enter));
      expect(code).toBe(0);
      expect(Object.keys(await treeOf(folder))).not.toContain(`${ADDON}/models/product_binding.py`);
    }));
});

describe("what is added", () => {
  it("add-binding asks what it is and what it is in Odoo, and judges the answers", () =>
    withConnector(async (folder) => {
      const { code } = await sit(
        folder,
        "add-binding",
        [],
        [
          // The last one: whatever the type proposes comes before it.
          ["What is added?", "\u001b[A", enter],
          ["Name of the entity", "product", enter],
          ["it is there already", ...Array<string>(7).fill(back), "Ticket!", enter],
          ["> ", ...Array<string>(7).fill(back), "ticket", enter],
          ["What is ticket in Odoo", "project.tsk", enter],
          ["Odoo 19.0 has no model project.tsk: did you mean project.task?", back, back, "ask", enter],
          ["+ entities.ticket"],
        ],
      );
      expect(code).toBe(0);
      expect((await treeOf(folder))[`${ADDON}/connector.yaml`]).toContain("model: project.task");
    }));

  it.each<[string, readonly string[], readonly Step[]]>([
    ["add-binding", [], [["What is added?"]]],
    ["add-binding", ["ticket"], [["What is ticket in Odoo", "project.task"]]],
    ["add-webhook", [], [["Which topics?", space]]],
    ["add-export", [], [["What is exported?"]]],
    [
      "add-field",
      [],
      [
        ["Of which records?", enter],
        ["Field of res.partner", "ref"],
      ],
    ],
    ["add-auth", [], [["How is it authenticated?"]]],
  ])("%s %j is left by Ctrl-C: nothing is written", (name, args, steps) =>
    withConnector(async (folder) => {
      const before = await treeOf(folder);
      const [last = ["?"], ...first] = [...steps].reverse();
      const left: Step = [last[0], ...last.slice(1), interrupt];
      expectLeft(await sit(folder, name, args, [...first.reverse(), left]));
      expect(await treeOf(folder)).toEqual(before);
    }),
  );

  it("is left by Ctrl-D, too", () =>
    withConnector(async (folder) => {
      const before = await treeOf(folder);
      expectLeft(await sit(folder, "add-binding", ["ticket"], [["What is ticket in Odoo", close]]));
      expect(await treeOf(folder)).toEqual(before);
    }));

  it("is not asked for where there is nothing to choose from", () =>
    withConnector(async (folder) => {
      for (const model of ["res.partner", "product.template"])
        expect((await bin("add-export", [model, "-q"], { cwd: join(folder, ADDON) })).code).toBe(0);
      const { code } = await sit(
        folder,
        "add-export",
        [],
        [["error: MODEL: is missing, and every entity is exported"]],
      );
      expect(code).toBe(2);
    }));

  it("is not asked for with --yes: what is missing is named", () =>
    withConnector(async (folder) => {
      const { code, shown } = await sit(folder, "add-binding", ["--yes"], [["error: ENTITY: is missing"]]);
      expect(code).toBe(2);
      expect(shown).not.toContain("?");
    }));
});
