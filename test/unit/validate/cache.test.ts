import { beforeEach, describe, expect, it } from "vitest";
import { Cache } from "../../../src/app/validate-cache.ts";
import type { AddonResult } from "../../../src/app/validate-types.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import { finding } from "./findings.ts";

const result: AddonResult = {
  ...{ name: "one", path: "one", odoo: "19.0", files: 2, findings: [finding()], unresolved: [], baseline: undefined },
};
const INPUTS = ["/repo/one", "/repo/two", "/elsewhere/two", "/repo/index.json"];

let fs: MemoryFileSystem;
/** Another run: what was read of the disk before is forgotten. */
const open = (): Cache => new Cache(fs, "/kept");

beforeEach(async () => {
  fs = new MemoryFileSystem({
    "/repo/one/__manifest__.py": "{}",
    "/repo/one/models/a.py": "a",
    "/repo/one/static/icon.png": "icon",
    "/repo/two/__manifest__.py": "{}",
    "/repo/index.json": "{}",
  });
  await open().keep("key", INPUTS, result);
});

describe("a kept result", () => {
  it("holds as long as nothing changes", async () => {
    expect(await open().find("key")).toEqual(JSON.parse(JSON.stringify(result)));
    expect(await open().find("other")).toBeUndefined();
  });

  it.each([
    ["a file changes", () => fs.writeText("/repo/one/models/a.py", "b")],
    ["a file comes", () => fs.writeText("/repo/one/models/b.py", "")],
    ["a file goes", () => fs.remove("/repo/one/models/a.py")],
    ["a file moves", () => fs.rename("/repo/one/models/a.py", "/repo/one/a.py")],
    ["an addon that it needs changes", () => fs.writeText("/repo/two/__manifest__.py", "{ }")],
    ["an addon that was missing comes", () => fs.makeDirectory("/elsewhere/two")],
    ["the index changes", () => fs.writeText("/repo/index.json", "[]")],
  ])("holds no longer when %s", async (_, change) => {
    await change();
    expect(await open().find("key")).toBeUndefined();
  });

  it("holds when a picture or what Python compiled changes", async () => {
    await fs.writeText("/repo/one/static/icon.png", "other");
    await fs.makeDirectory("/repo/one/__pycache__");
    await fs.writeText("/repo/one/__pycache__/a.pyc", "x");
    expect(await open().find("key")).toBeDefined();
  });

  it("that was cut off is none", async () => {
    await fs.writeText("/kept/key.json", '{"inputs": [["/re');
    expect(await open().find("key")).toBeUndefined();
  });

  it("stays out of repositories, and leaves nothing half-written", () => {
    expect(Object.keys(fs.files()).filter((path) => path.startsWith("/kept"))).toEqual([
      "/kept/.gitignore",
      "/kept/key.json",
    ]);
    expect(fs.files()["/kept/.gitignore"]).toBe("*\n");
  });

  it("has a key for each set of options", () => {
    expect(open().key(["0.1.0", { select: ["job"] }])).not.toBe(open().key(["0.1.0", { select: ["mapper"] }]));
    expect(open().key(["0.1.0"])).toBe(open().key(["0.1.0"]));
  });
});
