import { fileURLToPath } from "node:url";
import type { AddonFacts } from "../addon/facts.ts";
import type { FileSystem } from "../fs/port.ts";
import type { Spec } from "../spec/schema.ts";
import type { SystemSource } from "../systems/load.ts";

declare const BUILD: string | undefined;

/** Which build of this version it is; undefined where it runs from its sources. */
export const BUILD_ID = typeof BUILD === "undefined" ? undefined : BUILD.slice(0, 12);

const isBundle = /\.c?js$/.test(import.meta.url);

/** Folder of this package: two levels above the sources, one above the bundle. Ends with a slash. */
const root = fileURLToPath(new URL(isBundle ? "../" : "../../", import.meta.url));

/** Where the known systems' data files lie; the build copies them beside the bundle. */
export const systemsFolder = `${root}${isBundle ? "dist" : "src"}/systems`;

/** Reads a file of the packed model index: `19.0.models.br`. */
export const indexReader =
  (fs: FileSystem) =>
  (file: string): Promise<Uint8Array> =>
    fs.readBytes(`${root}data/odoo-index/${file}`);

/** The known systems' data files: `shopify.yaml`. */
export const systemSource = (fs: FileSystem): SystemSource => ({
  list: () => fs.list(systemsFolder),
  read: (file) => fs.readText(`${systemsFolder}/${file}`),
});

/**
 * The runtime addons' files for a version of Odoo as the build has rendered and formatted them, text by path.
 * Undefined where nothing was built.
 */
export async function builtFramework(
  fs: FileSystem,
  version: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  if (!isBundle) return undefined;
  return JSON.parse(await fs.readText(`${root}dist/framework/${version}.json`)) as Record<string, string>;
}

/** The base file of a runtime addon for a version of Odoo, as the build has packed it. Undefined where nothing was built. */
export async function builtBase(fs: FileSystem, version: string, addon: string): Promise<Uint8Array | undefined> {
  return isBundle ? fs.readBytes(`${root}dist/framework/${version}.${addon}.base`) : undefined;
}

/** What the runtime addons bring, as the build has read it. Undefined where nothing was built. */
export async function builtFacts(fs: FileSystem, version: string): Promise<readonly AddonFacts[] | undefined> {
  if (!isBundle) return undefined;
  return JSON.parse(await fs.readText(`${root}dist/framework/${version}.facts.json`)) as AddonFacts[];
}

/**
 * A known system's spec as the build has read and validated it, which saves a third of the run: no YAML, no schema.
 * Undefined where nothing was built.
 */
export async function builtSpec(fs: FileSystem, name: string): Promise<Spec | undefined> {
  if (!isBundle) return undefined;
  return JSON.parse(await fs.readText(`${systemsFolder}/${name}.json`)) as Spec;
}

/** A rule's page as Markdown; the build copies them beside the bundle. */
export const rulePage = (fs: FileSystem, code: string): Promise<string> =>
  fs.readText(`${root}${isBundle ? "dist" : "docs"}/rules/${code}.md`);
