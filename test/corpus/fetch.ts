/**
 * Other people's addons, outside the repository: wheels of the OCA, pinned with their digests in `addons/VERSION.txt`, and
 * the standard addons of the lab's Odoo. They are read, never executed.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { nodeFileSystem } from "../../src/fs/node.ts";
import { madeOnce } from "../../src/lab/context.ts";
import { packagedOdoo } from "../../src/lab/debian.ts";
import { labContext } from "../../src/lab/index.ts";
import type { OdooVersion } from "../../src/odoo/capabilities.ts";
import { unzip } from "./zip.ts";

const context = labContext({
  fs: nodeFileSystem,
  onProgress: ({ state, message }) => {
    if (state === "start") process.stderr.write(`corpus: ${message}\n`);
  },
});

/** The folder that holds the OCA addons of a version; downloaded once. @throws Error where pip can't get them */
export async function ocaAddons(version: OdooVersion): Promise<string> {
  const list = join(import.meta.dirname, "addons", `${version}.txt`);
  const digest = createHash("sha256")
    .update(await readFile(list))
    .digest("hex")
    .slice(0, 12);
  return madeOnce(
    context,
    join("corpus", `${version}-${digest}`),
    `getting OCA addons of ${version}`,
    async (making) => {
      const wheels = await mkdtemp(join(tmpdir(), "odoo-connector-wheels-"));
      try {
        const options = [
          "--quiet",
          "--no-deps",
          "--only-binary",
          ":all:",
          "--require-hashes",
          "--disable-pip-version-check",
        ];
        await promisify(execFile)("python3", ["-m", "pip", "download", ...options, "-r", list, "-d", wheels]);
        for (const name of await readdir(wheels)) await unpack(await readFile(join(wheels, name)), making);
      } finally {
        await rm(wheels, { recursive: true });
      }
    },
  );
}

/** What lies in `odoo/addons/` of a wheel. */
async function unpack(wheel: Buffer, folder: string): Promise<void> {
  for (const [path, bytes] of unzip(wheel)) {
    if (!path.startsWith("odoo/addons/")) continue;
    const below = normalize(path.slice("odoo/addons/".length));
    if (below.startsWith("..") || below.startsWith("/")) throw new Error(`the wheel holds ${path}`);
    await mkdir(dirname(join(folder, below)), { recursive: true });
    await writeFile(join(folder, below), bytes);
  }
}

/** Folders of the standard addons of Odoo 19.0, as the lab has it. @throws Error where it can't be had */
export async function standardAddons(): Promise<readonly string[]> {
  return (await packagedOdoo(context)).addons;
}
