import { execFileSync } from "node:child_process";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { respectGit } from "../../../src/app/git-guard.ts";
import { ConnectorError } from "../../../src/errors.ts";
import { uncommitted } from "../../../src/git/git.ts";

let folder: string;
const git = (...args: string[]): void => {
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@b.example", ...args], { cwd: folder, stdio: "ignore" });
};
const write = (path: string, text: string): Promise<void> => writeFile(join(folder, path), text);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "git-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe("what git would lose", () => {
  const names = ["clean.py", "changed.py", "staged.py", "[a]*.py", 'quo"te.py', "Ünï.py"];

  beforeEach(async () => {
    await mkdir(join(folder, "addons"));
    git("init", "-q");
    for (const name of names) await write(`addons/${name}`, "1\n");
    await write(".gitignore", "ignored.py\n");
    git("add", ".");
    git("commit", "-qm", "first");
  });

  it("is what was changed, staged or never committed", async () => {
    for (const name of names.slice(1)) await write(`addons/${name}`, "2\n");
    for (const name of ["new.py", "ignored.py"]) await write(`addons/${name}`, "2\n");
    git("add", "addons/staged.py");
    const asked = [...names, "new.py", "ignored.py", "absent.py"];
    const expected = [...names.slice(1), "new.py"];
    expect(await uncommitted(join(folder, "addons"), asked)).toEqual(expected);
    // From the repository's own folder paths are others.
    const above = await uncommitted(
      folder,
      asked.map((name) => `addons/${name}`),
    );
    expect(above).toEqual(expected.map((name) => `addons/${name}`));
  });

  it("is nothing of a file that was not asked for: a name is no pattern", async () => {
    await write("addons/changed.py", "2\n");
    expect(await uncommitted(join(folder, "addons"), ["[a]*.py", "clean.py"])).toEqual([]);
  });

  it("stops a write with a line for each, and one hint", async () => {
    for (const name of ["changed.py", "staged.py"]) await write(`addons/${name}`, "2\n");
    const guard = respectGit(join(folder, "addons"), "commit them first");
    await expect(guard(["clean.py"])).resolves.toBeUndefined();
    const error: unknown = await guard(["changed.py", "clean.py", "staged.py"]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectorError);
    expect((error as ConnectorError).exitCode).toBe(3);
    expect((error as ConnectorError).problems).toEqual([
      { place: join(folder, "addons/changed.py"), message: expect.stringContaining("not committed") as string },
      {
        place: join(folder, "addons/staged.py"),
        message: expect.stringContaining("not committed") as string,
        hint: "nothing was written; commit them first",
      },
    ]);
  });

  it("is nothing where there is no git", async () => {
    await write("addons/changed.py", "2\n");
    vi.stubEnv("PATH", "/nowhere");
    expect(await uncommitted(join(folder, "addons"), ["changed.py"])).toEqual([]);
  });
});

it("is nothing outside of a repository", async () => {
  await write("a.py", "1\n");
  vi.stubEnv("GIT_CEILING_DIRECTORIES", tmpdir());
  expect(await uncommitted(folder, ["a.py"])).toEqual([]);
});
