import { join, resolve } from "node:path";
import { ConnectorError, type Problem } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { connectorNameProblem } from "../spec/naming.ts";
import { nearest, orList } from "../spec/words.ts";
import type { Spec } from "../spec/schema.ts";
import { builtSpec, systemSource } from "./package.ts";

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
  /** What the text says, where that is known without reading it. */
  spec?: Spec;
}

/** @throws ConnectorError for what can be no connector's name */
export function checkName(name: string): void {
  const problem: Problem | undefined = connectorNameProblem(name);
  if (problem) throw new ConnectorError({ ...problem, place: problem.place ?? "NAME" });
}

/**
 * Finds the spec of a connector: the file that was given, that of the addon that is there, or that of a known system.
 * @param cwd what the paths are relative to
 * @param root addons folder, as typed
 * @param file from --spec, as typed
 * @throws ConnectorError where the file cannot be read
 */
export async function findSpecSource(
  fs: FileSystem,
  cwd: string,
  root: string,
  name: string | undefined,
  file: string | undefined,
): Promise<SpecSource> {
  if (file !== undefined) {
    try {
      return { kind: "file", file, text: await fs.readText(resolve(cwd, file)) };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const message = code === "ENOENT" ? "there is no such file" : `cannot be read (${code ?? String(error)})`;
      throw new ConnectorError({ place: `--spec ${file}`, message });
    }
  }
  if (name !== undefined) {
    checkName(name);
    const own = join(root, `${name}_connector`, "connector.yaml");
    const place = resolve(cwd, own);
    if ((await fs.kind(place)) === "file") return { kind: "addon", file: own, text: await fs.readText(place) };
    const systems = systemSource(fs);
    const known = `${name}.yaml`;
    if ((await systems.list()).includes(known)) {
      const [text, spec] = await Promise.all([systems.read(known), builtSpec(fs, name)]);
      return { kind: "system", file: known, text, ...(spec !== undefined && { spec }) };
    }
  }
  return { kind: "draft", file: "connector.yaml", text: "" };
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
