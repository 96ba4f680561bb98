import { Command } from "commander";

export interface DiffOptions {
  upgrade?: boolean;
  json?: boolean;
  debug?: boolean;
  color?: boolean;
}

/** `diff`: what people changed, or what an upgrade would change. */
export function diffCommand(): Command {
  return new Command("diff")
    .description("print your edits to what was generated as a unified diff")
    .argument("[path]", "folder of the connector (default: the one you stand in)")
    .option("--upgrade", "print what an upgrade would change instead")
    .option("--json", "print one JSON document")
    .option("--debug", "print where an internal error came from")
    .option("--no-color", "print no colours")
    .action(async (path: string | undefined, options: DiffOptions) => {
      if (options.upgrade) {
        const { upgrade } = await import("./upgrade-action.ts");
        const { upgrade: _, ...rest } = options;
        process.exitCode = await upgrade(path, { ...rest, dryRun: true, diff: true });
        return;
      }
      const { diff } = await import("./diff-action.ts");
      process.exitCode = await diff(path, options);
    });
}
