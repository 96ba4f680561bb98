import { describe, expect, it } from "vitest";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import { rewriteFiles } from "../../../src/write/writer.ts";
import { failingAt, machine } from "./support.ts";

const before = { "/addons/a/m.py": "1\n", "/addons/a/models/x.py": "2\n", "/addons/b/m.py": "3\n" };
const files = [
  { path: "a/m.py", before: "1\n", after: "one\n" },
  { path: "b/m.py", before: "3\n", after: "three\n" },
];

describe("rewriting files", () => {
  it("gives all of them their new texts, and leaves nothing else behind", async () => {
    const fs = new MemoryFileSystem(before);
    await rewriteFiles(fs, machine, "/addons", files);
    expect(fs.files()).toEqual({ ...before, "/addons/a/m.py": "one\n", "/addons/b/m.py": "three\n" });
  });

  it("writes none where one was changed meanwhile, or is gone", async () => {
    for (const text of ["changed\n", undefined]) {
      const fs = new MemoryFileSystem(before);
      if (text === undefined) await fs.remove("/addons/b/m.py");
      else await fs.writeText("/addons/b/m.py", text);
      const seen = fs.files();
      await expect(rewriteFiles(fs, machine, "/addons", files)).rejects.toMatchObject({
        exitCode: 3,
        problems: [{ place: "/addons/b/m.py", message: "was changed meanwhile: nothing was written" }],
      });
      expect(fs.files()).toEqual(seen);
    }
  });

  it("writes none where the disk fails half-way, wherever that is", async () => {
    for (let step = 1; ; step += 1) {
      const fs = new MemoryFileSystem(before);
      const failing = failingAt(fs, step, "ENOSPC", true);
      const failed = await rewriteFiles(failing.fs, machine, "/addons", files).then(
        () => false,
        () => true,
      );
      if (!failed) {
        expect(step).toBeGreaterThan(4);
        break;
      }
      const left = Object.fromEntries(
        Object.entries(fs.files()).filter(([path]) => !path.includes("/.odoo-connector")),
      );
      const written = { ...before, "/addons/a/m.py": "one\n", "/addons/b/m.py": "three\n" };
      expect([before, written]).toContainEqual(left);
    }
  });
});
