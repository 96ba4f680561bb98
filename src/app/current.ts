/** What is known of a connector before anything is planned: whether it may grow, and whether there is anything to do. */
import { join } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { FRAMEWORK_ADDONS } from "../plan/framework.ts";
import { VERSION } from "../version.ts";
import { BASE_FILE, isWhole, unpackBase } from "../write/base.ts";
import { type AddonLock, digest } from "../write/lockfile.ts";
import { type Machine, MUTEX } from "../write/mutex.ts";
import { refusePending } from "../write/pending.ts";
import { STAGING } from "../write/transaction.ts";
import { recoverWrite } from "../write/writer.ts";
import { ageOf, type Connector, isSpecEdited, openConnector } from "./connector.ts";
import { BUILD_ID, builtBase } from "./package.ts";

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
  const { root, name, lock } = connector;
  if (isSpecEdited(connector)) return false;
  for (const one of [MUTEX, STAGING]) if ((await fs.kind(join(root, one))) !== undefined) return false;
  if (!isOurs(lock, lock.odoo) || !(await isComplete(fs, root, name, lock))) return false;
  return (await staleRuntime(fs, connector, lock.odoo)).length === 0;
}

/**
 * Names of the runtime addons that a plan has to look at: all but those that this very build has written for a version of
 * Odoo, as long as nothing of them is missing. What was edited there is kept either way.
 */
export async function staleRuntime(
  fs: FileSystem,
  { root, runtime }: Pick<Connector, "root" | "runtime">,
  odoo: string,
): Promise<string[]> {
  const stale: string[] = [];
  for (const { name, lock } of runtime) {
    if (!isOurs(lock, odoo) || !(await isComplete(fs, root, name, lock))) stale.push(name);
  }
  return stale;
}

const isOurs = ({ tool, build, odoo }: AddonLock, version: string): boolean =>
  BUILD_ID !== undefined && tool === VERSION && build === BUILD_ID && odoo === version;

/** Whether a plan that did not change would find nothing to write in an addon. */
async function isComplete(fs: FileSystem, root: string, addon: string, lock: AddonLock): Promise<boolean> {
  for (const [name, { ownership, dropped, deleted, sha256 }] of Object.entries(lock.files)) {
    const place = join(root, addon, name);
    const kind = await fs.kind(place);
    // What its owner has deleted stays away, once that was told.
    const mayMiss = !dropped && (deleted === true || ownership === "seed");
    if (kind === undefined ? !mayMiss : kind !== "file" || deleted === true) return false;
    // What was kept for its edits goes once they are gone.
    if (dropped && ownership !== "seed" && digest(await fs.readText(place)) === sha256) return false;
  }
  return hasWholeBase(fs, root, addon, lock);
}

/** Whether the base of an addon holds all that a merge may ask for. */
export async function hasWholeBase(fs: FileSystem, root: string, addon: string, lock: AddonLock): Promise<boolean> {
  const bytes = await fs.readBytes(join(root, addon, BASE_FILE)).catch(() => undefined);
  if (bytes === undefined) return false;
  // That of a runtime addon is known byte by byte, without a look into it.
  const isRuntime = FRAMEWORK_ADDONS.some((name) => name === addon) && isOurs(lock, lock.odoo);
  const built = isRuntime ? await builtBase(fs, lock.odoo, addon) : undefined;
  if (built !== undefined && Buffer.compare(built, bytes) === 0) return true;
  const texts = unpackBase(bytes, lock.files);
  return texts !== undefined && isWhole(texts, lock.files);
}
