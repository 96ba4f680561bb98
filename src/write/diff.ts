import { type Change, isWritten } from "./changes.ts";

/**
 * The changes as one unified diff, as `git apply` takes it; new files against `/dev/null`. What would be kept is left
 * out; conflicts are shown.
 */
export async function unifiedDiff(changes: readonly Change[]): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  return changes
    .filter((change) => isWritten(change) || change.action === "conflict")
    .map(({ path, action, before, after }) =>
      createTwoFilesPatch(
        before === undefined ? "/dev/null" : `a/${path}`,
        action === "remove" ? "/dev/null" : `b/${path}`,
        before ?? "",
        action === "remove" ? "" : (after ?? ""),
        undefined,
        undefined,
        { context: 3 },
      ).replace(/^=+\n/, ""),
    )
    .join("");
}
