/** A defect made: the addon's files with the edit, and where it has to be found. */
import type { Tree } from "../generated/trees.ts";
import type { Mutation } from "./mutation.ts";

export interface Mutant {
  readonly files: Tree;
  /** `path:line` */
  readonly place: string;
}

/** @throws Error where the text to edit, or the line that is expected, is not there */
export function apply(mutation: Mutation, files: Tree): Mutant {
  const { addon, file, at } = mutation;
  const before = files.get(file);
  if (before === undefined) throw new Error(`${addon} has no ${file}`);
  const after = mutation.edit?.(before);
  const edited = new Map(files);
  if (after === undefined) edited.delete(file);
  else edited.set(file, after);
  if (after !== undefined && at === undefined) return { files: edited, place: `${file}:${firstChange(before, after)}` };
  const found = at?.file ?? file;
  const text = edited.get(found);
  if (at?.line === undefined || text === undefined) return { files: edited, place: `${found}:1` };
  // From the edit on, where it is in that file: the line may be one of many that look the same.
  const lines = text.split("\n");
  const changed = found === file && after !== undefined ? firstChange(before, after) - 1 : 0;
  const holds = (line: string): boolean => line.includes(at.line ?? "");
  const below = lines.findIndex((line, place) => place >= changed && holds(line));
  const line = below === -1 ? lines.findLastIndex(holds) : below;
  if (line === -1) throw new Error(`${addon}/${found} has no line with ${at.line}`);
  return { files: edited, place: `${found}:${line + 1}` };
}

/** The first line that is another one, from 1. */
function firstChange(before: string, after: string): number {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const line = now.findIndex((text, place) => text !== old[place]);
  return line === -1 ? now.length : line + 1;
}
