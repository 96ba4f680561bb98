import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import { namedAssets, readMirrors } from "../../../src/lab/debian.ts";
import { purgeCache, type LabContext } from "../../../src/lab/context.ts";
import { openLab } from "../../../src/lab/index.ts";
import { cacheFolder } from "../../../src/lab/paths.ts";
import { toPrune } from "../../../src/lab/lab.ts";
import { ownServer } from "../../../src/lab/postgres.ts";
import { SERIES } from "../../../src/lab/series.ts";

describe("Debian's mirror", () => {
  it("is the one that the machine uses, never its security archive", () => {
    const targets = [
      "http://mirror.example/debian-security/|bookworm-security|main",
      "http://mirror.example/debian/|bookworm|main",
      "http://mirror.example/debian|bookworm-updates|main",
      "http://other.example/debian|bookworm|contrib",
      "cdrom://disk|bookworm|main",
      "",
    ].join("\n");
    expect(readMirrors(targets)).toEqual(["http://mirror.example/debian"]);
  });
});

describe("what the package leaves out", () => {
  it("is found among the files that bundles name one by one", () => {
    const manifest = `{'assets': {'web.assets': ['mail/static/lib/a/a.js', "/web/static/src/b.scss", 'web/static/src/**/*', ('remove', 'x/static/c.xml')]}}`;
    expect(namedAssets(manifest)).toEqual(["mail/static/lib/a/a.js", "web/static/src/b.scss", "x/static/c.xml"]);
  });
});

describe("the cache folder", () => {
  it.each([
    [{ ODOO_CONNECTOR_CACHE: "/mine", XDG_CACHE_HOME: "/xdg" }, "linux", 1000, "/mine"],
    [{ XDG_CACHE_HOME: "/xdg" }, "linux", 1000, "/xdg/odoo-connector"],
    [{ XDG_CACHE_HOME: "/home/me/.cache" }, "linux", 0, "/var/cache/odoo-connector"],
  ] as const)("%o on %s as %i is %s", (env, platform, uid, folder) => {
    expect(cacheFolder(env, platform, uid)).toBe(folder);
  });

  it("is purged of what is ours and of nothing else", async () => {
    const files = {
      "/c/odoo/19.0/x": "",
      "/c/cluster-18/server.json": "",
      "/c/cluster-18.lock": "",
      "/c/photos/a": "",
    };
    const fs = new MemoryFileSystem(files);
    const context: LabContext = { fs, cache: "/c", onProgress: () => undefined };
    await purgeCache(context);
    expect(fs.files()).toEqual({ "/c/photos/a": "" });
    await fs.remove("/c/photos");
    await fs.writeText("/c/up", "");
    await purgeCache(context);
    expect(await fs.kind("/c")).toBeUndefined();
  });
});

describe("a PostgreSQL of the user's own", () => {
  it("is used where a host or a port is named", () => {
    expect(ownServer({ PGUSER: "me" })).toBeUndefined();
    expect(ownServer({ PGHOST: "db", PGUSER: "me", PGPASSWORD: "x" })).toEqual({
      PGHOST: "db",
      PGPORT: "5432",
      PGUSER: "me",
      PGPASSWORD: "x",
    });
  });

  it("is not used as postgres, which Odoo refuses", () => {
    expect(() => ownServer({ PGHOST: "db", PGUSER: "postgres" })).toThrow(/refuses to work as the database user/);
  });
});

describe("a series", () => {
  it("names what Odoo's own default of --load would be", () => {
    expect(SERIES["19.0"].serverWide).toContain("rpc");
    expect(SERIES["18.0"].serverWide).toEqual(["base", "web"]);
  });

  it.each(["15.0", "19"])("%s is refused with the known ones", async (series) => {
    const error = await openLab({ series, fs: new MemoryFileSystem(), cache: "/c" }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(String(error)).toContain("known are 16.0, 17.0, 18.0, 19.0");
  });

  it("that no registry has asks for its source tree", async () => {
    const error = await openLab({ series: "17.0", fs: new MemoryFileSystem(), cache: "/c" }).catch((e: unknown) => e);
    expect((error as ConnectorError).problems[0]).toMatchObject({
      place: "--series",
      hint: expect.stringContaining("--odoo DIR") as string,
    });
  });

  it("must be that of the tree", async () => {
    const fs = new MemoryFileSystem({ "/src/odoo/release.py": "version_info = (18, 0, 0)\n" });
    const error = await openLab({ series: "17.0", odoo: "/src", fs, cache: "/c" }).catch((reason: unknown) => reason);
    expect(String(error)).toContain("is 18.0, but 17.0 was asked for");
  });
});

describe("templates that are dropped", () => {
  const HOUR = 3_600_000;
  const made = (
    count: number,
    own: boolean,
    age: (index: number) => number,
  ): { name: string; used: number; own: boolean }[] =>
    Array.from({ length: count }, (_, index) => ({
      name: `${own ? "own" : "std"}${index}`,
      used: 100 * HOUR - age(index),
      own,
    }));

  it("are the longest unused beyond the number that is kept", () => {
    const templates = [...made(8, true, (index) => index * HOUR), ...made(12, false, (index) => index * HOUR)];
    expect(toPrune(templates, 100 * HOUR)).toEqual(["own6", "own7"]);
  });

  it("are never those that another process may be copying", () => {
    expect(
      toPrune(
        made(9, true, (index) => index * 1000),
        100 * HOUR,
      ),
    ).toEqual([]);
  });
});
