/** Runs commands as people type them, in this process: what they print is what they answer. */
import { vi } from "vitest";
import { main, type ProgramName } from "../../../src/cli.ts";

export interface Answer {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

// Each run listens for the end of the stream.
process.stdout.setMaxListeners(0);

export async function typed(args: readonly string[]): Promise<Answer> {
  const [name = "", ...rest] = args;
  let [stdout, stderr] = ["", ""];
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => ((stdout += String(text)), true));
  const err = vi.spyOn(process.stderr, "write").mockImplementation((text) => ((stderr += String(text)), true));
  process.exitCode = 0;
  try {
    await main(name as ProgramName, rest);
    return { code: process.exitCode, stdout, stderr };
  } finally {
    out.mockRestore();
    err.mockRestore();
    process.exitCode = 0;
  }
}
