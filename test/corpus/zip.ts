/** Reads zip archives, which wheels are: enough of the format for those, and nothing is executed. */
import { inflateRawSync } from "node:zlib";

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** @returns the files of an archive by path; folders are left out */
export function unzip(archive: Buffer): Map<string, Buffer> {
  // The end record is the last thing, before a comment of at most 64 KB.
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw new Error("this is no zip archive");
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new Error("the zip archive's table is broken");
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const path = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    if (!path.endsWith("/")) {
      const bytes = archive.subarray(from, from + size);
      if (method !== 0 && method !== 8) throw new Error(`${path}: compressed in a way that is not known (${method})`);
      files.set(path, method === 0 ? bytes : inflateRawSync(bytes));
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}
