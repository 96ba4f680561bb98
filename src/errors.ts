/** Exit codes of every command: what a script may rely on. */
export const EXIT = { ok: 0, findings: 1, usage: 2, conflict: 3, bug: 70 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Problem {
  /** What is wrong, one sentence without a final newline. */
  message: string;
  /** Where: `file:line:column`, a key path (`entities.order.mapping[2].odoo`) or an option (`--type`). */
  place?: string;
  /** What to do about it: the nearest right word, a command. */
  hint?: string;
}

/**
 * An error that the user can act on. It is printed as its problems, without a stack trace;
 * any other exception that reaches the command line is a bug of ours (exit 70).
 */
export class ConnectorError extends Error {
  readonly problems: readonly Problem[];
  readonly exitCode: ExitCode;

  constructor(problems: Problem | readonly Problem[], exitCode: ExitCode = EXIT.usage) {
    const list: readonly Problem[] = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(list.map((problem) => (problem.place ? `${problem.place}: ${problem.message}` : problem.message)).join("\n"));
    this.name = "ConnectorError";
    this.problems = list;
    this.exitCode = exitCode;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "there is no space left on the disk",
  EFBIG: "a file would be larger than is allowed here",
  EDQUOT: "your disk quota is used up",
  EACCES: "writing here is not permitted",
  EPERM: "writing here is not permitted",
  EROFS: "this file system is read-only",
  EMFILE: "too many files are open",
  EIO: "the disk reports an error",
  ELOOP: "links lead in a circle",
  ENAMETOOLONG: "a path is too long for this file system",
  EEXIST: "a file stands where a folder is needed",
  ENOTDIR: "a file stands where a folder is needed",
};

/** What the disk says by its error code, as a sentence; undefined for codes that only a bug of ours brings about. */
export const diskReason = (code: string | undefined): string | undefined =>
  code === undefined ? undefined : REASONS[code];
