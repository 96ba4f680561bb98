import { type Change, isWritten } from "./changes.ts";
import { isBinary } from "./paths.ts";

/**
 * The changes as one unified diff, as `git apply` takes it; new files against `/dev/null`. What would be kept is left
 * out; conflicts are shown.
 */
export async function unifiedDiff(changes: readonly Change[]): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  return changes
    .filter((change) => isWritten(change) || change.action === "conflict")
    .map(({ path, action, before, after }) => {
      const old = before ?? "";
      const next = action === "remove" ? "" : (after ?? "");
      const mode =
        before === undefined ? "new file mode 100644\n" : action === "remove" ? "deleted file mode 100644\n" : "";
      // An empty file has no lines to show: the header alone says that it comes or goes.
      const hunks =
        old === next
          ? ""
          : isBinary(path)
            ? `Binary files ${before === undefined ? "/dev/null" : `a/${path}`} and ${action === "remove" ? "/dev/null" : `b/${path}`} differ\n`
            : createTwoFilesPatch(
                before === undefined ? "/dev/null" : `a/${path}`,
                action === "remove" ? "/dev/null" : `b/${path}`,
                old,
                next,
              ).replace(/^=+\n/, "");
      return `diff --git a/${path} b/${path}\n${mode}${hunks}`;
    })
    .join("");
}
