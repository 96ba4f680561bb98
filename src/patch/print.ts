/** Makes of merged chunks a text, and says where what stands. */
import { type Chunk, type Clash, type Conflict, type Kept, type Merged, type MergeOptions } from "./types.ts";

const DEFAULT_LABELS = { mine: "yours", planned: "new" };

const sideOf = (clash: Clash, { settle = "markers", labels = DEFAULT_LABELS }: MergeOptions): string => {
  if (settle !== "markers") return clash[settle];
  return `<<<<<<< ${labels.mine}\n${clash.mine}=======\n${clash.planned}>>>>>>> ${labels.planned}\n`;
};

const nameOf = (path: readonly string[]): string => path.filter((one) => one !== "").join(", ");

export function print(chunks: readonly Chunk[], options: MergeOptions): Merged {
  const conflicts: Conflict[] = [];
  const kept: Kept[] = [];
  let text = "";
  let line = 1;
  const add = (more: string): void => {
    text += more;
    for (let at = more.indexOf("\n"); at !== -1; at = more.indexOf("\n", at + 1)) line += 1;
  };
  for (const chunk of chunks) {
    if (typeof chunk === "string") add(chunk);
    else if (chunk.kind === "note") {
      const { path, why, text: taken } = chunk;
      kept.push({ name: nameOf(path), why, line, ...(taken !== undefined && { text: taken }) });
    } else {
      const { path, mine, planned } = chunk;
      conflicts.push({ name: nameOf(path), line, mine, planned });
      add(sideOf(chunk, options));
    }
  }
  return { text, conflicts, kept };
}

/** Lines, from 1, that a conflict's markers stand in: they have to go before a file is of use again. */
export function markersIn(text: string): readonly number[] {
  const lines = text.split("\n");
  return lines.flatMap((line, at) => (/^(?:<{7}|>{7}) /.test(line) ? [at + 1] : []));
}
