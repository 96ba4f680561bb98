/** What this package knows of systems. */
import type { FileSystem } from "../fs/port.ts";
import type { Spec } from "../spec/schema.ts";
import { knownSystems, loadSystem } from "../systems/load.ts";
import { builtSpec, systemSource } from "./package.ts";

export const systemNames = (fs: FileSystem): Promise<string[]> => knownSystems(systemSource(fs));

/** The spec of a known system. */
export const systemSpec = async (fs: FileSystem, name: string): Promise<Spec> =>
  (await builtSpec(fs, name)) ?? (await loadSystem(name, systemSource(fs))).spec;
