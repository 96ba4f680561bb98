import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import { findOdoo, holdsAddons, readSeries } from "../../../src/lab/source.ts";

const release = (major: string): string => `RELEASE_LEVELS = []\nversion_info = (${major}, 0, 0, FINAL, 0, '')\n`;
const tree = (root: string, major = "18"): Record<string, string> => ({
  [`${root}/odoo/release.py`]: release(major),
  [`${root}/odoo/addons/base/__manifest__.py`]: "{}",
});

describe("the series of a source tree", () => {
  it.each([
    ["version_info = (16, 0, 0, FINAL, 0, '')", "16.0"],
    ["version_info = ('saas~18', 2, 0, FINAL, 0, '')", "18.2"],
    ["version_info = ('saas-18', 2, 0)", "18.2"],
    ["version_info = something()", undefined],
  ])("%s is %s", (text, series) => {
    expect(readSeries(`x = 1\n${text}\n`)).toBe(series);
  });
});

describe("finding Odoo in a folder", () => {
  it("finds a checkout, and every folder of addons beside it", async () => {
    const fs = new MemoryFileSystem({
      ...tree("/src"),
      "/src/odoo-bin": "",
      "/src/addons/sale/__manifest__.py": "{}",
      "/src/enterprise/web_studio/__manifest__.py": "{}",
      "/src/doc/index.rst": "",
    });
    const found = await findOdoo(fs, "/src");
    expect(found).toMatchObject({ series: "18.0", root: "/src" });
    expect(found.addons).toEqual(["/src/odoo/addons", "/src/addons", "/src/enterprise"]);
  });

  it.each([
    ["the package folder itself", "/src/odoo", "/src"],
    ["an unpacked Debian package", "/deb", "/deb/usr/lib/python3/dist-packages"],
    ["an archive that unpacked into a folder of its own", "/zip", "/zip/odoo-18.0.post20250421"],
    ["a checkout in a folder named odoo", "/home", "/home/odoo"],
  ])("finds %s", async (_, named, root) => {
    expect((await findOdoo(new MemoryFileSystem(tree(root)), named)).root).toBe(root);
  });

  it("takes the addons beside a nested checkout too", async () => {
    const fs = new MemoryFileSystem({ ...tree("/home/odoo"), "/home/custom/mine/__manifest__.py": "{}" });
    expect((await findOdoo(fs, "/home")).addons).toEqual(["/home/odoo/odoo/addons", "/home/custom"]);
  });

  it("knows another commit of a checkout from the one before", async () => {
    const files = { ...tree("/src"), "/src/.git/HEAD": "ref: refs/heads/18.0\n" };
    const at = async (commit: string): Promise<string> =>
      (await findOdoo(new MemoryFileSystem({ ...files, "/src/.git/refs/heads/18.0": commit }), "/src")).identity;
    expect(await at("aaa")).not.toBe(await at("bbb"));
  });

  it.each([
    ["/nowhere", /there is no folder \/nowhere/],
    ["/empty", /no Odoo in \/empty/],
    ["/old", /of series 13\.0; the lab runs 16\.0, 17\.0, 18\.0, 19\.0/],
  ])("refuses %s", async (folder, message) => {
    const fs = new MemoryFileSystem({ "/empty/readme.txt": "", ...tree("/old", "13") });
    const error = await findOdoo(fs, folder).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(String(error)).toMatch(message);
  });
});

describe("a folder of addons", () => {
  it("is one that holds a folder with a manifest", async () => {
    const fs = new MemoryFileSystem({ "/a/x/__manifest__.py": "{}", "/b/x/readme": "", "/c/__manifest__.py": "{}" });
    expect(await Promise.all(["/a", "/b", "/c", "/d"].map((folder) => holdsAddons(fs, folder)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
