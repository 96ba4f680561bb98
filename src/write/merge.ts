import type { Conflict, Kept, Merged, MergeOptions } from "../patch/types.ts";

/** Nothing is left to the defaults. */
type Settings = Required<MergeOptions>;

/** `mergeText` of `src/patch`; whoever plans changes hands it in, so that it is only loaded where something is merged. */
export type MergeText = (
  path: string,
  base: string,
  mine: string,
  planned: string,
  options: Settings,
) => Merged | Promise<Merged>;

const LABELS = { mine: "yours", planned: "new" };

const OPEN = /^<{7}(?: |$)/;
const CLOSE = /^>{7}(?: |$)/;

/** The lines (from 1) at which a marker of a conflict stands. What lies between two of them may be a heading of RST. */
export function markersOf(text: string): number[] {
  return text.split(/\r?\n/).flatMap((line, index) => (OPEN.test(line) || CLOSE.test(line) ? [index + 1] : []));
}

/** A planned text with the line ends of what stands there: a file keeps those that its owner gave it. Of two kinds, the more frequent. */
export function withEndsOf(standing: string, planned: string): string {
  const long = standing.split("\r\n").length - 1;
  const all = standing.split("\n").length - 1;
  return long * 2 > all ? planned.replace(/\r?\n/g, "\r\n") : planned;
}

/** A merge, and what it comes to where one side is taken in every conflict. */
export interface MergedFile extends Merged {
  /** Missing where there is no conflict. */
  readonly sides?: { readonly mine: string; readonly new: string };
}

/**
 * Merges a user's text with a new plan.
 * @param base undefined where it is not known what the user's text was made from: then every difference is a conflict
 */
export async function mergeFile(
  merge: MergeText,
  path: string,
  base: string | undefined,
  mine: string,
  planned: string,
  dropped: Settings["dropped"],
): Promise<MergedFile> {
  if (base === undefined) {
    const fresh = withEndsOf(mine, planned);
    return { ...(await compare(mine, fresh)), sides: { mine, new: fresh } };
  }
  const settled = async (settle: Settings["settle"]): Promise<Merged> =>
    merge(path, base, mine, planned, { labels: LABELS, settle, dropped });
  const merged = await settled("markers");
  if (merged.conflicts.length === 0) return merged;
  return { ...merged, sides: { mine: (await settled("mine")).text, new: (await settled("planned")).text } };
}

/** Two texts with the same line ends side by side: what they share once, each difference between markers. */
async function compare(mine: string, planned: string): Promise<Merged> {
  const { diffLines } = await import("diff");
  const end = planned.includes("\r\n") ? "\r\n" : "\n";
  let text = "";
  const conflicts: Conflict[] = [];
  let [yours, theirs] = ["", ""];
  const whole = (part: string): string => (part === "" || part.endsWith("\n") ? part : part + end);
  const flush = (): void => {
    if (yours === "" && theirs === "") return;
    text = whole(text);
    conflicts.push({ name: "", line: text.split("\n").length, mine: yours, planned: theirs });
    text += `<<<<<<< ${LABELS.mine}${end}${whole(yours)}=======${end}${whole(theirs)}>>>>>>> ${LABELS.planned}${end}`;
    [yours, theirs] = ["", ""];
  };
  for (const part of diffLines(mine, planned)) {
    if (part.removed) yours += part.value;
    else if (part.added) theirs += part.value;
    else {
      flush();
      text += part.value;
    }
  }
  flush();
  return { text, conflicts, kept: [] };
}

const KEPT_WORDS: Readonly<Record<Kept["why"], string>> = {
  "added-by-both": "the new plan brings it too; yours stays",
  "no-longer-planned": "no longer planned, but edited: it stays",
  "taken-out": "no longer planned, but edited: it was taken out, and kept",
  "removed-by-you": "you removed it: it stays away",
};

/** What a merge kept, as a sentence. */
export const keptInWords = ({ name, why, line }: Kept): string =>
  `${name === "" ? `line ${line}` : `${name} (line ${line})`}: ${KEPT_WORDS[why]}`;
