import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import type { Conflict, Kept } from "../../../src/patch/types.ts";
import { BASE_FILE, packBase, unpackBase } from "../../../src/write/base.ts";
import { type AddonOutput, type ChangeSet, type Choice, planChanges } from "../../../src/write/changes.ts";
import { digest, LOCK_FILE } from "../../../src/write/lockfile.ts";
import type { MergeText } from "../../../src/write/merge.ts";
import { PENDING_FILE, readPending } from "../../../src/write/pending.ts";
import { recover } from "../../../src/write/transaction.ts";
import { endMerge, planWrite, writeAddons, type WriteOptions } from "../../../src/write/writer.ts";
import { addon, cloned, failingAt, machine } from "./support.ts";

/** Texts of one line for each side: where both sides changed one, it is a conflict. What is kept ends with `!`. */
const merge: MergeText = (_path, base, mine, planned, { labels, settle }) => {
  const [old, yours, fresh] = [base, mine, planned].map((text) => text.split("\n"));
  const conflicts: Conflict[] = [];
  const kept: Kept[] = [];
  const lines: string[] = [];
  for (let at = 0; at < Math.max(old?.length ?? 0, yours?.length ?? 0, fresh?.length ?? 0); at++) {
    const [a, b, c] = [old?.[at], yours?.[at], fresh?.[at]];
    if (b?.endsWith("!") && a !== c) kept.push({ line: at + 1, name: b, why: "added-by-both" });
    if (a === c || b === c || b?.endsWith("!")) lines.push(...(b === undefined ? [] : [b]));
    else if (a === b) lines.push(...(c === undefined ? [] : [c]));
    else {
      conflicts.push({ line: lines.length + 1, name: `line ${at + 1}`, mine: b ?? "", planned: c ?? "" });
      if (settle !== "planned") lines.push(...(settle === "mine" ? [] : [`<<<<<<< ${labels.mine}`]), b ?? "");
      if (settle === "markers") lines.push("=======");
      if (settle !== "mine") lines.push(c ?? "", ...(settle === "planned" ? [] : [`>>>>>>> ${labels.planned}`]));
    }
  }
  return { text: lines.join("\n"), conflicts, kept };
};

const MERGED = { "a.py": "1\n2\n3\n", "b.py": "1\n2\n3\n", "c.py": "same\n" };
const first = addon("a", MERGED);
const next = addon("a", { "a.py": "1\n2\nnew\n", "b.py": "new\n2\n3\n", "c.py": "same\n", "d.py": "d\n" }, "t");

/** Generated, then edited: `a.py` elsewhere than the next plan, `b.py` at the same place. */
async function edited(): Promise<MemoryFileSystem> {
  const fs = new MemoryFileSystem();
  await writeAddons(fs, machine, "/out", [first]);
  await fs.writeText("/out/a/a.py", "mine\n2\n3\n");
  await fs.writeText("/out/a/b.py", "mine\n2\n3\n");
  return fs;
}

const withChoice = (choice: Choice | undefined, options: WriteOptions = {}): WriteOptions => ({
  merge,
  owner: "a",
  choose: () => choice,
  ...options,
});
const write = (fs: MemoryFileSystem, plan: AddonOutput, options: WriteOptions): Promise<ChangeSet> =>
  writeAddons(fs, machine, "/out", [plan], options);
const actionsOf = ({ changes }: ChangeSet): Record<string, string> =>
  Object.fromEntries(changes.map(({ path, action }) => [path.slice(2), action]));
const failureOf = async (promise: Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  return error as ConnectorError;
};

