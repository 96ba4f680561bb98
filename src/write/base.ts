import { promisify } from "node:util";
import { brotliCompress, brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { FileSystem } from "../fs/port.ts";
import { type AddonLock, digest } from "./lockfile.ts";
import { isBinary } from "./paths.ts";

/**
 * Stands beside the lock file: the texts as they were last planned, what a three-way merge starts from. Compressed;
 * belongs into version control like the lock file.
 */
export const BASE_FILE = ".connector.base";

/** Text by path below the addon. */
export type Base = ReadonlyMap<string, string>;

/** No addon comes near; a file that unpacks to more is not ours. */
const LARGEST = 64_000_000;

const SMALL = 50_000;

/** Whether a file's planned text is kept: seeds are their owner's from the start, and bytes are not merged. */
export const hasBase = (path: string, ownership: string): boolean => ownership !== "seed" && !isBinary(path);

/**
 * Texts as a base file holds them. The same texts give the same bytes.
 * @param quality the lowest that compresses well; higher ones take several times as long for a tenth less
 */
export async function packBase(texts: Base, quality = 4): Promise<Uint8Array> {
  const files = Object.fromEntries([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = Buffer.from(JSON.stringify({ base: 1, files }));
  const options = {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  };
  // Handing a small text to another thread takes longer than to pack it.
  return text.length < SMALL ? brotliCompressSync(text, options) : promisify(brotliCompress)(text, options);
}

/**
 * The texts of a base file, as far as the lock file beside it vouches for them: a merge that starts from another text
 * than the one that was written would take edits for the plan's.
 * @returns undefined where it is no base file
 */
export function unpackBase(bytes: Uint8Array, locked: AddonLock["files"]): Base | undefined {
  let value: unknown;
  try {
    const text = brotliDecompressSync(bytes, { maxOutputLength: LARGEST });
    value = JSON.parse(text.toString("utf8"));
  } catch {
    return undefined;
  }
  const { base, files } = (value ?? {}) as { base?: unknown; files?: unknown };
  if (base !== 1 || typeof files !== "object" || files === null) return undefined;
  const texts = Object.entries(files as Record<string, unknown>).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && digest(entry[1]) === locked[entry[0]]?.sha256,
  );
  return new Map(texts);
}

/** Whether nothing is missing that a merge may ask for. */
export const isWhole = (base: Base, locked: AddonLock["files"]): boolean =>
  Object.entries(locked).every(
    ([path, { ownership, deleted }]) => deleted === true || !hasBase(path, ownership) || base.has(path),
  );

/**
 * The base that lies in an addon.
 * @param folder of the addon, absolute
 * @returns undefined where there is none that can be read
 */
export async function readBase(fs: FileSystem, folder: string, locked: AddonLock["files"]): Promise<Base | undefined> {
  const bytes = await fs.readBytes(`${folder}/${BASE_FILE}`).catch(() => undefined);
  return bytes === undefined ? undefined : unpackBase(bytes, locked);
}
