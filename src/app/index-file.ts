/** Model indexes on the disk: plain JSON, or packed as the file's name says. */
import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from "node:zlib";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import type { ModelIndex } from "../odoo/index.ts";
import type { IndexDocument } from "../odoo/pack.ts";

/** What a packed file may hold at most, in bytes: a small file must not fill the memory. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Reads a model index that `odoo-connector index` has written.
 * @param path absolute; `.gz` and `.br` are unpacked
 * @throws ConnectorError (2) where the file is missing or is no index
 */
export async function readIndexFile(fs: FileSystem, path: string): Promise<ModelIndex> {
  const bytes = await fs.readBytes(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    const hint = "odoo-connector index writes one from a running Odoo";
    if (code === "ENOENT") throw new ConnectorError({ place: path, message: "there is no such file", hint });
    if (code === "EISDIR") throw new ConnectorError({ place: path, message: "this is a folder", hint });
    throw error;
  });
  const { parseIndex } = await import("../odoo/index-file.ts");
  return parseIndex(await unpacked(bytes, path), path);
}

async function unpacked(bytes: Uint8Array, path: string): Promise<string> {
  const limit = { maxOutputLength: MOST_BYTES };
  try {
    if (path.endsWith(".gz")) return (await promisify(gunzip)(bytes, limit)).toString("utf8");
    if (path.endsWith(".br")) return (await promisify(brotliDecompress)(bytes, limit)).toString("utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConnectorError({ place: path, message: `the file can't be unpacked: ${reason}` });
  }
  return Buffer.from(bytes).toString("utf8");
}

/** Writes an index, packed as the file's name says. */
export async function writeIndexFile(fs: FileSystem, path: string, index: IndexDocument): Promise<void> {
  const text = `${JSON.stringify(index)}\n`;
  if (path.endsWith(".gz")) await fs.writeBytes(path, await promisify(gzip)(text));
  else if (path.endsWith(".br")) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    await fs.writeBytes(path, await promisify(brotliCompress)(text, { params }));
  } else await fs.writeText(path, text);
}
