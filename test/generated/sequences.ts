/** Random lives of a connector: people edit it, it grows, shrinks and is upgraded, and after each step the laws are asked. */
import * as fc from "fast-check";
import { expect } from "vitest";
import { ConnectorError } from "../../src/errors.ts";
import { addAuth } from "../../src/spec/edits/add-auth.ts";
import { addEntity } from "../../src/spec/edits/add-entity.ts";
import { addExport } from "../../src/spec/edits/add-export.ts";
import { addField } from "../../src/spec/edits/add-field.ts";
import { addWebhooks } from "../../src/spec/edits/add-webhook.ts";
import type { Edit } from "../../src/spec/edits/edit.ts";
import { draftsOf } from "../../src/spec/edits/edit.ts";
import { entitiesOf } from "../../src/spec/edits/needs.ts";
import type { Editing } from "../../src/app/edits.ts";
import type { OdooVersion } from "../../src/odoo/capabilities.ts";
import { nodeFileSystem } from "../../src/fs/node.ts";
import { isWritten } from "../../src/write/changes.ts";
import type { GrowResult } from "../../src/app/grow.ts";
import { type Asked, Growing, type Origin } from "./growing.ts";
import { type Revision, revisionName } from "./newer-templates.ts";
import { expectSoundTrees } from "./sound.ts";
import { EDITS, hasLine, type UserLine } from "./user-edits.ts";

/** What happens next, and which of the ways in which it can. */
export interface Step {
  readonly kind: "edit" | "entity" | "more" | "upgrade" | "title" | "remove" | "back";
  readonly pick: number;
}

/** One in three steps is an edit. */
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Step["kind"]>(
    ...(["edit", "edit", "edit", "edit", "upgrade", "upgrade", "entity", "more", "title", "remove", "back"] as const),
  ),
  pick: fc.nat(1_000_000),
});

/** So many steps, the first of which are edits: there has to be something to lose. */
export const life = (steps: number): fc.Arbitrary<readonly Step[]> =>
  fc
    .array(step, { minLength: steps, maxLength: steps })
    .map((list) => [...list.slice(0, 2).map(({ pick }) => ({ kind: "edit" as const, pick })), ...list.slice(2)]);

const systems = decodeURIComponent(new URL("../../src/systems", import.meta.url).pathname);

/** A connector of a known system with some of its entities. */
export async function ofSystem(name: string, choices: Origin["choices"], odoo: OdooVersion = "19.0"): Promise<Origin> {
  const file = `${systems}/${name}.yaml`;
  return { source: { kind: "system", file, text: await nodeFileSystem.readText(file) }, choices, odoo };
}

/** A connector of a system that nobody has described. */
export const ofDraft = (choices: Origin["choices"], odoo: OdooVersion = "19.0"): Origin => ({
  source: { kind: "draft", file: "the options", text: "" },
  choices: { name: "acme", baseUrl: "https://api.acme.example/v1", ...choices },
  odoo,
});

/** A life that was led: what happened, for whoever has to find out why it ended badly. */
export class Life {
  readonly told: string[] = [];
  readonly #lines: UserLine[] = [];
  /** What the user has taken out of files. */
  readonly #gone: UserLine[] = [];
  /** Files with something of the user's in them that the plan has dropped, or that stands beside what it means no more. */
  readonly #kept = new Set<string>();
  /** Files that the user has removed, as long as they are planned. */
  readonly #removed = new Set<string>();
  #edits = 0;
  #upgrades = 0;

  private constructor(readonly growing: Growing) {}

  static async begin(origin: Origin): Promise<Life> {
    return new Life(await Growing.make(origin));
  }

  /** Takes a step, and asks the laws. */
  async take(step: Step): Promise<void> {
    try {
      await this.#take(step);
    } catch (error) {
      if (error instanceof Error) error.message = `after ${this.told.join("; ")}:\n${error.message}`;
      throw error;
    }
  }

