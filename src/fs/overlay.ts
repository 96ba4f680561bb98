import type { FileSystem } from "./port.ts";

/**
 * A disk as it would be with other texts on it: reads see them, writes go to the real one.
 * @param texts by absolute path; undefined: the file is not there
 */
export function withTexts(fs: FileSystem, texts: ReadonlyMap<string, string | undefined>): FileSystem {
  /** Folder -> what it holds besides, by name. A folder itself is never taken away. */
  const added = new Map<string, Set<string>>();
  const add = (path: string): void => {
    const cut = path.lastIndexOf("/");
    if (cut <= 0) return;
    const folder = path.slice(0, cut);
    const names = added.get(folder);
    if (names === undefined) add(folder);
    added.set(folder, (names ?? new Set<string>()).add(path.slice(cut + 1)));
  };
  for (const [path, text] of texts) if (text !== undefined) add(path);
  const isGone = (path: string): boolean => texts.has(path) && texts.get(path) === undefined;

  const readText = async (path: string): Promise<string> => {
    if (isGone(path)) throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: "ENOENT" });
    return texts.get(path) ?? fs.readText(path);
  };
  return {
    ...fs,
    readText,
    readBytes: async (path) => (texts.has(path) ? Buffer.from(await readText(path)) : fs.readBytes(path)),
    kind: async (path) => {
      if (texts.has(path)) return isGone(path) ? undefined : "file";
      return added.has(path) ? "directory" : fs.kind(path);
    },
    list: async (path) => {
      const more = added.get(path);
      const found = await fs.list(path).catch((error: unknown) => {
        if (more !== undefined) return [];
        throw error;
      });
      const names = [...new Set([...found.filter((name) => !isGone(`${path}/${name}`)), ...(more ?? [])])];
      return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    },
  };
}