describe("the base file", () => {
  it("holds the texts that were planned, and gives them back", async () => {
    const texts = new Map([
      ["b.py", "2\n"],
      ["a.py", "ä\r\n"],
    ]);
    const files = Object.fromEntries(
      [...texts].map(([name, text]) => [name, { sha256: digest(text), ownership: "generated" as const }]),
    );
    const bytes = await packBase(texts);
    expect(unpackBase(bytes, files)).toEqual(new Map([...texts].sort()));
    expect(await packBase(new Map([...texts].reverse()))).toEqual(bytes);
    // What the lock file does not vouch for is not there.
    expect(unpackBase(bytes, { "a.py": { sha256: "0", ownership: "generated" } })).toEqual(new Map());
  });

  it.each([new Uint8Array(), new Uint8Array([1, 2, 3]), new TextEncoder().encode("{}")])(
    "is none where it is damaged",
    (bytes) => {
      expect(unpackBase(bytes, {})).toBeUndefined();
    },
  );

  it("is what was planned, not what was merged: the next merge starts from there", async () => {
    const fs = await edited();
    await write(fs, next, withChoice("mine"));
    const lock = JSON.parse(await fs.readText(`/out/a/${LOCK_FILE}`)) as { files: Record<string, { sha256: string }> };
    const texts = unpackBase(await fs.readBytes(`/out/a/${BASE_FILE}`), lock.files as never);
    expect(texts?.get("a.py")).toBe("1\n2\nnew\n");
    expect(texts?.get("b.py")).toBe("new\n2\n3\n");
  });

  it.each(["missing", "damaged", "of another plan"])(
    "that is %s is told, and every difference is a conflict",
    async (what) => {
      const fs = await edited();
      const place = `/out/a/${BASE_FILE}`;
      if (what === "missing") await fs.remove(place);
      else if (what === "damaged") await fs.writeText(place, "x");
      else await fs.writeBytes(place, await packBase(new Map([["a.py", "other\n"]])));
      const set = await planChanges(fs, "/out", [next], { merge });
      expect(set.notes).toEqual([
        { place, message: expect.stringMatching(/^(is missing|is damaged|does not fit)/) as unknown },
      ]);
      expect(actionsOf(set)).toEqual({ "a.py": "conflict", "b.py": "conflict", "c.py": "unchanged", "d.py": "create" });
      const [change] = set.changes;
      expect(change?.ways).toEqual({
        markers: "<<<<<<< yours\nmine\n=======\n1\n>>>>>>> new\n2\n<<<<<<< yours\n3\n=======\nnew\n>>>>>>> new\n",
        mine: "mine\n2\n3\n",
        new: "1\n2\nnew\n",
      });
      expect(change?.conflicts?.map(({ line }) => line)).toEqual([1, 7]);
      // It is whole again after the write.
      await write(fs, next, withChoice("mine"));
      expect((await planChanges(fs, "/out", [next], { merge })).notes).toEqual([]);
    },
  );

  it("that somebody packed already is written as it is", async () => {
    const fs = new MemoryFileSystem();
    const base = await packBase(new Map(Object.entries(MERGED)), 11);
    await write(fs, { ...first, base }, {});
    expect(await fs.readBytes(`/out/a/${BASE_FILE}`)).toEqual(new Uint8Array(base));
    // Other bytes for the same texts are no change.
    const again = await write(fs, first, {});
    expect(again.records.map(({ action }) => action)).toEqual(["unchanged", "unchanged"]);
  });
});

