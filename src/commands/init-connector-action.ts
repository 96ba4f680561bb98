import { relative, resolve } from "node:path";
import { createConnector, type CreateResult } from "../app/create.ts";
import type { Formatters } from "../app/formatters.ts";
import { odooOf, offerOf } from "../app/offer.ts";
import { systemSource } from "../app/package.ts";
import { checkName, checkWord, findSpecSource, STANDARD_INPUT } from "../app/spec-source.ts";
import { ConnectorError, EXIT, type ExitCode } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import { ODOO_VERSIONS } from "../odoo/capabilities.ts";
import { fillIn } from "../prompts/ask.ts";
import { type Answers, entitiesOf, type Question, questions } from "../prompts/questions.ts";
import type { DraftType } from "../spec/drafts/index.ts";
import { connectorNameProblem } from "../spec/naming.ts";
import { SPEC_WORDS } from "../spec/vocabulary.ts";
import { knownSystems, nearestSystem } from "../systems/load.ts";
import { filesOf, isAsPlanned, tellChanges } from "./changes.ts";
import { thisMachine } from "./machine.ts";
import { openTerminal, startProgress, type Terminal } from "./terminal.ts";

export interface InitOptions {
  type?: string;
  path?: string;
  odoo?: string;
  entities?: string[];
  direction?: string;
  baseUrl?: string;
  auth?: string;
  pagination?: string;
  apiDocs?: string;
  webhooks?: boolean;
  spec?: string;
  set?: string[];
  addonsPath?: string[];
  author?: string;
  license?: string;
  packaging?: string[];
  dryRun?: boolean;
  diff?: boolean;
  force?: boolean;
  yes?: boolean;
  quiet?: boolean;
  json?: boolean;
  debug?: boolean;
  color?: boolean;
}

const DIRECTIONS = ["import", "export", "both"];

/** The action of `init-connector`: asks, creates, tells. */
export async function initConnector(
  name: string | undefined,
  options: InitOptions,
  formatters: Promise<Formatters>,
): Promise<ExitCode> {
  const terminal = await openTerminal(options.color === false);
  const isSilent = options.json === true || options.quiet === true;
  const isAnswerable = options.spec !== STANDARD_INPUT && process.stdin.isTTY && process.stderr.isTTY;
  const mayAsk = !isSilent && options.yes !== true && isAnswerable;
  const { askOnTerminal } = mayAsk ? await import("../prompts/terminal.ts") : { askOnTerminal: undefined };

  // Only whoever asks has to know what each type proposes.
  const { DRAFTS } = mayAsk ? await import("../spec/drafts/index.ts") : { DRAFTS: {} };
  const names = (entities: DraftType): string[] => entities.map((entity) => entity.name);
  const words = {
    draft: {
      ...SPEC_WORDS.draft,
      entities: Object.fromEntries(Object.entries<DraftType>(DRAFTS).map(([type, list]) => [type, names(list)])),
    },
    odooVersions: ODOO_VERSIONS,
    nameProblem: (value: string) => connectorNameProblem(value)?.message,
  };
  const table = questions(words);
  if (options.path?.trim() === "") throw new ConnectorError({ place: "--path", message: "names no folder" });
  checkWord("--odoo", options.odoo, ODOO_VERSIONS);
  checkWord("--direction", options.direction, DIRECTIONS);
  checkWord("--pagination", options.pagination, SPEC_WORDS.draft.paginationKinds);
  checkWord("--license", options.license, SPEC_WORDS.licenses);
  if (options.packaging?.length === 0) {
    const hint = `write ${SPEC_WORDS.packaging.join(",")}, or leave the option out`;
    throw new ConnectorError({ place: "--packaging", message: "names nothing", hint });
  }
  for (const word of options.packaging ?? []) checkWord("--packaging", word, SPEC_WORDS.packaging);
  if (name !== undefined) checkName(name);

  const given: Answers = { ...options, name };
  // Name and folder come first: what stands there decides what there is to ask. A spec file brings its own name.
  const isFirst = ({ key }: Question): boolean => key === "path" || (key === "name" && options.spec === undefined);
  const nothing = { kind: "draft", entities: [], hasWebhooks: false } as const;
  const named = await fillIn(table.filter(isFirst), nothing, given, askOnTerminal);
  const cwd = process.cwd();
  const source = await findSpecSource(nodeFileSystem, cwd, named.path ?? ".", named.name, options.spec, readInput);
  // A draft can't be made for all that a spec can say.
  const { types, authKinds } = source.kind === "draft" ? SPEC_WORDS.draft : SPEC_WORDS;
  checkWord("--type", options.type, types, SPEC_WORDS.types);
  checkWord("--auth", options.auth, authKinds, SPEC_WORDS.authKinds);
  if (source.kind === "draft" && !mayAsk && options.baseUrl === undefined) await refuseMisspelt(named.name ?? "");
  if (source.kind !== "draft" && options.pagination !== undefined) {
    throw new ConnectorError({
      place: "--pagination",
      message: "the spec says how its lists are paged",
      hint: "leave --pagination out, or change system.pagination in the spec",
    });
  }
  const odoo = await odooOf(nodeFileSystem, cwd, source);
  const offer = { ...(await offerOf(source, mayAsk)), ...(odoo !== undefined && { odoo }) };
  const rest = table.filter((question) => question.key !== "name" && question.key !== "path");
  const answers = await fillIn(rest, offer, named, askOnTerminal);

  const progress = startProgress(!isSilent);
  let result: CreateResult;
  try {
    result = await createConnector(
      { fs: nodeFileSystem, machine: thisMachine, formatters, onStep: (text) => progress.step(text) },
      {
        source,
        choices: {
          ...answers,
          entities: entitiesOf(words, answers),
          author: options.author,
          license: options.license,
          packaging: options.packaging,
        },
        set: options.set ?? [],
        odoo: answers.odoo ?? "",
        root: resolve(cwd, answers.path ?? "."),
        addonsPaths: (options.addonsPath ?? []).map((path) => resolve(cwd, path)),
        force: options.force === true,
        dryRun: options.dryRun === true,
      },
    );
  } finally {
    progress.stop();
  }
  const hasConflicts = result.set.changes.some((change) => change.action === "conflict");
  const exitCode = hasConflicts ? EXIT.conflict : EXIT.ok;
  const diff = options.diff ? await diffOf(result) : undefined;
  if (options.json) terminal.print(JSON.stringify(documentOf(result, options, exitCode, diff), null, 2));
  else if (!options.quiet) tell(terminal, result, options, cwd, diff);
  return exitCode;
}

