import { createHash } from "node:crypto";
import { ConnectorError } from "../errors.ts";
import type { Ownership } from "../plan/types.ts";
import { markersOf } from "./merge.ts";

/** Stands in every addon that this tool writes; belongs into version control. */
export const LOCK_FILE = ".connector.lock.json";

export interface LockedFile {
  /** SHA-256 (hex) of the text that was planned when the file was last written; tells an edited file from another. */
  sha256: string;
  ownership: Ownership;
  /** No longer planned, and kept: because it was edited, or because it is its owner's (a migration from the start). */
  dropped?: true;
  /** Its owner has deleted it, and that was told: it stays away. The digest is that of the text that stood there. */
  deleted?: true;
}

/** What an addon was made from. Holds no time and no path of a machine: the same run gives the same bytes. */
export interface AddonLock {
  /** Version of this format. */
  lock: 1;
  /** Version of the tool that wrote last. */
  tool: string;
  /** Which build of that version; missing where the tool ran from its sources. */
  build?: string;
  /** Odoo version that the addon is for. */
  odoo: string;
  /** {@link digest} of the spec's text; missing in the runtime addons, which have none. */
  spec?: string;
  /** What stands behind the series in the version that was planned for the manifest; missing: it was never raised. */
  version?: string;
  /** By path below the addon. */
  files: Record<string, LockedFile>;
}

/** Most texts are asked for three times over: as they were planned, as they are planned now, and as they stand there. */
const digests = new Map<string, string>();
const KEPT = 1000;

/** SHA-256 of a text; line ends do not count, for version control systems change them. */
export function digest(text: string): string {
  const known = digests.get(text);
  if (known !== undefined) return known;
  const made = createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
  if (digests.size >= KEPT) digests.clear();
  digests.set(text, made);
  return made;
}

export function printLock(lock: AddonLock): string {
  const files = Object.fromEntries(Object.entries(lock.files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ ...lock, files }, null, 2) + "\n";
}

/** What to do where a lock file is of no use: no command makes one anew in its place, for it would forget every edit. */
export const REMAKE_RECORDS =
  "restore it and .connector.base from version control, or make both anew with init-connector in another folder (see docs/growing.md)";

const TAKE_ONE =
  "take one side of both records: git checkout --ours .connector.lock.json .connector.base; settle connector.yaml, then run odoo-connector upgrade";

/**
 * @param place named in errors
 * @throws ConnectorError where it is no lock file, or one of a later version of this tool
 */
export function parseLock(text: string, place: string): AddonLock {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConnectorError(
      markersOf(text).length === 0
        ? { message: "is damaged: it holds no JSON", place, hint: REMAKE_RECORDS }
        : { message: "holds the markers of a merge of two branches", place, hint: TAKE_ONE },
    );
  }
  const lock = value as Partial<AddonLock> | null;
  if (typeof lock?.lock === "number" && (lock.lock as number) > 1) {
    throw new ConnectorError({
      message: "was written by a later version of this tool",
      place,
      hint: "update the tool",
    });
  }
  if (lock?.lock !== 1 || !isFiles(lock.files) || !isMade(lock)) {
    throw new ConnectorError({ message: "is no lock file of this tool", place, hint: REMAKE_RECORDS });
  }
  return lock as AddonLock;
}

/** Whether it says what an addon was made from. */
const isMade = ({ tool, odoo, build = "", spec = "", version = "" }: Partial<AddonLock>): boolean =>
  [tool, odoo, build, spec, version].every((word) => typeof word === "string");

/** Merges of version control systems leave all sorts of things in a file. */
function isFiles(files: unknown): files is AddonLock["files"] {
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    value !== null && typeof value === "object" && !Array.isArray(value);
  return isRecord(files) && Object.values(files).every((file) => isRecord(file) && typeof file.sha256 === "string");
}
