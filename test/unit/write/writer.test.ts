import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import { nodeFileSystem } from "../../../src/fs/node.ts";
import type { FileSystem } from "../../../src/fs/port.ts";
import { BASE_FILE } from "../../../src/write/base.ts";
import { type AddonOutput, planChanges } from "../../../src/write/changes.ts";
import { unifiedDiff } from "../../../src/write/diff.ts";
import { LOCK_FILE } from "../../../src/write/lockfile.ts";
import { MUTEX } from "../../../src/write/mutex.ts";
import { recover } from "../../../src/write/transaction.ts";
import { writeAddons } from "../../../src/write/writer.ts";
import { addon, cloned, failingAt, machine } from "./support.ts";

const LOCK = `/out/a/${LOCK_FILE}`;
const failureOf = async (promise: Promise<unknown>): Promise<ConnectorError> => {
  const error = await promise.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  return error as ConnectorError;
};
const actions = (changes: readonly { path: string; action: string }[]): Record<string, string> =>
  Object.fromEntries(changes.map(({ path, action }) => [path.slice(2), action]));

describe("writing addons", () => {
  it("writes everything below a folder that does not exist yet, with a lock file", async () => {
    const fs = new MemoryFileSystem();
    const set = await writeAddons(fs, machine, "/deep/out", [
      addon("a", { "m.py": "1\n", "models/x.py": "seed:x\n" }),
      addon("b", { "m.py": "2\n" }),
    ]);
    expect(set.changes.map((change) => change.action)).toEqual(["create", "create", "create"]);
    const files = fs.files();
    expect(Object.keys(files)).toEqual([
      `/deep/out/a/${BASE_FILE}`,
      `/deep/out/a/${LOCK_FILE}`,
      "/deep/out/a/m.py",
      "/deep/out/a/models/x.py",
      `/deep/out/b/${BASE_FILE}`,
      `/deep/out/b/${LOCK_FILE}`,
      "/deep/out/b/m.py",
    ]);
    expect(JSON.parse(files[`/deep/out/a/${LOCK_FILE}`] ?? "")).toEqual({
      lock: 1,
      tool: "1.0.0",
      odoo: "19.0",
      spec: "s",
      files: {
        "m.py": { sha256: "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865", ownership: "generated" },
        "models/x.py": { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown, ownership: "seed" },
      },
    });
  });

  it("touches nothing the second time", async () => {
    const fs = new MemoryFileSystem();
    const plan = [addon("a", { "m.py": "1\n", "s.py": "seed:\n" })];
    await writeAddons(fs, machine, "/out", plan);
    const before = fs.files();
    const disk = failingAt(fs, 1, "EROFS", false);
    const set = await writeAddons(disk.fs, machine, "/out", plan);
    expect(set.changes.map((change) => change.action)).toEqual(["unchanged", "unchanged"]);
    expect(disk.writes()).toBe(0);
    expect(fs.files()).toEqual(before);
  });

  it("writes a picture as bytes, knows it again, and shows no bytes in a difference", async () => {
    const fs = new MemoryFileSystem();
    const bytes = Buffer.from([0x89, 0x50, 0xff, 0x00, 0x0a]);
    const plan = [addon("a", { "i.png": bytes.toString("base64") + "\n" })];
    const { changes } = await writeAddons(fs, machine, "/out", plan);
    expect(Buffer.from(await fs.readBytes("/out/a/i.png"))).toEqual(bytes);
    expect(await unifiedDiff(changes)).toContain("GIT binary patch\nliteral 5\n");
    const again = await writeAddons(fs, machine, "/out", plan);
    expect(actions(again.changes)).toEqual({ "i.png": "unchanged" });
    await fs.writeBytes("/out/a/i.png", Buffer.from([1]));
    expect(actions((await planChanges(fs, "/out", plan)).changes)).toEqual({ "i.png": "keep" });
  });

  it("updates, removes and creates what nobody edited", async () => {
    const fs = new MemoryFileSystem();
    await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n", "old/only.py": "x\n" })]);
    const set = await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "2\n", "n.py": "n\n" })]);
    expect(actions(set.changes)).toEqual({ "m.py": "update", "n.py": "create", "old/only.py": "remove" });
    expect(fs.files()).toMatchObject({ "/out/a/m.py": "2\n", "/out/a/n.py": "n\n" });
    expect(await fs.kind("/out/a/old")).toBeUndefined();
    expect(Object.keys(fs.files())).toHaveLength(4);
  });

  it("keeps an edit where the plan did not change, and says so every time", async () => {
    const fs = new MemoryFileSystem();
    const plan = [addon("a", { "m.py": "1\n", "n.py": "1\n" })];
    await writeAddons(fs, machine, "/out", plan);
    await fs.writeText("/out/a/m.py", "mine\n");
    const lock = await fs.readText(LOCK);
    for (let run = 0; run < 2; run++) {
      const set = await writeAddons(fs, machine, "/out", plan);
      expect(actions(set.changes)).toEqual({ "m.py": "keep", "n.py": "unchanged" });
      expect(await fs.readText("/out/a/m.py")).toBe("mine\n");
      expect(await fs.readText(LOCK)).toBe(lock);
    }
  });

  it("refuses where both changed, names every file, and writes nothing of the rest", async () => {
    const fs = new MemoryFileSystem();
    await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n", "n.py": "1\n", "o.py": "1\n" })]);
    await fs.writeText("/out/a/m.py", "mine\n");
    await fs.writeText("/out/a/n.py", "mine\n");
    const before = fs.files();
    const next = [addon("a", { "m.py": "2\n", "n.py": "2\n", "o.py": "2\n" })];
    const failure = await failureOf(writeAddons(fs, machine, "/out", next));
    expect(failure.exitCode).toBe(3);
    expect(failure.problems.map((problem) => problem.place)).toEqual(["/out/a/m.py", "/out/a/n.py"]);
    expect(fs.files()).toEqual(before);

    const set = await writeAddons(fs, machine, "/out", next, { force: true });
    expect(actions(set.changes)).toEqual({ "m.py": "overwrite", "n.py": "overwrite", "o.py": "update" });
    expect(await fs.readText("/out/a/m.py")).toBe("2\n");
  });

  it("never overwrites a file that it did not write, nor a seed", async () => {
    const fs = new MemoryFileSystem({ "/out/a/m.py": "foreign\n", "/out/a/s.py": "mine\n" });
    const plan = [addon("a", { "m.py": "1\n", "s.py": "seed:new\n" })];
    const failure = await failureOf(writeAddons(fs, machine, "/out", plan));
    expect(failure.exitCode).toBe(3);
    expect(failure.message).toContain("/out/a/m.py: not written by this tool");
    await writeAddons(fs, machine, "/out", plan, { force: true });
    expect(await fs.readText("/out/a/s.py")).toBe("mine\n");
  });

  it("writes a seed once: edited, removed or planned anew, it stays its owner's", async () => {
    const fs = new MemoryFileSystem();
    await writeAddons(fs, machine, "/out", [
      addon("a", { "s.py": "seed:1\n", "t.py": "seed:1\n", "u.py": "seed:1\n" }),
    ]);
    await fs.writeText("/out/a/s.py", "mine\n");
    await fs.remove("/out/a/t.py");
    const set = await writeAddons(fs, machine, "/out", [addon("a", { "s.py": "seed:2\n", "t.py": "seed:2\n" })]);
    // What is theirs is no news.
    expect(actions(set.changes)).toEqual({ "s.py": "unchanged", "t.py": "unchanged", "u.py": "keep" });
    expect(await fs.kind("/out/a/t.py")).toBeUndefined();
    expect(await fs.readText("/out/a/s.py")).toBe("mine\n");
    expect(await fs.readText("/out/a/u.py")).toBe("seed:1\n");
  });

  it("knows of a seed what was written, not what was planned since: where nobody edited it, it is renewed", async () => {
    const fs = new MemoryFileSystem();
    for (const text of ["seed:1\n", "seed:2\n"]) await writeAddons(fs, machine, "/out", [addon("a", { "s.py": text })]);
    expect(await fs.readText("/out/a/s.py")).toBe("seed:1\n");
    await writeAddons(fs, machine, "/out", [addon("a", { "s.py": "seed:3\n" })], { renewSeeds: true });
    expect(await fs.readText("/out/a/s.py")).toBe("seed:3\n");
    await fs.writeText("/out/a/s.py", "mine\n");
    await writeAddons(fs, machine, "/out", [addon("a", { "s.py": "seed:4\n" })], { renewSeeds: true });
    expect(await fs.readText("/out/a/s.py")).toBe("mine\n");
  });

  it("keeps an edited file that is no longer planned, this time and the next", async () => {
    const fs = new MemoryFileSystem();
    await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n", "n.py": "1\n" })]);
    await fs.writeText("/out/a/n.py", "mine\n");
    for (let run = 0; run < 2; run++) {
      const set = await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n" })]);
      expect(actions(set.changes)["n.py"]).toBe("keep");
      expect(await fs.readText("/out/a/n.py")).toBe("mine\n");
    }
  });

  describe("a generated file that was deleted", () => {
    const plan = (text: string): AddonOutput[] => [addon("a", { "m.py": text, "n.py": text })];
    const deleted = async (): Promise<MemoryFileSystem> => {
      const fs = new MemoryFileSystem();
      await writeAddons(fs, machine, "/out", plan("1\n"));
      await fs.remove("/out/a/m.py");
      return fs;
    };

    it("stays away, whatever is planned, and that is told once", async () => {
      const fs = await deleted();
      const first = await writeAddons(fs, machine, "/out", plan("1\n"));
      expect(first.changes[0]).toMatchObject({
        action: "keep",
        reason: expect.stringContaining("--restore") as unknown,
      });
      for (const text of ["1\n", "2\n", "2\n"]) {
        const { changes } = await writeAddons(fs, machine, "/out", plan(text));
        expect(changes[0]).toEqual({ path: "a/m.py", ownership: "generated", action: "unchanged", isLeft: true });
        expect(await fs.readText("/out/a/n.py")).toBe(text);
      }
      expect(await fs.kind("/out/a/m.py")).toBeUndefined();
      expect((await planChanges(fs, "/out", plan("2\n"))).notes).toEqual([]);
    });

    it("is known by what stood there when it is back: that is no edit", async () => {
      const fs = await deleted();
      await writeAddons(fs, machine, "/out", plan("2\n"));
      await fs.writeText("/out/a/m.py", "1\n");
      const set = await writeAddons(fs, machine, "/out", plan("2\n"));
      expect(actions(set.changes)).toEqual({ "m.py": "update", "n.py": "unchanged" });
      expect(await fs.readText(LOCK)).not.toContain("deleted");
      await fs.remove("/out/a/m.py");
      expect(actions((await planChanges(fs, "/out", plan("2\n"))).changes)["m.py"]).toBe("keep");
    });

    it.each([{ restore: true }, { force: true }])("comes back by %j", async (how) => {
      const fs = await deleted();
      await writeAddons(fs, machine, "/out", plan("2\n"));
      const { changes } = await writeAddons(fs, machine, "/out", plan("2\n"), how);
      expect(changes[0]).toMatchObject({ action: "create", reason: "restored" });
      expect(await fs.readText("/out/a/m.py")).toBe("2\n");
      expect(actions((await planChanges(fs, "/out", plan("2\n"))).changes)["m.py"]).toBe("unchanged");
    });

    it("is forgotten once it is no longer planned: a later plan makes it", async () => {
      const fs = await deleted();
      await writeAddons(fs, machine, "/out", plan("2\n"));
      await writeAddons(fs, machine, "/out", [addon("a", { "n.py": "2\n" })]);
      await writeAddons(fs, machine, "/out", plan("2\n"));
      expect(await fs.readText("/out/a/m.py")).toBe("2\n");
    });
  });

  it("does not take changed line ends for an edit", async () => {
    const fs = new MemoryFileSystem();
    await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n2\n" })]);
    await fs.writeText("/out/a/m.py", "1\r\n2\r\n");
    const same = await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n2\n" })]);
    expect(actions(same.changes)).toEqual({ "m.py": "unchanged" });
    const other = await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "3\n" })]);
    expect(actions(other.changes)).toEqual({ "m.py": "update" });
  });
});

