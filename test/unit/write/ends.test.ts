import { describe, expect, it } from "vitest";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import { mergeText } from "../../../src/patch/merge.ts";
import { BASE_FILE, readBase } from "../../../src/write/base.ts";
import type { AddonOutput, ChangeSet, Choice } from "../../../src/write/changes.ts";
import { LOCK_FILE, parseLock } from "../../../src/write/lockfile.ts";
import { endMerge, writeAddons, type WriteOptions } from "../../../src/write/writer.ts";
import { addon, machine } from "./support.ts";

const dos = (text: string): string => text.replaceAll("\n", "\r\n");
const OLD = { "a.py": "a = 1\n\n\nb = 2\n", "b.xml": "<odoo>\n    <data/>\n</odoo>\n", "c.py": "c = 1\n" };
const NEW = {
  "a.py": "a = 9\n\n\nb = 2\n",
  "b.xml": "<odoo>\n    <more/>\n</odoo>\n",
  "c.py": "c = 1\n",
  "d.py": "d = 1\n",
};
const fresh = addon("a", NEW, "t");

const write = (fs: MemoryFileSystem, plan: AddonOutput, options: WriteOptions = {}): Promise<ChangeSet> =>
  writeAddons(fs, machine, "/out", [plan], { merge: mergeText, owner: "a", ...options });

/** Generated, and its lines ended by `\r\n` since, the lock file's too: as an editor or git leaves it. */
async function converted(): Promise<MemoryFileSystem> {
  const fs = new MemoryFileSystem();
  await write(fs, addon("a", OLD));
  for (const name of [...Object.keys(OLD), LOCK_FILE]) {
    await fs.writeText(`/out/a/${name}`, dos(await fs.readText(`/out/a/${name}`)));
  }
  return fs;
}

describe("a file with \\r\\n", () => {
  it("keeps its line ends when it is brought up to date, the lock file too; a new one has the usual ones", async () => {
    const fs = await converted();
    await write(fs, fresh);
    expect(fs.files()).toMatchObject({
      "/out/a/a.py": dos(NEW["a.py"]),
      "/out/a/b.xml": dos(NEW["b.xml"]),
      "/out/a/c.py": dos(NEW["c.py"]),
      "/out/a/d.py": NEW["d.py"],
    });
    const lock = await fs.readText(`/out/a/${LOCK_FILE}`);
    expect(lock.split("\r\n")).toHaveLength(lock.split("\n").length);
    // What merges start from has none of it.
    const base = await readBase(fs, "/out/a", parseLock(lock, BASE_FILE).files);
    expect(base).toEqual(new Map(Object.entries(NEW)));
    const before = fs.files();
    const again = await write(fs, fresh);
    expect(again.changes.map(({ action }) => action)).toEqual(["unchanged", "unchanged", "unchanged", "unchanged"]);
    expect(fs.files()).toEqual(before);
  });

  it("keeps them where it is merged", async () => {
    const fs = await converted();
    await fs.writeText("/out/a/a.py", dos("a = 1\n\n\nb = 2\n\n\nmine = 3\n"));
    await write(fs, fresh);
    expect(await fs.readText("/out/a/a.py")).toBe(dos("a = 9\n\n\nb = 2\n\n\nmine = 3\n"));
  });

  it.each(["markers", "mine", "new"] as const)("keeps them where a conflict ends in %s", async (choice: Choice) => {
    for (const hasBase of [true, false]) {
      const fs = await converted();
      if (!hasBase) await fs.remove(`/out/a/${BASE_FILE}`);
      await fs.writeText("/out/a/a.py", dos("a = 7\n\n\nb = 2\n"));
      const before = fs.files();
      await write(fs, fresh, { choose: () => choice });
      const [markers, mine] = ["<<<<<<< yours\na = 7\n=======\na = 9\n>>>>>>> new\n\n\nb = 2\n", "a = 7\n\n\nb = 2\n"];
      expect(await fs.readText("/out/a/a.py")).toBe(dos({ markers, mine, new: NEW["a.py"] }[choice]));
      const lock = parseLock(await fs.readText(`/out/a/${LOCK_FILE}`), LOCK_FILE);
      expect((await readBase(fs, "/out/a", lock.files))?.get("a.py")).toBe(NEW["a.py"]);
      if (choice !== "markers") continue;
      await endMerge(fs, machine, "/out", "a", "abort");
      expect(fs.files()).toEqual(before);
    }
  });

  it("keeps them where edits are overwritten, and a single one among others decides nothing", async () => {
    const fs = await converted();
    await fs.writeText("/out/a/a.py", dos("mine\n"));
    await fs.writeText("/out/a/b.xml", OLD["b.xml"].replace("\n", "\r\n"));
    await write(fs, fresh, { force: true });
    expect(await fs.readText("/out/a/a.py")).toBe(dos(NEW["a.py"]));
    expect(await fs.readText("/out/a/b.xml")).toBe(NEW["b.xml"]);
  });

  it("is written as it was made where it was made from what stands there", async () => {
    const fs = await converted();
    const standing = "c: 1\r\nd: 2\r\ne: 3\n";
    await fs.writeText("/out/a/c.py", standing);
    const text = "c: 4\r\nd: 2\r\ne: 3\n";
    await write(fs, { ...addon("a", { ...NEW, "c.py": text }), madeFrom: { "a/c.py": standing } });
    expect(await fs.readText("/out/a/c.py")).toBe(text);
  });
});
