import type { Change, ChangeSet, Choice } from "./changes.ts";

/** Decides on a conflict; undefined leaves it undecided, and nothing is written then. */
export type Choose = (change: Change) => Choice | undefined | Promise<Choice | undefined>;

/** Asks for every conflict that can be settled, one after the other: somebody may sit before a terminal. */
export async function settle(set: ChangeSet, choose: Choose): Promise<ChangeSet> {
  const changes: Change[] = [];
  for (const change of set.changes) {
    const { ways } = change;
    const choice = ways === undefined ? undefined : await choose(change);
    changes.push(ways === undefined || choice === undefined ? change : settled(change, choice, ways[choice]));
  }
  return { ...set, changes };
}

function settled({ ways: _, conflicts = [], ...change }: Change, choice: Choice, text: string): Change {
  const { before, after = "", planned = after } = change;
  if (choice === "markers") return { ...change, after: text, planned, conflicts, isMarked: true };
  if (text === before) return { ...change, action: "keep", reason: "yours was kept" };
  return choice === "mine"
    ? { ...change, action: "merge", after: text, planned, reason: "yours was kept where both changed" }
    : { ...change, action: "overwrite", after: text, planned, reason: "the new was taken where both changed" };
}
