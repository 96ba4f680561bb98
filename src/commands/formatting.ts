import type { Formatters } from "../app/formatters.ts";
import type { ExitCode } from "../errors.ts";

const started = (): Promise<Formatters> =>
  import("../app/formatters.ts").then(({ startFormatters }) => startFormatters());

/** Runs an action while what formats gets ready: it takes longer than all else takes to be loaded. Sets the exit code. */
export async function whileFormattersStart(
  action: (formatters: Promise<Formatters>) => Promise<ExitCode>,
): Promise<void> {
  const formatters = started();
  try {
    process.exitCode = await action(formatters);
  } finally {
    await (await formatters).close();
  }
}

/** Runs an action that may find nothing to format: it starts what formats once it knows. */
export async function withFormatters<T>(action: (start: () => Promise<Formatters>) => Promise<T>): Promise<T> {
  let formatters: Promise<Formatters> | undefined;
  try {
    return await action(() => (formatters ??= started()));
  } finally {
    await (await formatters)?.close();
  }
}
