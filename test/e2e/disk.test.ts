import { execFileSync } from "node:child_process";
import { appendFile, chmod, chown, cp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bin, needBuild, project, type Run, run, treeOf, withFolder } from "./support.ts";

needBuild();

const ADDON = "shopify_connector";
const BACKEND = `${ADDON}/models/backend.py`;
const MUTEX = ".odoo-connector.lock";
const TOOL = join(project, "bin/odoo-connector.js");
const NOBODY = 65_534;

/** A connector with an edit, and a spec that gives other texts. */
async function edited(folder: string): Promise<Record<string, string>> {
  const init = await bin("init-connector", ["shopify", "--entities", "customers", "--path", folder, "--quiet"]);
  expect(init.code).toBe(0);
  await appendFile(join(folder, BACKEND), "\n    def my_own(self):\n        return 42\n");
  const spec = join(folder, ADDON, "connector.yaml");
  await writeFile(spec, (await readFile(spec, "utf8")).replace("title: Shopify", "title: Corner Shop"));
  return treeOf(folder);
}

const upgrade = (folder: string): Promise<Run> => bin("odoo-connector", ["upgrade", ADDON], { cwd: folder });

/** The start of a command in a mount namespace of its own; undefined where the system grants none. */
function ownMounts(): readonly string[] | undefined {
  for (const flags of ["-m", "-Urm"]) {
    try {
      execFileSync("unshare", [flags, "sh", "-c", "mount -t tmpfs tmpfs /mnt"], { stdio: "ignore" });
      return [flags];
    } catch {
      // The next one, or none.
    }
  }
  return undefined;
}

/** Runs as somebody who is refused what the rights refuse: for root nothing is. */
const asNobody = (folder: string, args: readonly string[]): Promise<Run> => {
  const isRoot = process.getuid?.() === 0;
  const command = [process.execPath, TOOL, ...args];
  const drop = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
  const [first = "", ...rest] = isRoot ? [...drop, ...command] : command;
  return run(first, rest, { cwd: folder, env: { ...process.env, HOME: folder } });
};

async function ownedByNobody(folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  await chmod(folder, 0o755);
  for (const path of ["", ...(await readdir(folder, { recursive: true }))])
    await chown(join(folder, path), NOBODY, NOBODY);
}

const SCRIPT = `
set -e
mount -t tmpfs -o size=16m tmpfs "$PLACE"
cp -a "$FROM/." "$PLACE/"
if [ "$FREE" = none ]; then mount -o remount,ro "$PLACE"; else
  free=$(df -k --output=avail "$PLACE" | tail -1)
  dd if=/dev/zero of="$PLACE/ballast" bs=1024 count=$((free - FREE)) status=none
fi
set +e
"$NODE" "$TOOL" upgrade "$PLACE/${ADDON}" 2>"$OUT/stderr" >"$OUT/stdout"; echo $? >"$OUT/code"
[ "$FREE" = none ] || rm "$PLACE/ballast"
mkdir "$OUT/first" && cp -a "$PLACE/." "$OUT/first"
if [ "$FREE" != none ]; then
  "$NODE" "$TOOL" upgrade "$PLACE/${ADDON}" >/dev/null 2>&1; echo $? >"$OUT/again"
fi
`;

const mounts = ownMounts();
if (mounts === undefined)
  process.stderr.write("skipped: full and read-only disks, for no mount is granted here (unshare -m)\n");

