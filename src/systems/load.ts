/**
 * Known external systems: one `<name>.yaml` each beside this file, and nothing else to register. Files come through
 * the caller, so that listing reads none of them.
 */
import { ConnectorError } from "../errors.ts";
import type { LoadedSpec, LoadOptions } from "../spec/load.ts";
import { nearest, orList } from "../spec/words.ts";

/** Where the systems' files are: a folder on disk, or a table made by the build. */
export interface SystemSource {
  /** Names of all files of the folder, in any order. */
  list(): Promise<readonly string[]>;
  /** Text of one of them. */
  read(file: string): Promise<string>;
}

/** Names of the known systems, sorted; no file is read. */
export async function knownSystems(source: SystemSource): Promise<string[]> {
  const files = await source.list();
  return files
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}

/** The known system that was probably meant. */
export function nearestSystem(name: string, names: readonly string[]): string | undefined {
  return nearest(name, names);
}

/**
 * Loads the spec of a known system.
 * @throws ConnectorError for an unknown name, with the nearest known one, or for a spec that is wrong
 */
export async function loadSystem(name: string, source: SystemSource, options: LoadOptions = {}): Promise<LoadedSpec> {
  const names = await knownSystems(source);
  if (!names.includes(name)) {
    const near = nearestSystem(name, names);
    throw new ConnectorError({
      message: `no system is known by the name ${JSON.stringify(name)}`,
      hint: near === undefined ? `known are ${orList(names)}; describe any other with --spec` : `did you mean ${near}?`,
    });
  }
  // With it comes the schema: too much for who only wants the names.
  const { loadSpec } = await import("../spec/load.ts");
  return loadSpec(await source.read(`${name}.yaml`), `${name}.yaml`, options);
}
