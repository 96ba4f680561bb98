import { join } from "node:path";
import { ConnectorError, type Problem } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { connectorNameProblem } from "../spec/naming.ts";
import { nearest, orList } from "../spec/words.ts";
import { systemReader, systemsFolder } from "./package.ts";

/** Where the text of a spec comes from. */
export interface SpecSource {
  /**
   * - `file`: given by the user
   * - `addon`: the connector.yaml of an addon that stands there already
   * - `system`: a known system of this package
   * - `draft`: none of these; a draft is made from the answers
   */
  kind: "file" | "addon" | "system" | "draft";
  /** What the text is called in messages. */
  file: string;
  /** Empty for a draft. */
  text: string;
}

/** Names of the known systems, sorted. */
export async function knownSystems(fs: FileSystem): Promise<string[]> {
  const names = await fs.list(systemsFolder);
  return names.filter((name) => name.endsWith(".yaml")).map((name) => name.slice(0, -".yaml".length));
}

/** @throws ConnectorError for what can be no connector's name */
export function checkName(name: string): void {
  const problem: Problem | undefined = connectorNameProblem(name);
  if (problem) throw new ConnectorError({ ...problem, place: problem.place ?? "NAME" });
}

/**
 * Finds the spec of a connector: the file that was given, that of the addon that is there, or that of a known system.
 * @param root absolute path of the addons folder
 * @param file absolute path, from --spec
 * @throws ConnectorError where the file cannot be read
 */
export async function findSpecSource(
  fs: FileSystem,
  root: string,
  name: string | undefined,
  file: string | undefined,
): Promise<SpecSource> {
  if (file !== undefined) {
    try {
      return { kind: "file", file, text: await fs.readText(file) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const message = code === "ENOENT" ? "there is no such file" : `cannot be read (${code ?? String(error)})`;
      throw new ConnectorError({ place: `--spec ${file}`, message });
    }
  }
  if (name !== undefined) {
    checkName(name);
    const own = join(root, `${name}_connector`, "connector.yaml");
    if ((await fs.kind(own)) === "file") return { kind: "addon", file: own, text: await fs.readText(own) };
    const known = await knownSystems(fs);
    if (known.includes(name))
      return { kind: "system", file: `${name}.yaml`, text: await systemReader(fs)(`${name}.yaml`) };
  }
  return { kind: "draft", file: "connector.yaml", text: "" };
}

/** A word near to a known system that was perhaps meant: `shopfy`. */
export async function nearestSystem(fs: FileSystem, name: string): Promise<string | undefined> {
  return nearest(name, await knownSystems(fs));
}

/** The one word of a list that an option takes. */
export function checkWord(place: string, word: string | undefined, words: readonly string[]): void {
  if (word === undefined || words.includes(word)) return;
  const near = nearest(word, words);
  throw new ConnectorError({
    place,
    message: `${JSON.stringify(word)} is none of ${orList(words)}`,
    ...(near !== undefined && { hint: `did you mean ${near}?` }),
  });
}