describe("a disk that refuses", () => {
  it.skipIf(mounts === undefined).each([
    ["0", /no space left on the disk \(ENOSPC\): nothing was changed/],
    ["60", /no space left on the disk \(ENOSPC\): nothing was changed/],
    ["120", /no space left on the disk \(ENOSPC\): nothing was changed/],
    ["none", /this file system is read-only \(EROFS\): nothing was changed/],
  ])("is told, and the old tree stands there: %s KB free", (free, message) =>
    withFolder((from) =>
      withFolder((place) =>
        withFolder(async (out) => {
          const old = await edited(from);
          const env = { ...process.env, FROM: from, PLACE: place, OUT: out, FREE: free, NODE: process.execPath, TOOL };
          const done = await run("unshare", [...(mounts ?? []), "sh", "-c", SCRIPT], { env });
          expect(done).toMatchObject({ code: 0, stderr: "" });
          const told = await readFile(join(out, "stderr"), "utf8");
          expect({ told, code: await readFile(join(out, "code"), "utf8") }).toEqual({
            told: expect.stringMatching(message) as unknown,
            code: "2\n",
          });
          expect(told).not.toContain("staging");
          expect(await treeOf(join(out, "first"))).toEqual(old);
          if (free !== "none") expect(await readFile(join(out, "again"), "utf8")).toBe("0\n");
        }),
      ),
    ),
  );

  it("respects a file that is read-only, and keeps the rights of those that it replaces", () =>
    withFolder(async (folder) => {
      const old = await edited(folder);
      const manifest = join(folder, ADDON, "__manifest__.py");
      await chmod(manifest, 0o444);
      await chmod(join(folder, BACKEND), 0o755);
      const refused = await upgrade(folder);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain(`${ADDON}/__manifest__.py: is read-only, and would have to be written`);
      expect(refused.stderr).toContain("chmod u+w");
      expect(await treeOf(folder)).toEqual(old);
      await chmod(manifest, 0o640);
      expect((await upgrade(folder)).code).toBe(0);
      expect((await stat(manifest)).mode & 0o777).toBe(0o640);
      expect((await stat(join(folder, BACKEND))).mode & 0o777).toBe(0o755);
    }));

  it.each(["", `${ADDON}/models`, ADDON])("respects a folder that it may not write to: %j", (below) =>
    withFolder(async (folder) => {
      const old = await edited(folder);
      await ownedByNobody(folder);
      await chmod(join(folder, below), 0o555);
      const refused = await asNobody(folder, ["upgrade", ADDON]);
      await chmod(join(folder, below), 0o755);
      expect({ code: refused.code, stderr: refused.stderr }).toEqual({
        code: 2,
        stderr: expect.stringMatching(/writing here is not permitted \(EACCES\): nothing was changed/) as unknown,
      });
      expect(await treeOf(folder)).toEqual(old);
      expect((await asNobody(folder, ["upgrade", ADDON])).code).toBe(0);
    }),
  );

  it("respects a file that it may not read", () =>
    withFolder(async (folder) => {
      const old = await edited(folder);
      await ownedByNobody(folder);
      await chmod(join(folder, BACKEND), 0o200);
      const refused = await asNobody(folder, ["upgrade", ADDON]);
      await chmod(join(folder, BACKEND), 0o644);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain(BACKEND);
      expect(refused.stderr).toContain("EACCES");
      expect(await treeOf(folder)).toEqual(old);
    }));
});

describe("two processes at once", () => {
  it("both end well: the second waits for the first", () =>
    withFolder((folder) =>
      withFolder(async (other) => {
        await edited(folder);
        await cp(folder, other, { recursive: true });
        expect((await upgrade(other)).code).toBe(0);
        const both = await Promise.all([upgrade(folder), upgrade(folder)]);
        expect(both.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
          { code: 0, stderr: "" },
          { code: 0, stderr: "" },
        ]);
        expect(await treeOf(folder)).toEqual(await treeOf(other));
      }),
    ));

  it("the second says who holds the lock, after ten seconds", () =>
    withFolder(async (folder) => {
      const old = await edited(folder);
      await writeFile(join(folder, MUTEX), JSON.stringify({ pid: process.pid, host: hostname() }));
      const refused = await upgrade(folder);
      expect(refused.code).toBe(3);
      expect(refused.stderr).toContain(`process ${process.pid} on ${hostname()} is writing here`);
      await rm(join(folder, MUTEX));
      expect(await treeOf(folder)).toEqual(old);
    }));
});
