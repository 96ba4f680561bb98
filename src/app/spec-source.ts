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

/** What `--spec` calls the standard input. */
export const STANDARD_INPUT = "-";

/** The standard input as a whole. */
export type ReadInput = () => Promise<Uint8Array>;

/**
 * Finds the spec of a connector: the file that was given, that of the addon that is there, or that of a known system.
 * @param cwd what the paths are relative to
 * @param root addons folder, as typed
 * @param file from --spec, as typed; `-` is the standard input
 * @throws ConnectorError where the file cannot be read, or is no text
 */
export async function findSpecSource(
  fs: FileSystem,
  cwd: string,
  root: string,
  name: string | undefined,
  file: string | undefined,
  readInput: ReadInput,
): Promise<SpecSource> {
  if (file === STANDARD_INPUT) {
    return { kind: "file", file: "standard input", text: decoded(await readInput(), `--spec ${file}`) };
  }
  if (file !== undefined) return { kind: "file", file, text: await readSpecFile(fs, cwd, file) };
  if (name !== undefined) {
    checkName(name);
    const own = join(root, `${name}_connector`, "connector.yaml");
    const place = resolve(cwd, own);
    if ((await fs.kind(place)) === "file") {
      return { kind: "addon", file: own, text: decoded(await fs.readBytes(place), own) };
    }
    const systems = systemSource(fs);
    const known = `${name}.yaml`;
    if ((await systems.list()).includes(known)) {
      const [text, spec] = await Promise.all([systems.read(known), builtSpec(fs, name)]);
      return { kind: "system", file: known, text, ...(spec !== undefined && { spec }) };
    }
  }
  return { kind: "draft", file: "connector.yaml", text: "" };
}

async function readSpecFile(fs: FileSystem, cwd: string, file: string): Promise<string> {
  const place = `--spec ${file}`;
  const path = resolve(cwd, file);
  // A link is followed (/dev/stdin is one); a pipe by its own name may wait for a writer for ever.
  if ((await fs.kind(path)) === "other") {
    throw new ConnectorError({ place, message: "is no file", hint: `pipe it into --spec ${STANDARD_INPUT}` });
  }
  let bytes: Uint8Array;
  try {
    bytes = await fs.readBytes(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new ConnectorError({ place, message: "there is no such file" });
    if (code === "EISDIR") throw new ConnectorError({ place, message: "is a folder, not a file" });
    throw new ConnectorError({ place, message: `cannot be read (${code ?? String(error)})` });
  }
  return decoded(bytes, place);
}

/** The text without a byte order mark. */
function decoded(bytes: Uint8Array, place: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ConnectorError({ place, message: "is no UTF-8 text", hint: "save it as UTF-8" });
  }
}

/**
 * The one word of a list that an option takes.
 * @param described words that a spec can say, where the option takes only some of them
 */
export function checkWord(
  place: string,
  word: string | undefined,
  words: readonly string[],
  described: readonly string[] = words,
): void {
  if (word === undefined || words.includes(word)) return;
  const near = nearest(word, words);
  const hint = described.includes(word)
    ? `a spec can say it: describe the system with --spec, or begin with ${orList(words)}`
    : near && `did you mean ${near}?`;
  throw new ConnectorError({
    place,
    message: `${JSON.stringify(word)} is none of ${orList(words)}`,
    ...(hint !== undefined && { hint }),
  });
}
