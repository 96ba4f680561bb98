import { ConnectorError, EXIT } from "../errors.ts";

/**
 * Stops a write that would change files with uncommitted work of the user in them: git could not give it back.
 * @param root absolute path of the addons folder
 * @param hint what to do about it
 */
export const respectGit =
  (root: string, hint: string) =>
  async (paths: readonly string[]): Promise<void> => {
    const { uncommitted } = await import("../git/git.ts");
    const found = await uncommitted(root, paths);
    if (found.length === 0) return;
    throw new ConnectorError(
      found.map((path, index) => ({
        place: `${root}/${path}`,
        message: "holds edits that are not committed, and would be merged",
        ...(index === found.length - 1 && { hint: `nothing was written; ${hint}` }),
      })),
      EXIT.conflict,
    );
  };
