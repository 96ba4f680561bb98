import type { AddonFile, PlanContext } from "./context.ts";

/** What belongs to the addon as a whole is its owner's, and stays as it is. */
const OWNERS = /^(?:README\.rst|CHANGELOG\.md|readme\/|static\/|demo\/|pyproject\.toml|\.pre-commit-config\.yaml)/;

/** The owner's files that get lines of what is added. */
export const SHARED_FILES: readonly string[] = ["__init__.py", "__manifest__.py", "tests/__init__.py"];

/**
 * The files of a connector that grows in an addon which this tool did not make: all in one folder of their own, so that
 * none meets a file of the owner. Only the manifest, the `__init__.py` files and the spec are shared.
 */
export function besideAdopted({ spec }: PlanContext, folder: string, files: readonly AddonFile[]): AddonFile[] {
  // Until something is added there is nothing to generate.
  if (spec.entities.length === 0) return files.filter(({ path }) => path === "connector.yaml");
  return files
    .filter(({ path }) => !OWNERS.test(path))
    .map((file) => (file.path === "connector.yaml" ? file : { ...file, path: `${folder}/${file.path}` }));
}
