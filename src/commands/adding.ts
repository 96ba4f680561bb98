/** What the commands that add something to a connector share: each is one edit of its spec. */
import { type Editing, grownBy, openSpec } from "../app/edits.ts";
import type { Formatters } from "../app/formatters.ts";
import { ConnectorError, type ExitCode } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import { visible } from "../reporters/visible.ts";
import type { Edit } from "../spec/edits/edit.ts";
import { orList } from "../spec/words.ts";
import { type AddOptions, folderOf } from "./add-options.ts";
import { grow, type Growing } from "./growing.ts";

/** What a command made of the spec. */
interface Made {
  readonly edit: Edit;
  /** What there is to say besides what was added. */
  readonly advice?: readonly string[];
  /** More keys for the document of --json. */
  readonly document?: Readonly<Record<string, unknown>>;
}

/** Typed words by their place. */
type Words = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Ends of lines, control characters and halves of pairs: what is typed is one line. A transform may have several. */
function refuseUnprintable(words: Words): void {
  for (const [place, word] of Object.entries(words)) {
    for (const text of [word ?? []].flat()) {
      const found = /[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/u.exec(
        place === "--transform" ? text.replaceAll("\n", "") : text,
      );
      const code = found?.[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      if (code === undefined) continue;
      throw new ConnectorError({ place, message: `holds the unprintable character U+${code}`, hint: "remove it" });
    }
  }
}

/** An action without asking: what it needs is there, or the edit says what is missing. */
type Make = (editing: Editing, mayAsk: boolean) => Promise<Made>;

/** Adds something to a connector: `make` edits its spec, and the connector grows by it. */
export async function add(
  options: AddOptions,
  words: Words,
  formatters: Promise<Formatters>,
  make: Make,
): Promise<ExitCode> {
  refuseUnprintable({ ...words, "--connector": options.connector });
  const folder = folderOf(options);
  return grow(
    options,
    folder,
    () => formatters,
    async (growing) => {
      const editing = await openSpec(nodeFileSystem, growing.connector);
      if (growing.mayAsk) growing.progress.stop();
      const { edit, advice = [], document } = await make(editing, growing.mayAsk);
      const { added, modules } = edit;
      return {
        request: grownBy(editing, edit),
        lines: linesOf(growing, edit, advice),
        document: { added, modules, ...document, ...(advice.length > 0 && { advice }) },
      };
    },
  );
}

function linesOf({ terminal }: Growing, { added, modules }: Edit, advice: readonly string[]): string[] {
  const { dim, green } = terminal.paint;
  const lists = new Map<string, string[]>();
  for (const one of added) {
    const [path = "", item] = one.split(/ (.*)/s, 2);
    lists.set(path, [...(lists.get(path) ?? []), ...(item === undefined ? [] : [item])]);
  }
  const shown = [...lists].map(([path, items]) => (items.length === 0 ? path : `${path}: ${items.join(", ")}`));
  const many = modules.length > 1;
  return [
    ...shown.map((line) => `${green("+")} ${visible(line)}`),
    ...(modules.length > 0
      ? [
          `${green("+")} ${many ? "modules" : "module"} ${modules.join(", ")}: the manifest depends on ${many ? "them" : "it"} now`,
        ]
      : []),
    ...advice.map((line) => dim(visible(line))),
  ];
}

/** The hint at a word that is missing: what may be written there. */
export const listed = (title: string, words: readonly string[]): { readonly hint?: string } =>
  words.length === 0 ? {} : { hint: `${title} ${orList(words)}` };

/** @throws ConnectorError (2) for an adopted connector without anything added: nothing can be said of its own code */
export function refuseNothing(place: string, { spec }: Editing): void {
  if (spec.entities.length > 0) return;
  throw new ConnectorError({
    place,
    message: "is missing, and nothing was added to the adopted code that it could be said of",
    hint: "run add-binding ENTITY --odoo-model MODEL first",
  });
}
