/** What is known of a connector before anything is planned: whether it may grow, and whether there is anything to do. */
import { join } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { VERSION } from "../version.ts";
import { BASE_FILE, isWhole, unpackBase } from "../write/base.ts";
import { type AddonLock, digest } from "../write/lockfile.ts";
import { type Machine, MUTEX } from "../write/mutex.ts";
import { refusePending } from "../write/pending.ts";
import { STAGING } from "../write/transaction.ts";
import { recoverWrite } from "../write/writer.ts";
import { ageOf, type Connector, isSpecEdited, openConnector } from "./connector.ts";
import { BUILD_ID } from "./package.ts";

/**
 * Finds a connector that is about to grow; a write that was interrupted there is finished or taken back first.
 * @param path as typed; undefined: the one that the user stands in
 * @throws ConnectorError (2) where there is none, (3) while conflicts of a former merge are not settled
 */
export async function openGrowing(
  { fs, machine }: { fs: FileSystem; machine: Machine },
  cwd: string,
  path: string | undefined,
): Promise<Connector> {
  let connector = await openConnector(fs, cwd, path);
  if (await recoverWrite(fs, machine, connector.root)) connector = await openConnector(fs, cwd, path);
  await refusePending(fs, connector.root, [connector.name]);
  for (const { name, lock } of [connector, ...connector.runtime]) {
    if (ageOf(lock) !== "later") continue;
    throw new ConnectorError({
      place: join(connector.root, name),
      message: `was written by version ${lock.tool} of this tool, this is ${VERSION}`,
      hint: "update the tool",
    });
  }
  return connector;
}

/**
 * Whether there is nothing to do for an upgrade, found out without planning: everything that a plan depends on is what
 * it was, and everything that was planned is there. Where it cannot be told, the answer is no.
 */
export async function isCurrent(fs: FileSystem, connector: Connector): Promise<boolean> {
  const { root, runtime, lock } = connector;
  if (BUILD_ID === undefined || isSpecEdited(connector)) return false;
  for (const name of [MUTEX, STAGING]) if ((await fs.kind(join(root, name))) !== undefined) return false;
  for (const addon of [connector, ...runtime]) {
    const { tool, build, odoo } = addon.lock;
    if (tool !== VERSION || build !== BUILD_ID || odoo !== lock.odoo) return false;
    if (!(await isComplete(fs, join(root, addon.name), addon.lock))) return false;
  }
  return true;
}

/** Whether a plan that did not change would find nothing to write in an addon. */
async function isComplete(fs: FileSystem, folder: string, { files }: AddonLock): Promise<boolean> {
  for (const [name, { ownership, dropped, sha256 }] of Object.entries(files)) {
    const place = join(folder, name);
    const kind = await fs.kind(place);
    if (kind !== "file" && (kind !== undefined || ownership !== "seed" || dropped)) return false;
    // What was kept for its edits goes once they are gone.
    if (dropped && ownership !== "seed" && digest(await fs.readText(place)) === sha256) return false;
  }
  const base = await fs.readBytes(join(folder, BASE_FILE)).catch(() => undefined);
  const texts = base === undefined ? undefined : unpackBase(base, files);
  return texts !== undefined && isWhole(texts, files);
}