  async #take({ kind, pick }: Step): Promise<void> {
    switch (kind) {
      case "edit":
        await this.#edit(pick);
        break;
      case "upgrade":
        await this.#upgrade(pick);
        break;
      case "title":
        await this.#retitle(pick);
        break;
      case "entity":
      case "more": {
        const edit = await this.#added(kind, pick);
        if (edit !== undefined) await this.#grow(edit);
        break;
      }
      case "remove":
        await this.#remove(pick);
        break;
      case "back":
        await this.#thereAndBack(pick);
    }
    await this.#keepsWill();
    if (kind !== "edit") await this.#isSound();
  }

  async #edit(pick: number): Promise<void> {
    const tree = await this.growing.files();
    this.#edits += 1;
    const id = `my_${this.#edits}_x`;
    for (let at = 0; at < EDITS.length; at += 1) {
      const edit = EDITS[(pick + at) % EDITS.length]?.(tree, Math.floor(pick / EDITS.length), id);
      if (edit === undefined) continue;
      this.told.push(edit.what);
      for (const [path, text] of edit.texts) {
        await this.growing.write(path, text);
        if (text === undefined) this.#removed.add(path);
        else this.#removed.delete(path);
      }
      this.#forget(edit.texts);
      this.#lines.push(...edit.lines);
      if (edit.gone !== undefined) this.#gone.push(edit.gone);
      return;
    }
  }

  /** What the user has thrown away, written over or given up is not looked for. */
  #forget(texts: ReadonlyMap<string, string | undefined>): void {
    for (const [path, text] of texts) {
      for (let at = this.#lines.length - 1; at >= 0; at -= 1) {
        const line = this.#lines[at];
        if (line?.path === path && !hasLine(text, line.text)) this.#lines.splice(at, 1);
      }
    }
  }

  /** A newer version of this tool: its templates have changed in some ways, and one change in four is taken back. */
  async #upgrade(pick: number): Promise<void> {
    const turn = Math.floor(pick / 4);
    const { revisions } = this.growing;
    const [last] = revisions.slice(-1);
    if (pick % 4 === 0 && last !== undefined) {
      const back = revisions[turn % revisions.length] ?? last;
      this.told.push(`upgrade without ${revisionName(back)}`);
      this.growing.revisions = revisions.filter((one) => one !== back);
    } else {
      this.#upgrades += 1;
      const news = [turn, Math.floor(turn / 7)].map((one, at): Revision => ({
        pick: one,
        id: `newer_${this.#upgrades}_${at}`,
      }));
      this.told.push(`upgrade with ${news.map(revisionName).join(" and ")}`);
      this.growing.revisions = [...revisions, ...news];
    }
    const { text } = await this.growing.spec();
    await this.#grow({ text });
  }

  /** The spec changes where it is told everywhere: the system gets another title. */
  async #retitle(pick: number): Promise<void> {
    const { text } = await this.growing.spec();
    const title = `Title ${pick % 7}`;
    const changed = /^ {2}title: /m.test(text)
      ? text.replace(/^ {2}title: .*$/m, `  title: ${title}`)
      : text.replace(/^ {2}name: .*$/m, `$&\n  title: ${title}`);
    this.told.push(`title "${title}"`);
    await this.growing.write("connector.yaml", changed);
    await this.#grow({ text: changed });
  }

  /** The first of the things that can be added, from a place on. */
  async #added(kind: "entity" | "more", pick: number): Promise<Edit | undefined> {
    const editing = await this.growing.spec();
    const ways = kind === "entity" ? entityWays(editing) : moreWays(editing);
    for (let at = 0; at < ways.length; at += 1) {
      const way = ways[(pick + at) % ways.length];
      const edit = await orRefused(way?.make);
      if (edit === undefined) continue;
      this.told.push(way?.what ?? "");
      return edit;
    }
    return undefined;
  }

  async #remove(pick: number): Promise<void> {
    const { spec } = await this.growing.spec();
    const name = spec.entities[pick % spec.entities.length]?.name ?? "";
    const gone = new Set([name]);
    for (let count = 0; count !== gone.size;) {
      count = gone.size;
      for (const one of spec.entities)
        if (entitiesOf(one, spec.entities).some((other) => gone.has(other))) gone.add(one.name);
    }
    if (gone.size === spec.entities.length) return;
    const edit = await orRefused(() => this.growing.removal([...gone]));
    if (edit === undefined) return;
    this.told.push(`remove ${[...gone].join(", ")}`);
    await this.#grow(edit);
  }

  /** What was just added and is removed again leaves nothing behind. */
  async #thereAndBack(pick: number): Promise<void> {
    const before = await this.growing.files();
    const { spec } = await this.growing.spec();
    const added = await this.#added("entity", pick);
    if (added === undefined) return;
    const name = added.spec.entities.find((one) => !spec.entities.some((other) => other.name === one.name))?.name ?? "";
    const there = await this.#grow(added);
    await this.#keepsWill();
    await this.#isSound();
    this.told.push(`remove ${name} again`);
    await this.#grow(await this.growing.removal([name]));
    // Where the user's will stood against the plan's, it does so on the way back.
    if (there.conflicts > 0 || there.set.changes.some((one) => (one.kept?.length ?? 0) > 0)) return;
    expect(butVersion(await this.growing.files(), before)).toEqual(butVersion(before, before));
  }

  /** Conflicts are written with markers, taken back, and then settled as the user's or as the plan's. */
  async #grow(asked: Asked): Promise<GrowResult> {
    const before = await this.growing.files();
    const request: Asked = {
      text: asked.text,
      ...(asked.version !== undefined && { version: asked.version }),
      ...(asked.extra !== undefined && { extra: asked.extra }),
      ...(asked.keepTaken !== undefined && { keepTaken: asked.keepTaken }),
    };
    const result = await this.#growAsPlanned(request, "markers");
    if (result.conflicts === 0) {
      await this.#settles(before, result);
      return result;
    }
    this.told.push(`${result.conflicts} conflicts`);
    await this.#keepsWill();
    const marked = await this.growing.files();
    await this.growing.end("abort");
    expect(Object.fromEntries(await this.growing.files())).toEqual(Object.fromEntries(before));
    // What the user has changed of a thing that goes can't stay without it.
    const goes = [...marked.values()].some((text) => /^<{7} yours\r?\n[^]*?^={7}\r?\n>{7} new$/m.test(text));
    const side = goes || this.told.length % 3 === 0 ? "new" : "mine";
    this.told.push(`settled as ${side}`);
    const settled = await this.#growAsPlanned(request, side);
    for (const { path } of result.set.changes.filter((one) => one.action === "conflict"))
      await this.#isAsByHand(path.slice(this.growing.name.length + 1), marked, side);
    await this.#settles(before, settled);
    return result;
  }

  /** A dry run plans what is then done, and what is done stands there; to do it once more changes nothing. */
  async #growAsPlanned(request: Asked, onConflict: "markers" | "mine" | "new"): Promise<GrowResult> {
    const before = await this.growing.files();
    const plan = await this.growing.grow({ ...request, dryRun: true }, onConflict);
    expect(Object.fromEntries(await this.growing.files())).toEqual(Object.fromEntries(before));
    const result = await this.growing.grow(request, onConflict);
    expect(result.set).toEqual(plan.set);
    const after = await this.growing.files();
    for (const change of [...result.set.changes, ...result.set.records]) {
      const there = after.get(change.path.slice(this.growing.name.length + 1));
      const planned = isWritten(change) ? (change.action === "remove" ? undefined : change.after) : change.before;
      expect(there?.trimEnd(), `${change.path} is as it was told`).toBe(planned?.trimEnd());
    }
    return result;
  }

  /** A conflict that is settled by an option is what a person makes of the markers. */
  async #isAsByHand(path: string, marked: ReadonlyMap<string, string>, side: "mine" | "new"): Promise<void> {
    const text = marked.get(path) ?? "";
    const chosen = text.replace(CONFLICT, (_all, mine: string, theirs: string) => (side === "mine" ? mine : theirs));
    expect((await this.growing.files()).get(path), `${path} is as it is settled by hand`).toBe(chosen);
    this.#kept.add(path);
    if (side === "mine") return;
    const lost = [...text.matchAll(CONFLICT)].map(([, mine]) => mine ?? "");
    const isLost = (line: UserLine): boolean =>
      line.path === path && lost.some((one) => hasLine(one, line.text)) && !hasLine(chosen, line.text);
    for (const line of this.#lines.filter(isLost)) this.#lines.splice(this.#lines.indexOf(line), 1);
  }

  /** A file that is no longer planned stays where the user has worked on it, and that is told; else it goes. */
  async #settles(before: ReadonlyMap<string, string>, { set }: GrowResult): Promise<void> {
    const after = await this.growing.files();
    const prefix = `${this.growing.name}/`;
    const changes = new Map(set.changes.map((one) => [one.path.slice(prefix.length), one]));
    for (const [path, { reason = "", kept = [] }] of changes)
      if ([reason, ...kept].some((one) => one.includes("no longer planned"))) this.#kept.add(path);
    for (const path of before.keys())
      if (!after.has(path)) expect(changes.get(path)?.action, `${path} is gone`).toBe("remove");
    // What no plan knows any more may come with another one.
    for (const path of this.#removed) if (!changes.has(path)) this.#removed.delete(path);
    // What the user has taken out stays away, for as long as the plan has not given it up itself.
    for (const gone of [...this.#gone]) {
      const { action, planned, after: text } = changes.get(gone.path) ?? {};
      const isPlanned = action !== "create" && hasLine(planned ?? text, gone.text);
      if (isPlanned && !set.changes.some((one) => one.action === "conflict"))
        expect(hasLine(after.get(gone.path), gone.text), `"${gone.text}" stays out of ${gone.path}`).toBe(false);
      else this.#gone.splice(this.#gone.indexOf(gone), 1);
    }
  }

  async #keepsWill(): Promise<void> {
    const files = await this.growing.files();
    // What is taken out of a file with what it belonged to is put into one of its own.
    const isThere = ({ path, text }: UserLine): boolean =>
      hasLine(files.get(path), text) || [...files.values()].some((other) => hasLine(other, text));
    const back = [...this.#removed].filter((path) => files.has(path));
    expect(back, "files that the user has removed, and that came back").toEqual([]);
    const lost = this.#lines.filter((line) => !isThere(line));
    expect(lost, "lines of the user that are lost").toEqual([]);
  }

  /** What was told as kept may refer to what is gone: there the rules are right to speak. */
  async #isSound(): Promise<void> {
    const files = await this.growing.files();
    await expectSoundTrees(
      this.growing.odoo,
      new Map([[this.growing.name, files]]),
      ({ path, code }) =>
        (this.#kept.has(path) && code !== "python-undefined-name") ||
        // Whoever deletes the README is told so.
        (code === "structure-required-file" && this.#removed.has("README.rst")),
    );
  }

  /** To do it once more changes nothing. */
  async isDone(): Promise<void> {
    const { text } = await this.growing.spec();
    const before = await this.growing.files();
    await this.growing.grow({ text }, "mine");
    const after = await this.growing.files();
    const isOurs = (path: string): boolean => path.startsWith(".connector.");
    for (const path of after.keys()) if (isOurs(path)) after.delete(path);
    for (const path of before.keys()) if (isOurs(path)) before.delete(path);
    expect(Object.fromEntries(after)).toEqual(Object.fromEntries(before));
    await this.#isSound();
  }
}

/** Both sides of a conflict. */
const CONFLICT = /^<{7} yours\r?\n([^]*?)^={7}\r?\n([^]*?)^>{7} new(?:\r?\n|$)/gm;

/** Files but for what a removal leaves: a migration, the version that runs it, and the records of both. */
function butVersion(files: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): Record<string, string> {
  const shown = [...files].filter(
    ([path]) => !path.startsWith(".connector.") && (before.has(path) || !path.startsWith("migrations/")),
  );
  const hide = (path: string, text: string): string =>
    /^(?:__manifest__\.py|CHANGELOG\.md)$/.test(path) ? text.replace(/\b\d+\.0\.\d+\.\d+\.\d+\b/, "VERSION") : text;
  // Ends of lines are no edit: a file with no other one is written as it is planned.
  return Object.fromEntries(shown.map(([path, text]) => [path, hide(path, text).replaceAll("\r\n", "\n")]));
}

/** Undefined where the request is refused: what can't be added is no part of this. */
async function orRefused<T>(make: (() => Promise<T>) | undefined): Promise<T | undefined> {
  try {
    return await make?.();
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
}

interface Way {
  readonly what: string;
  readonly make: () => Promise<Edit>;
}

const OWN_ENTITIES = [
  { entity: "ticket", model: "project.task" },
  { entity: "category", model: "res.partner.category", direction: "import" },
  { entity: "unit", model: "uom.uom", direction: "export" },
];

function entityWays({ text, spec, facts }: Editing): Way[] {
  const described = (facts.known?.spec.entities ?? draftsOf(spec)).map(({ name, model }) => ({ entity: name, model }));
  return [...described, ...OWN_ENTITIES]
    .filter(({ entity }) => !spec.entities.some((one) => one.name === entity))
    .map((request) => ({
      what: `add-binding ${request.entity}`,
      make: () => addEntity(text, spec, request, facts),
    }));
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "res.partner": ["ref", "website", "function"],
  "product.template": ["description", "barcode"],
  "sale.order": ["client_order_ref"],
  "crm.lead": ["website", "function"],
  "project.task": ["description"],
};

function moreWays({ text, spec, facts }: Editing): Way[] {
  const known =
    facts.known?.spec.webhooks ?? spec.entities.map(({ name }) => ({ topic: `${name}.created`, entity: name }));
  const topics = known.filter(({ topic }) => !(spec.webhooks ?? []).some((one) => one.topic === topic));
  return [
    ...topics.map(({ topic, entity }) => ({
      what: `add-webhook ${topic}`,
      make: () => addWebhooks(text, spec, { topics: [topic], entity }, facts),
    })),
    ...spec.entities.map(({ name, model }) => ({
      what: `add-export ${model}`,
      make: () => addExport(text, spec, { model, entity: name }, facts),
    })),
    ...spec.entities.flatMap(({ name, model }) =>
      (FIELDS[model] ?? []).map((field) => ({
        what: `add-field ${name} ${field}`,
        make: () => addField(text, spec, { entity: name, field }, facts),
      })),
    ),
    ...["basic", "bearer"].map((kind) => ({
      what: `add-auth ${kind}`,
      make: () => addAuth(text, spec, { kind }, facts),
    })),
  ];
}
