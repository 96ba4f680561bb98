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
