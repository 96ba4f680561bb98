import { join, relative } from "node:path";
import { type AdoptResult, adoptConnector } from "../app/adopt.ts";
import { checkWord } from "../app/spec-source.ts";
import { EXIT, type ExitCode } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import type { Spec } from "../spec/schema.ts";
import { SPEC_WORDS } from "../spec/vocabulary.ts";
import type { AdoptOptions } from "./adopt.ts";
import { filesOf } from "./changes.ts";
import { withFormatters } from "./formatting.ts";
import { thisMachine } from "./machine.ts";
import { openTerminal, startProgress, type Terminal } from "./terminal.ts";

type Type = Spec["connector"]["type"];

/** The action of `adopt`. */
export async function adopt(path: string | undefined, options: AdoptOptions): Promise<ExitCode> {
  checkWord("--type", options.type, SPEC_WORDS.draft.types);
  const cwd = process.cwd();
  const terminal = await openTerminal(options.color === false);
  const isSilent = options.json === true || options.quiet === true;
  const progress = startProgress(!isSilent);
  let result: AdoptResult;
  try {
    result = await withFormatters((start) =>
      adoptConnector(
        { fs: nodeFileSystem, machine: thisMachine, formatters: start, onStep: (text) => progress.step(text) },
        {
          cwd,
          path: path ?? ".",
          odoo: options.odoo,
          backend: options.backend,
          name: options.name,
          type: options.type as Type | undefined,
          baseUrl: options.baseUrl,
          dryRun: options.dryRun === true,
        },
      ),
    );
  } finally {
    progress.stop();
  }
  const diff = options.diff ? await diffOf(result) : undefined;
  if (options.json) terminal.print(JSON.stringify(documentOf(result, options, diff), null, 2));
  else if (!options.quiet) tell(terminal, result, relative(cwd, result.addon) || ".", diff, options.dryRun === true);
  return EXIT.ok;
}

/** What is written; what stays as it is is no part of it. */
async function diffOf({ set }: AdoptResult): Promise<string> {
  const { unifiedDiff } = await import("../write/diff.ts");
  return unifiedDiff(set.changes.filter(({ action }) => action === "create" || action === "update"));
}

/** The document of --json; keys are only ever added. */
function documentOf(
  { set, addon, odoo, inferred, unknown }: AdoptResult,
  { dryRun }: AdoptOptions,
  diff: string | undefined,
): unknown {
  return {
    ok: true,
    exitCode: EXIT.ok,
    dryRun: dryRun === true,
    addon,
    odoo,
    name: inferred.name,
    ...(inferred.connector.system !== undefined && { system: inferred.connector.system.value }),
    backend: { model: inferred.backend.value, at: inferred.backend.at },
    entities: inferred.entities.map(({ name, model, binding, direction, endpoints, mapping }) => ({
      name,
      model: model.value,
      binding: binding.value,
      at: binding.at,
      ...(direction !== undefined && { direction: direction.value }),
      endpoints: Object.fromEntries(Object.entries(endpoints).map(([kind, fact]) => [kind, fact.value])),
      mapping,
    })),
    canGrow: !unknown.some(({ isNeeded }) => isNeeded),
    notInferred: unknown.map(({ key, why, look, isNeeded }) => ({
      key,
      why,
      ...(look !== undefined && { look }),
      isNeeded: isNeeded === true,
    })),
    files: filesOf(set),
    ...(diff !== undefined && { diff }),
  };
}

function tell(
  terminal: Terminal,
  { odoo, inferred, unknown }: AdoptResult,
  shown: string,
  diff: string | undefined,
  isDry: boolean,
): void {
  const { bold, cyan, dim, red, yellow } = terminal.paint;
  if (diff !== undefined && diff !== "") terminal.print(diff.trimEnd());
  const spec = join(shown, "connector.yaml");
  terminal.print(`${bold(shown)}  ${dim(`Odoo ${odoo}, backend ${inferred.backend.value} (${inferred.backend.at})`)}`);
  for (const { name, model, binding, direction, endpoints, mapping } of inferred.entities) {
    const facts = [
      direction?.value ?? "direction unknown",
      countOf(Object.keys(endpoints).length, "endpoint"),
      countOf(mapping.length, "mapped field"),
    ];
    terminal.print(`  ${name}  ${dim(`${model.value}, ${binding.value}: ${facts.join(", ")}`)}`);
  }
  const needed = unknown.filter(({ isNeeded }) => isNeeded);
  const others = unknown.filter(({ isNeeded }) => isNeeded !== true);
  const list = (mark: string, some: readonly (typeof unknown)[number][]): void => {
    for (const { key, why, look } of some) {
      terminal.print(`  ${mark} ${key}: ${why}${look === undefined ? "" : dim(` (${look})`)}`);
    }
  };
  if (others.length > 0) {
    terminal.print("Not inferred:");
    list(yellow("?"), others);
  }
  if (needed.length > 0) {
    terminal.print("Not inferred, and needed before it can grow:");
    list(red("!"), needed);
  }
  if (isDry) {
    terminal.print(dim("Nothing was written (--dry-run)."));
    return;
  }
  terminal.print(`Written: ${spec}. No file of yours was changed.`);
  if (needed.length > 0) terminal.print(`Write what is needed into ${cyan(spec)}, then let it grow with add-binding.`);
  else
    terminal.print(`Let it grow: ${cyan(`odoo-connector add-binding ENTITY --odoo-model MODEL --connector ${shown}`)}`);
}

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