async function readInput(): Promise<Uint8Array> {
  const { buffer } = await import("node:stream/consumers");
  return buffer(process.stdin);
}

/** A name next to a known system's, and nothing that describes another one: it is a slip of the finger. */
async function refuseMisspelt(name: string): Promise<void> {
  const near = nearestSystem(name, await knownSystems(systemSource(nodeFileSystem)));
  if (near === undefined) return;
  throw new ConnectorError({
    place: "NAME",
    message: `no system is known by the name ${name}`,
    hint: `did you mean ${near}? Another system is described with --spec or --base-url`,
  });
}

async function diffOf({ set }: CreateResult): Promise<string> {
  const { unifiedDiff } = await import("../write/diff.ts");
  return unifiedDiff(set.changes);
}

/** The document of --json; keys are only ever added. */
function documentOf(result: CreateResult, options: InitOptions, exitCode: ExitCode, diff: string | undefined): unknown {
  return {
    ok: exitCode === EXIT.ok,
    exitCode,
    dryRun: options.dryRun === true,
    connector: result.spec.names.name,
    addon: result.addon,
    odoo: result.odoo,
    entities: result.spec.entities.map((entity) => entity.name),
    runtime: result.framework,
    files: filesOf(result.set),
    ...(result.set.notes.length > 0 && { notes: result.set.notes }),
    ...(diff !== undefined && { diff }),
  };
}

function tell(
  terminal: Terminal,
  result: CreateResult,
  options: InitOptions,
  cwd: string,
  diff: string | undefined,
): void {
  const { bold, cyan, dim } = terminal.paint;
  const show = (path: string): string => relative(cwd, path) || ".";
  if (diff !== undefined) {
    if (diff !== "") terminal.print(diff.trimEnd());
    if (options.dryRun) return;
  }
  const { set, spec, odoo, framework } = result;
  if (isAsPlanned(set)) terminal.print(`${bold(show(result.addon))} is up to date: nothing to do.`);
  else tellChanges(terminal, set, show);
  for (const { name, state, path } of framework) {
    if (state === "found") terminal.print(dim(`${name}: using ${show(path)}`));
  }
  if (options.dryRun) {
    terminal.print(dim("Nothing was written (--dry-run)."));
    return;
  }
  const addon = show(result.addon);
  terminal.print("");
  terminal.print(`${bold(`${spec.connector.title} for Odoo ${odoo}`)} is ready. Next:`);
  for (const command of [
    `odoo-connector lab up ${addon}`,
    `odoo-connector lab test ${addon}`,
    `odoo-connector mock ${addon}`,
  ]) {
    terminal.print(`  ${cyan(`${runner()}${command}`)}`);
  }
}

/** Who came by npx has the executables nowhere else. */
const runner = (): string => (process.env.npm_command === "exec" ? "npx " : "");
