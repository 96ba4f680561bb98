/** Files of a generated addon that are kept for what people wrote in them, and that nothing loads any more. */
const MANIFEST = "__manifest__.py";

/**
 * Paths that the lock file says are dropped, and that neither the manifest nor the `__init__.py` of their folder names:
 * they are no part of the addon any more. Whoever loads one again makes it one.
 * @param lock text of the lock file
 * @param files texts by path below the addon's folder
 */
export function setAside(lock: string, files: ReadonlyMap<string, string | undefined>): string[] {
  return droppedOf(lock).filter((path) => files.get(path) !== undefined && !isLoaded(path, files));
}

function isLoaded(path: string, files: ReadonlyMap<string, string | undefined>): boolean {
  const [, folder = "", module] = /^(.*\/)?([^/]+)\.py$/.exec(path) ?? [];
  if (module === undefined) return files.get(MANIFEST)?.includes(path) === true;
  const init = files.get(`${folder}__init__.py`) ?? "";
  return init.split(/[^\w]+/).includes(module);
}

/** A lock file that can't be read says nothing: it is not what rules are about. */
function droppedOf(lock: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(lock);
  } catch {
    return [];
  }
  const files: unknown = (value as { files?: unknown } | null)?.files;
  if (files === null || typeof files !== "object") return [];
  return Object.entries(files as Record<string, { dropped?: unknown; ownership?: unknown } | null>)
    .filter(([, one]) => one?.dropped === true && one.ownership !== "seed")
    .map(([path]) => path);
}
