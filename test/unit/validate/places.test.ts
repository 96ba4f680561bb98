import { describe, expect, it } from "vitest";
import { Configs, findAddons } from "../../../src/app/validate-places.ts";
import { ConnectorError } from "../../../src/errors.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";

const manifest = "{}";

const fs = (): MemoryFileSystem =>
  new MemoryFileSystem({
    "/repo/one/__manifest__.py": manifest,
    "/repo/one/models/a.py": "",
    "/repo/one/inner/__manifest__.py": manifest,
    "/repo/deep/er/two/__manifest__.py": manifest,
    "/repo/node_modules/three/__manifest__.py": manifest,
    "/repo/.git/four/__manifest__.py": manifest,
    "/repo/bare/__init__.py": "",
    "/repo/docs/index.md": "",
  });

const found = async (...paths: string[]) =>
  (await findAddons(fs(), paths, "/repo")).map(({ name, shown }) => `${shown} ${name}`);

describe("addons", () => {
  it("are found at any depth, none in another one, none in what is no source", async () => {
    expect(await found(".")).toEqual(["deep/er/two two", "one one"]);
  });

  it("are named by their folder, by a file in them, and told once", async () => {
    expect(await found("one", "one/models/a.py", "/repo/one")).toEqual(["one one"]);
    expect((await findAddons(fs(), ["."], "/repo/one")).map(({ shown, folder }) => [shown, folder])).toEqual([
      ["", "/repo/one"],
    ]);
    expect((await findAddons(fs(), ["/repo/one"], "/else")).map(({ shown }) => shown)).toEqual(["/repo/one"]);
  });

  it("without a manifest are taken where somebody names them", async () => {
    expect(await found("bare")).toEqual(["bare bare"]);
  });

  it("that are not there are told, all of them", async () => {
    const problems = await findAddons(fs(), ["nowhere", "docs", "docs/index.md", ""], "/repo").then(
      () => [],
      (error: unknown) => (error instanceof ConnectorError ? error.problems : []),
    );
    expect(problems.map(({ place, message }) => `${place ?? ""}: ${message}`)).toEqual([
      "nowhere: there is no such folder",
      "docs: no addon is here",
      "PATH: names no folder",
    ]);
  });

  it("that are meant by a folder nearby are proposed", async () => {
    await expect(findAddons(fs(), ["deep/er/tow"], "/repo")).rejects.toMatchObject({
      problems: [{ place: "deep/er/tow", hint: "did you mean deep/er/two?" }],
    });
  });

  it("are left out where a file stands in none, or is gone with its folder", async () => {
    expect(await found("docs/index.md", "one/models/a.py")).toEqual(["one one"]);
    const listed = ["docs/index.md", "one/models/gone.py", "deep", "gone/__init__.py"];
    expect((await findAddons(fs(), [], "/repo", listed)).map(({ shown }) => shown)).toEqual(["deep/er/two", "one"]);
  });

  it("behind a link are found where the link is named", async () => {
    const disk = fs();
    disk.link("/repo/linked", "/repo/one");
    expect((await findAddons(disk, ["linked"], "/repo")).map(({ shown }) => shown)).toEqual(["linked"]);
    expect((await findAddons(disk, ["."], "/repo")).map(({ shown }) => shown)).toEqual(["deep/er/two", "one"]);
  });
});

describe("the configuration of an addon", () => {
  it("is the nearest one above it, YAML before TOML, a pyproject.toml only where it is about this tool", async () => {
    const disk = new MemoryFileSystem({
      "/repo/.connector-lint.yaml": "{}",
      "/repo/one/pyproject.toml": "[tool.ruff]\n",
      "/repo/two/pyproject.toml": "[tool.connector-lint]\n",
      "/repo/three/pyproject.toml": "[tool.connector-lint.rules]\n",
      "/repo/three/.connector-lint.yaml": "{}",
      "/else/__init__.py": "",
    });
    const configs = new Configs(disk, "/repo");
    const of = async (folder: string) => (await configs.of(folder))?.shown;
    expect(await of("/repo/one/addon")).toBe(".connector-lint.yaml");
    expect(await of("/repo/two/addon")).toBe("two/pyproject.toml");
    expect(await of("/repo/three/addon")).toBe("three/.connector-lint.yaml");
    expect(await of("/else")).toBeUndefined();
  });
});