describe("edits and a new plan", () => {
  it("are merged where they go together, and refused with every place where they do not", async () => {
    const fs = await edited();
    const before = fs.files();
    const failure = await failureOf(write(fs, next, { merge }));
    expect(failure.exitCode).toBe(3);
    expect(failure.problems.map(({ place }) => place)).toEqual(["/out/a/b.py"]);
    expect(failure.problems[0]?.hint).toContain("odoo-connector upgrade");
    expect(fs.files()).toEqual(before);

    await fs.writeText("/out/a/b.py", "1\n2\nmine\n");
    const set = await write(fs, next, { merge });
    expect(actionsOf(set)).toEqual({ "a.py": "merge", "b.py": "merge", "c.py": "unchanged", "d.py": "create" });
    expect(fs.files()).toMatchObject({ "/out/a/a.py": "mine\n2\nnew\n", "/out/a/b.py": "new\n2\nmine\n" });
    // Twice changes nothing.
    const again = await write(fs, next, { merge });
    expect(actionsOf(again)).toEqual({ "a.py": "keep", "b.py": "keep", "c.py": "unchanged", "d.py": "unchanged" });
  });

  it.each([
    ["mine", "merge", "mine\n2\nnew\n", "keep", "mine\n2\n3\n"],
    ["new", "merge", "mine\n2\nnew\n", "overwrite", "new\n2\n3\n"],
    ["markers", "merge", "mine\n2\nnew\n", "conflict", "<<<<<<< yours\nmine\n=======\nnew\n>>>>>>> new\n2\n3\n"],
  ] as const)("settle a conflict by %s", async (choice, one, text, other, settled) => {
    const fs = await edited();
    const set = await write(fs, next, withChoice(choice));
    expect(actionsOf(set)).toMatchObject({ "a.py": one, "b.py": other });
    expect(fs.files()).toMatchObject({ "/out/a/a.py": text, "/out/a/b.py": settled });
    expect(await fs.kind(`/out/a/${PENDING_FILE}`)).toBe(choice === "markers" ? "file" : undefined);
    if (choice === "markers") return;
    // What was decided once is not asked again.
    const again = await write(fs, next, withChoice(undefined));
    expect(actionsOf(again)).toMatchObject({ "b.py": choice === "mine" ? "keep" : "unchanged" });
  });

  it("ask for each conflict once, and write nothing where nothing was chosen", async () => {
    const fs = await edited();
    await fs.writeText("/out/a/a.py", "1\n2\nmine\n");
    const asked: string[] = [];
    const choose = (change: { path: string }): Choice => {
      asked.push(change.path);
      return "mine";
    };
    await write(fs, next, { ...withChoice("mine"), choose });
    expect(asked).toEqual(["a/a.py", "a/b.py"]);

    const other = await edited();
    const before = other.files();
    await failureOf(write(other, next, withChoice(undefined)));
    expect(other.files()).toEqual(before);
  });

  it("tell what stayed although the plan says otherwise", async () => {
    const fs = await edited();
    await fs.writeText("/out/a/b.py", "mine!\n2\n3\n");
    const { changes } = await write(fs, next, { merge });
    expect(changes[1]).toMatchObject({
      action: "keep",
      kept: ["mine! (line 1): the new plan brings it too; yours stays"],
    });
  });

  it("are no matter where the planned text was made from what stands there", async () => {
    const fs = await edited();
    const plan = { ...next, madeFrom: { "a/b.py": "mine\n2\n3\n" } };
    expect(actionsOf(await write(fs, plan, { merge }))).toMatchObject({ "b.py": "update" });
    expect(await fs.readText("/out/a/b.py")).toBe("new\n2\n3\n");

    const late = await edited();
    await late.writeText("/out/a/b.py", "other\n");
    const failure = await failureOf(write(late, plan, withChoice("markers")));
    expect(failure.message).toContain("/out/a/b.py: was changed meanwhile: run it again");
  });

  it("are not merged into a file that holds markers already, nor into bytes", async () => {
    const fs = new MemoryFileSystem();
    const picture = (text: string): string => `${Buffer.from(text).toString("base64")}\n`;
    await write(fs, addon("a", { "m.py": "1\n", "i.png": picture("1") }), {});
    await fs.writeText("/out/a/m.py", "2\n<<<<<<< yours\n");
    await fs.writeText("/out/a/i.png", "mine");
    const plan = addon("a", { "m.py": "3\n", "i.png": picture("2") });
    expect((await failureOf(write(fs, plan, withChoice("new")))).message).toContain("line 2: settle it first");
    await fs.writeText("/out/a/m.py", "1\n");
    expect(actionsOf(await write(fs, plan, withChoice("new")))).toEqual({ "i.png": "keep", "m.py": "update" });
    expect(await fs.readText("/out/a/i.png")).toBe("mine");
  });

  it("are shown to a guard before they are written, and nothing is written where it throws", async () => {
    const fs = await edited();
    const before = fs.files();
    const seen: (readonly string[])[] = [];
    const guard = (paths: readonly string[]): Promise<void> => {
      seen.push(paths);
      return Promise.reject(new ConnectorError({ message: "stop" }));
    };
    await failureOf(write(fs, next, withChoice("new", { guard })));
    expect(seen).toEqual([["a/a.py", "a/b.py"]]);
    expect(fs.files()).toEqual(before);
    // What nobody edited is not asked about.
    const plain = new MemoryFileSystem();
    await write(plain, first, { guard });
    await write(plain, next, { merge, guard });
    expect(seen).toHaveLength(1);
  });
});

