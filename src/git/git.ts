/** The only door to git: what a user has not committed yet. */
import { execFile } from "node:child_process";

/**
 * Which of these files git would lose if they were overwritten: changed since the last commit, or never committed.
 * Files that git is told to ignore are not its business.
 * @param folder absolute path, inside a work tree or not
 * @param paths below the folder, with `/`
 * @returns of them; none where there is no git, or no repository
 */
export async function uncommitted(folder: string, paths: readonly string[]): Promise<string[]> {
  const [status, prefix] = await Promise.all([
    git(folder, ["status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", ...paths]),
    git(folder, ["rev-parse", "--show-prefix"]),
  ]);
  if (status === undefined || prefix === undefined) return [];
  // `XY path`, each with a null byte behind; paths are those below the repository.
  const changed = new Set(status.split("\0").map((entry) => entry.slice(3)));
  const above = prefix.replace(/\n$/, "");
  return paths.filter((path) => changed.has(above + path));
}

/** What git prints; undefined where there is none, or it refuses. */
function git(folder: string, args: readonly string[]): Promise<string | undefined> {
  // A repository may name programs for git to run, and a look at it is no reason to lock its index.
  const all = ["--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-C", folder, ...args];
  return new Promise((resolve) => {
    execFile("git", all, { encoding: "utf8", maxBuffer: 64_000_000 }, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });
}