describe("the limits of where is written", () => {
  it.each(["a/../../etc/passwd", "/etc/passwd", "a//b", "a/./b", "../a", "a\\..\\b", "C:/a", "a/b\0", "a/b\nc", ""])(
    "refuses the path %j",
    async (path) => {
      const fs = new MemoryFileSystem({ "/out/keep": "" });
      const plan = { ...addon("a", {}), files: [{ path, content: "x", ownership: "generated" as const }] };
      const failure = await failureOf(writeAddons(fs, machine, "/out", [plan]));
      expect(failure.message).toContain("no path inside the output folder");
      expect(Object.keys(fs.files())).toEqual(["/out/keep"]);
    },
  );

  it("refuses what a damaged lock file names outside", async () => {
    const fs = new MemoryFileSystem({ "/out/victim": "x" });
    await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n" })]);
    const lock = (await fs.readText(LOCK)).replace('"m.py"', '"../victim"');
    await fs.writeText(LOCK, lock);
    await failureOf(writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n" })]));
    expect(await fs.readText("/out/victim")).toBe("x");
  });

  it("walks through no link, neither folder nor file", async () => {
    for (const link of ["/out/a", "/out/a/models", "/out/a/models/x.py"]) {
      const fs = new MemoryFileSystem({
        "/elsewhere/models/x.py": "theirs",
        "/elsewhere/x.py": "theirs",
        "/out/k": "",
      });
      await fs.makeDirectory(link.slice(0, link.lastIndexOf("/")));
      fs.link(link, link.endsWith(".py") ? "/elsewhere/x.py" : "/elsewhere");
      const before = fs.files();
      const failure = await failureOf(
        writeAddons(fs, machine, "/out", [addon("a", { "models/x.py": "1\n" })], { force: true }),
      );
      expect(failure.message).toContain("link");
      expect(failure.problems[0]?.place).toBe(link);
      expect(fs.files()).toEqual(before);
    }
  });

  it("takes a root that is a link to a folder: the user named it", async () => {
    const base = await mkdtemp(join(tmpdir(), "odoo-connector-write-"));
    try {
      await mkdir(join(base, "real"));
      await symlink(join(base, "real"), join(base, "out"));
      await writeAddons(nodeFileSystem, machine, join(base, "out"), [addon("a", { "m.py": "1\n" })]);
      expect(await readFile(join(base, "real", "a", "m.py"), "utf8")).toBe("1\n");
    } finally {
      await rm(base, { recursive: true, force: true });
    }
  });

  it("refuses a root, an addon or a folder that is a file", async () => {
    for (const [path, root] of [
      ["/out", "/out"],
      ["/out", "/out/below"],
      ["/out/a", "/out"],
      ["/out/a/models", "/out"],
    ] as const) {
      const fs = new MemoryFileSystem({ [path]: "file" });
      const failure = await failureOf(writeAddons(fs, machine, root, [addon("a", { "models/x.py": "1\n" })]));
      expect(failure.exitCode).toBe(2);
      expect(fs.files()).toEqual({ [path]: "file" });
    }
  });

  it("says where a link or a device stands in place of the folder", async () => {
    const fs = new MemoryFileSystem();
    fs.link("/out", "/nowhere");
    const failure = await failureOf(writeAddons(fs, machine, "/out", [addon("a", { "m.py": "" })]));
    expect(failure.problems).toEqual([
      {
        place: "/out",
        message: "is a link that leads to no folder",
        hint: "choose another folder with --path",
      },
    ]);
    const device = await failureOf(writeAddons(nodeFileSystem, machine, "/dev/null", [addon("a", { "m.py": "" })]));
    expect(device.problems[0]?.message).toBe("is a device or a pipe, not a folder");
  });

  it("says where no folder can be made, whatever the disk calls it", async () => {
    const fs = new MemoryFileSystem();
    const full = Object.assign(Object.create(fs) as MemoryFileSystem, {
      makeDirectory: () => Promise.reject(Object.assign(new Error("no entry"), { code: "ENOENT" })),
    });
    const failure = await failureOf(writeAddons(full, machine, "/proc/x", [addon("a", { "m.py": "" })]));
    expect(failure.exitCode).toBe(2);
    expect(failure.message).toBe("/proc/x: no folder can be made here (ENOENT): nothing was changed");
  });

  it("refuses a lock file that is damaged, foreign or from the future", async () => {
    for (const [text, message] of [
      ["{", "damaged"],
      ['{\n<<<<<<< HEAD\n"lock": 1\n=======\n"lock": 1\n>>>>>>> other\n}', "holds the markers of a merge"],
      ["[]", "no lock file"],
      ["null", "no lock file"],
      ['{"lock": 1, "files": null}', "no lock file"],
      ['{"lock": 1, "files": {"m.py": null}}', "no lock file"],
      ['{"lock": 1, "tool": "0.1.0", "files": {}}', "no lock file"],
      ['{"lock": 1, "odoo": "19.0", "files": {}}', "no lock file"],
      ['{"lock": 1, "tool": "0.1.0", "odoo": "19.0", "version": 1, "files": {}}', "no lock file"],
      ['{"lock": 2, "files": {}}', "later version"],
    ] as const) {
      const fs = new MemoryFileSystem({ [LOCK]: text });
      expect((await failureOf(writeAddons(fs, machine, "/out", [addon("a", { "m.py": "" })]))).message).toContain(
        message,
      );
    }
  });
});

describe("a staging folder that came with somebody else's tree", () => {
  const journal = (value: object) => JSON.stringify({ put: [], replaced: [], removed: [], ...value });

  it.each([
    ["journal.json", journal({ removed: ["../victim"] })],
    ["journal.json", journal({ put: ["../victim"] })],
    ["journal.json", journal({ removed: ["/victim"] })],
    ["journal.json", journal({ removed: ["link/victim"] })],
    ["undo.json", journal({ put: ["../victim"] })],
    ["undo.json", journal({ replaced: ["../victim"] })],
    ["undo.json", journal({ removed: ["link/victim"] })],
    ["journal.json", journal({ removed: [1] })],
    ["journal.json", "{"],
    ["journal.json", "null"],
    ["undo.json", '{"put": []}'],
  ])("moves and removes nothing outside: %s %s", async (name, text) => {
    const fs = new MemoryFileSystem({
      "/victim": "theirs",
      "/elsewhere/victim": "theirs",
      [`/out/.odoo-connector-staging/${name}`]: text,
      "/out/.odoo-connector-staging/new/victim": "evil",
      "/out/.odoo-connector-staging/old/victim": "evil",
    });
    fs.link("/out/link", "/elsewhere");
    await failureOf(writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n" })]));
    expect(await fs.readText("/victim")).toBe("theirs");
    expect(await fs.readText("/elsewhere/victim")).toBe("theirs");
  });
});

describe("two processes", () => {
  it("waits for the one that writes", async () => {
    const fs = new MemoryFileSystem({ [`/out/${MUTEX}`]: JSON.stringify({ pid: 7, host: "here" }) });
    let slept = 0;
    const patient = {
      ...machine,
      isAlive: () => true,
      sleep: async () => {
        if (++slept === 3) await fs.remove(`/out/${MUTEX}`);
      },
    };
    await writeAddons(fs, patient, "/out", [addon("a", { "m.py": "1\n" })]);
    expect(slept).toBe(3);
    expect(await fs.kind(`/out/${MUTEX}`)).toBeUndefined();
  });

  it("says who holds the lock after ten seconds", async () => {
    const fs = new MemoryFileSystem({ [`/out/${MUTEX}`]: JSON.stringify({ pid: 7, host: "there" }) });
    const failure = await failureOf(writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n" })]));
    expect(failure.exitCode).toBe(3);
    expect(failure.message).toBe("/out: process 7 on there is writing here");
    expect(Object.keys(fs.files())).toEqual([`/out/${MUTEX}`]);
  });

  it("clears away the lock of a killed one even where there is nothing to write", async () => {
    const fs = new MemoryFileSystem();
    const plan = [addon("a", { "m.py": "1\n" })];
    await writeAddons(fs, machine, "/out", plan);
    await fs.writeText(`/out/${MUTEX}`, JSON.stringify({ pid: 7, host: "here" }));
    await writeAddons(fs, machine, "/out", plan);
    expect(await fs.kind(`/out/${MUTEX}`)).toBeUndefined();
  });

  it("takes over from a process that no longer runs, and from half a lock", async () => {
    for (const text of [JSON.stringify({ pid: 7, host: "here" }), '{"pi', ""]) {
      const fs = new MemoryFileSystem({ [`/out/${MUTEX}`]: text });
      await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n" })]);
      expect(Object.keys(fs.files())).toHaveLength(3);
    }
  });
});

/** Everything but the lock between processes, which a killed one leaves behind. */
const treeOf = (fs: MemoryFileSystem): Record<string, string> =>
  Object.fromEntries(Object.entries(fs.files()).filter(([path]) => !path.endsWith(MUTEX)));

describe("a write that does not come through", () => {
  const first = [addon("a", { "m.py": "1\n", "x/n.py": "1\n", "x/y/o.py": "1\n" }), addon("b", { "m.py": "1\n" })];
  const second = [
    addon("a", { "m.py": "2\n", "x/n.py": "1\n", "new/deep/p.py": "2\n", "x/q.py": "2\n" }, "t"),
    addon("b", { "m.py": "2\n" }),
    addon("c", { "d/m.py": "2\n", "e.py": "2\n" }),
  ];
  let written: MemoryFileSystem | undefined;
  const start = async (): Promise<MemoryFileSystem> => {
    if (written === undefined) {
      written = new MemoryFileSystem({ "/out/other/file": "x" });
      await writeAddons(written, machine, "/out", first);
    }
    return cloned(written);
  };
  const count = async (): Promise<number> => {
    const disk = failingAt(await start(), Infinity, "", false);
    await writeAddons(disk.fs, machine, "/out", second);
    return disk.writes();
  };

  it("leaves the old tree or the new one when it is killed, at each single operation", async () => {
    const old = treeOf(await start());
    const done = await start();
    await writeAddons(done, machine, "/out", second);
    const fresh = treeOf(done);
    const total = await count();
    expect(total).toBeGreaterThan(20);
    const outcomes = new Set<string>();
    for (let at = 1; at <= total; at++) {
      const fs = await start();
      await expect(writeAddons(failingAt(fs, at, "KILLED", false).fs, machine, "/out", second)).rejects.toThrow();
      await recover(fs, "/out");
      const tree = treeOf(fs);
      const outcome = JSON.stringify(tree) === JSON.stringify(old) ? "old" : "new";
      expect(tree).toEqual(outcome === "old" ? old : fresh);
      outcomes.add(outcome);
      // And whatever it was, the next run gets there.
      await writeAddons(fs, { ...machine, isAlive: () => false, pid: 2 }, "/out", second);
      expect(treeOf(fs)).toEqual(fresh);
    }
    expect(outcomes).toEqual(new Set(["old", "new"]));
  });

  it("leaves the old tree or the new one when the recovery is killed too", async () => {
    const old = treeOf(await start());
    const done = await start();
    await writeAddons(done, machine, "/out", second);
    const fresh = treeOf(done);
    const total = await count();
    for (let at = 1; at <= total; at++) {
      for (let again = 1; again <= 12; again++) {
        const fs = await start();
        await writeAddons(failingAt(fs, at, "KILLED", false).fs, machine, "/out", second).catch(() => undefined);
        await recover(failingAt(fs, again, "KILLED", false).fs, "/out").catch(() => undefined);
        await recover(fs, "/out");
        expect([JSON.stringify(old), JSON.stringify(fresh)]).toContain(JSON.stringify(treeOf(fs)));
      }
    }
  });

  it.each(["ENOSPC", "EACCES", "EROFS"])("has the old tree and a clear message after %s, wherever", async (code) => {
    const old = treeOf(await start());
    const done = await start();
    await writeAddons(done, machine, "/out", second);
    const fresh = treeOf(done);
    const total = await count();
    let failures = 0;
    for (let at = 1; at <= total; at++) {
      const fs = await start();
      const error: unknown = await writeAddons(failingAt(fs, at, code, true).fs, machine, "/out", second).catch(
        (failure: unknown) => failure,
      );
      if (!(error instanceof ConnectorError)) throw new Error(`operation ${at} ended with ${String(error)}`);
      expect(error.message).toContain(code);
      failures++;
      // What could not be cleaned up at once, the next start cleans up. Only cleaning up can fail after the write.
      await recover(fs, "/out");
      const tree = treeOf(fs);
      if (at < total - 3) expect(tree).toEqual(old);
      else expect([JSON.stringify(old), JSON.stringify(fresh)]).toContain(JSON.stringify(tree));
    }
    expect(failures).toBe(total);
  });

  it("leaves the old tree or the new one when it is killed while it is taken back", async () => {
    const old = treeOf(await start());
    const done = await start();
    await writeAddons(done, machine, "/out", second);
    const fresh = treeOf(done);
    const total = await count();
    // An error at `at`, then a kill some operations later.
    for (let at = 1; at < total - 3; at++) {
      for (let later = 1; later <= 8; later++) {
        const fs = await start();
        const disk: FileSystem = failingAt(failingAt(fs, at, "EACCES", true).fs, at + later, "KILLED", false).fs;
        const isDone = await writeAddons(disk, machine, "/out", second).then(
          () => true,
          () => false,
        );
        expect(isDone).toBe(false);
        await recover(fs, "/out");
        expect([JSON.stringify(old), JSON.stringify(fresh)]).toContain(JSON.stringify(treeOf(fs)));
      }
    }
  });

  it("leaves no folder behind that it made", async () => {
    const fs = new MemoryFileSystem({ "/k": "" });
    const disk = failingAt(fs, 6, "ENOSPC", true);
    await failureOf(writeAddons(disk.fs, machine, "/deep/er/out", first));
    expect(await fs.kind("/deep")).toBeUndefined();
  });
});

describe("a dry run", () => {
  it("is the plan of the real run, and writes nothing", async () => {
    const fs = new MemoryFileSystem();
    await writeAddons(fs, machine, "/out", [addon("a", { "m.py": "1\n", "gone.py": "x\n" })]);
    const next = [addon("a", { "empty.py": "", "m.py": "2\n", "n.py": "n\n" })];
    const disk = failingAt(fs, 1, "EROFS", false);
    const dry = await planChanges(disk.fs, "/out", next);
    expect(disk.writes()).toBe(0);
    const real = await writeAddons(fs, machine, "/out", next);
    expect(real).toEqual(dry);
    expect(await unifiedDiff(dry.changes)).toBe(
      [
        "diff --git a/a/empty.py b/a/empty.py\nnew file mode 100644\n",
        "diff --git a/a/gone.py b/a/gone.py\ndeleted file mode 100644\n",
        "--- a/a/gone.py\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n",
        "diff --git a/a/m.py b/a/m.py\n--- a/a/m.py\n+++ b/a/m.py\n@@ -1,1 +1,1 @@\n-1\n+2\n",
        "diff --git a/a/n.py b/a/n.py\nnew file mode 100644\n",
        "--- /dev/null\n+++ b/a/n.py\n@@ -0,0 +1,1 @@\n+n\n",
      ].join(""),
    );
  });
});