describe("a merge with conflicts", () => {
  const pendingTree = async (): Promise<{ fs: MemoryFileSystem; before: Record<string, string> }> => {
    const fs = await edited();
    const before = fs.files();
    await write(fs, next, withChoice("markers"));
    return { fs, before };
  };

  it("names the places, and lets nothing else be written until it is settled", async () => {
    const { fs } = await pendingTree();
    const pending = await readPending(fs, "/out", "a");
    expect(pending?.conflicts).toEqual([
      { path: "a/b.py", places: [{ line: 1, name: "line 1", mine: "mine", planned: "new" }] },
    ]);
    const tree = fs.files();
    for (const attempt of [write(fs, next, {}), planWrite(fs, "/out", [next], {})]) {
      const failure = await failureOf(attempt);
      expect(failure.exitCode).toBe(3);
      expect(failure.problems[0]?.hint).toContain("--continue");
    }
    expect(fs.files()).toEqual(tree);
    // Another connector is no matter of it, unless both share an addon.
    await write(fs, addon("b", { "m.py": "1\n" }), {});
  });

  it("keeps another connector from an addon that both share", async () => {
    const fs = await edited();
    await writeAddons(fs, machine, "/out", [first, addon("shared", { "m.py": "1\n" })]);
    await fs.writeText("/out/shared/m.py", "mine\n");
    const shared = addon("shared", { "m.py": "2\n" });
    await writeAddons(fs, machine, "/out", [first, shared], withChoice("markers"));
    const other = [addon("b", { "m.py": "1\n" }), addon("shared", { "m.py": "3\n" })];
    const failure = await failureOf(writeAddons(fs, machine, "/out", other, withChoice("markers", { owner: "b" })));
    expect(failure.problems[0]?.place).toBe("/out/a");
  });

  it("goes on once no marker stands any more", async () => {
    const { fs } = await pendingTree();
    const failure = await failureOf(endMerge(fs, machine, "/out", "a", "continue"));
    expect(failure.exitCode).toBe(3);
    expect(failure.problems[0]?.place).toBe("/out/a/b.py:1");
    await fs.writeText("/out/a/b.py", "both\n2\n3\n");
    await endMerge(fs, machine, "/out", "a", "continue");
    expect(await fs.kind(`/out/a/${PENDING_FILE}`)).toBeUndefined();
    expect(actionsOf(await write(fs, next, { merge }))).toMatchObject({ "a.py": "keep", "b.py": "keep" });
    expect(await failureOf(endMerge(fs, machine, "/out", "a", "continue"))).toMatchObject({ exitCode: 2 });
  });

  it("goes back to the last byte, lock and base included", async () => {
    const { fs, before } = await pendingTree();
    await fs.writeText("/out/a/b.py", "half settled\n");
    await endMerge(fs, machine, "/out", "a", "abort");
    expect(fs.files()).toEqual(before);
  });

  it("does not go back over an edit made since, but by force", async () => {
    const { fs, before } = await pendingTree();
    await fs.writeText("/out/a/d.py", "edited since\n");
    const failure = await failureOf(endMerge(fs, machine, "/out", "a", "abort"));
    expect(failure.problems[0]?.place).toBe("/out/a/d.py");
    expect(await fs.readText("/out/a/d.py")).toBe("edited since\n");
    await endMerge(fs, machine, "/out", "a", "abort", true);
    expect(fs.files()).toEqual(before);
  });

  it("goes back to a file that it removed", async () => {
    const fs = await edited();
    const before = fs.files();
    await write(fs, addon("a", { "b.py": "new\n2\n3\n" }), withChoice("markers"));
    expect(await fs.kind("/out/a/c.py")).toBeUndefined();
    await endMerge(fs, machine, "/out", "a", "abort");
    expect(fs.files()).toEqual(before);
  });

  it.each([
    "x",
    JSON.stringify({ pending: 1, files: [{ path: "../victim" }], conflicts: [] }),
    JSON.stringify({ pending: 1 }),
  ])("is not believed what leads outside or is damaged", async (text) => {
    const { fs } = await pendingTree();
    const { brotliCompressSync } = await import("node:zlib");
    await fs.writeText("/out/victim", "theirs");
    await fs.writeBytes(`/out/a/${PENDING_FILE}`, text === "x" ? new Uint8Array([1]) : brotliCompressSync(text));
    await failureOf(endMerge(fs, machine, "/out", "a", "abort", true));
    expect(await fs.readText("/out/victim")).toBe("theirs");
  });

  it("leaves the old tree or the new one when it is killed, at each single operation; so does going back", async () => {
    const old = (await edited()).files();
    const fresh = (await pendingTree()).fs.files();
    const clean = (fs: MemoryFileSystem): Record<string, string> =>
      Object.fromEntries(Object.entries(fs.files()).filter(([path]) => !path.includes(".odoo-connector")));
    for (const way of ["merge", "abort"] as const) {
      const standing = way === "merge" ? await edited() : (await pendingTree()).fs;
      const work = (fs: MemoryFileSystem, at: number): Promise<unknown> => {
        const disk = failingAt(fs, at, "KILLED", false).fs;
        return way === "merge"
          ? writeAddons(disk, machine, "/out", [next], withChoice("markers"))
          : endMerge(disk, machine, "/out", "a", "abort");
      };
      const outcomes = new Set<string>();
      for (let at = 1; ; at++) {
        const fs = await cloned(standing);
        const isDone = await work(fs, at).then(
          () => true,
          () => false,
        );
        await recover(fs, "/out");
        const tree = clean(fs);
        const outcome = JSON.stringify(tree) === JSON.stringify(old) ? "old" : "new";
        expect(tree).toEqual(outcome === "old" ? old : fresh);
        outcomes.add(outcome);
        if (isDone) break;
      }
      expect(outcomes).toEqual(new Set(["old", "new"]));
    }
  });
});
