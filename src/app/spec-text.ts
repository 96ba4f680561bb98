import type { Document, YAMLMap, YAMLSeq } from "yaml";
import { ConnectorError, type Problem } from "../errors.ts";
import { narrow } from "../spec/edits/narrow.ts";
import { tablesOnlyOf } from "../spec/edits/needs.ts";
import type { LoadedSpec, Origin } from "../spec/load.ts";
import { pluralOf, suggestName } from "../spec/naming.ts";
import type { Spec } from "../spec/schema.ts";
import { hintFor, nearest, orList } from "../spec/words.ts";

/** What the options of init-connector change in a spec. Missing keys leave it as it is. */
export interface SpecChoices {
  name?: string | undefined;
  type?: string | undefined;
  /** Names or plurals; all others are left out, with what refers to them. */
  entities?: readonly string[] | undefined;
  /** `import` and `export` narrow every entity to that side; `both` is what the spec says anyway. */
  direction?: string | undefined;
  baseUrl?: string | undefined;
  auth?: string | undefined;
  /** Only for a draft: a spec says its own. */
  pagination?: string | undefined;
  apiDocs?: string | undefined;
  webhooks?: boolean | undefined;
  author?: string | undefined;
  license?: string | undefined;
  /** Words of `connector.packaging`. */
  packaging?: readonly string[] | undefined;
}

/** Choices that are one value of the spec. */
const VALUES = [
  { choice: "name", at: "connector.name", option: "NAME" },
  { choice: "type", at: "connector.type", option: "--type" },
  { choice: "apiDocs", at: "connector.api_docs", option: "--api-docs" },
  { choice: "author", at: "connector.author", option: "--author" },
  { choice: "license", at: "connector.license", option: "--license" },
  { choice: "baseUrl", at: "system.base_url", option: "--base-url" },
] as const;

/** Parts of a draft that follow from a choice. */
const DRAFTED = [
  { choice: "baseUrl", at: "system.fields", option: "--base-url" },
  { choice: "auth", at: "system.auth", option: "--auth" },
  { choice: "pagination", at: "system.pagination", option: "--pagination" },
] as const;

/**
 * Where choices stand in the spec once they are written into it: what is wrong there is the option's mistake, not one
 * of a line that the user never wrote.
 */
export function originsOf(choices: SpecChoices, isDraft: boolean): Origin[] {
  return [...VALUES, ...(isDraft ? DRAFTED : [])]
    .filter(({ choice }) => choices[choice] !== undefined)
    .map(({ option, at }) => ({ place: option, at }));
}

/** The problems of a spec that no file holds yet, with the option that brought it about as their place. */
export function atOptions(error: unknown, origins: readonly Origin[]): unknown {
  if (!(error instanceof ConnectorError)) return error;
  return new ConnectorError(
    error.problems.map((problem) => {
      const { place = "", message } = problem;
      const origin = origins.find(
        ({ at }) => place === at || (/^[.[]/.test(place.slice(at.length)) && place.startsWith(at)),
      );
      return origin === undefined ? problem : { ...problem, place: origin.place, message: `${place}: ${message}` };
    }),
    error.exitCode,
  );
}

/** An address without the slash at its end, which changes nothing. */
const bare = <Url>(url: Url): Url | string => (typeof url === "string" ? url.trim().replace(/\/+$/, "") : url);

/**
 * Refuses a --set and another option that say different things about one key: one of them would be lost in silence.
 * @param loaded the spec with the overrides, without the choices
 * @throws ConnectorError
 */
export function refuseSaidTwice({ spec, origins }: LoadedSpec, choices: SpecChoices): void {
  const said = [
    spec.connector.name,
    spec.connector.type,
    spec.connector.api_docs,
    spec.connector.author,
    spec.connector.license,
    spec.system.base_url,
  ];
  const problems = VALUES.flatMap(({ choice, at, option }, index): Problem[] => {
    const wanted = choices[choice];
    const override = origins.find((one) => at === one.at || at.startsWith(`${one.at}.`));
    if (override === undefined || wanted === undefined || said[index] === wanted) return [];
    if (choice === "baseUrl" && bare(said[index]) === bare(wanted)) return [];
    const hint =
      choice === "name"
        ? `write init-connector ${spec.connector.name}, with --spec where the spec is another system's`
        : "leave one of them out";
    return [{ place: override.place, message: `${option} says something else: ${wanted}`, hint }];
  });
  if (problems.length > 0) throw new ConnectorError(problems);
}

/** Most runs change nothing: then the text need not be taken apart. */
export function isAsChosen({ connector, system }: Spec, choices: SpecChoices): boolean {
  const { name, type, entities, direction, baseUrl, auth, apiDocs, webhooks, author, license, packaging } = choices;
  const same = (choice: unknown, now: unknown): boolean => choice === undefined || choice === now;
  return (
    same(name, connector.name) &&
    same(type, connector.type) &&
    same(apiDocs, connector.api_docs) &&
    same(author, connector.author) &&
    same(license, connector.license) &&
    same(bare(baseUrl), bare(system.base_url)) &&
    same(auth, system.auth.kind) &&
    same(webhooks, system.webhooks !== undefined) &&
    entities === undefined &&
    packaging === undefined &&
    (direction === undefined || direction === "both")
  );
}

interface EntityEntry {
  name: string;
  plural: string | undefined;
  direction: string;
  depends: string[];
  node: YAMLMap;
}

/**
 * Writes choices into the text of a spec; comments, order and whatever is not concerned stay as they are.
 * @param spec what the text says
 * @param file where people can add to it, in words
 * @throws ConnectorError for a choice that the spec cannot fulfil
 */
export async function applyChoices(text: string, spec: Spec, choices: SpecChoices, file: string): Promise<string> {
  if (isAsChosen(spec, choices)) return text;
  const yaml = await import("yaml");
  const { isMap, isSeq, parseDocument } = yaml;
  const document = parseDocument(text, { merge: true });
  const problems: Problem[] = [];
  let isChanged = false;
  const set = (path: readonly string[], value: string | undefined): void => {
    if (value === undefined || document.getIn(path) === value) return;
    document.setIn(path, value);
    isChanged = true;
  };

  set(["connector", "name"], choices.name);
  set(["connector", "api_docs"], choices.apiDocs);
  set(["connector", "author"], choices.author);
  set(["connector", "license"], choices.license);
  const url = bare(choices.baseUrl);
  if (url !== bare(spec.system.base_url)) set(["system", "base_url"], url);
  if (choices.packaging !== undefined && String(choices.packaging) !== String(spec.connector.packaging)) {
    document.setIn(["connector", "packaging"], document.createNode([...choices.packaging], { flow: true }));
    isChanged = true;
  }
  const { type } = spec.connector;
  if (choices.type !== undefined && choices.type !== type) {
    // Nothing but a draft is made by it: the entities would stay those of the other type.
    problems.push({
      place: "--type",
      message: `${spec.connector.name} is of type ${type}, not ${choices.type}`,
      hint: `write --type ${type}, or leave it out`,
    });
  }
  const kind = document.getIn(["system", "auth", "kind"]);
  if (choices.auth !== undefined && typeof kind === "string" && kind !== choices.auth) {
    problems.push({
      place: "--auth",
      message: `the spec says how to authenticate (${kind}), ${choices.auth} needs other keys`,
      hint: "leave --auth out, or change system.auth in the spec",
    });
  }

  const list = document.get("entities");
  if (isSeq(list)) {
    const entities = readEntities(list, isMap);
    const kept = selectEntities(entities, choices, file, problems);
    if (choices.direction === "import" || choices.direction === "export") {
      for (const entity of kept) isChanged = narrow(entity.node, choices.direction, yaml) || isChanged;
    }
    if (kept.length < entities.length) {
      const nodes = new Set<unknown>(kept.map((entity) => entity.node));
      list.items = list.items.filter((item) => nodes.has(item));
      isChanged = true;
    }
    const names = new Set(kept.map((entity) => entity.name));
    const isKept = (entity: string): boolean => names.has(entity) || !entities.some((known) => known.name === entity);
    const imports = choices.direction !== "export";
    const exports = choices.direction !== "import";
    isChanged = filterList(document, "webhooks", isSeq, isMap, (entity) => imports && isKept(entity)) || isChanged;
    isChanged = filterList(document, "exports", isSeq, isMap, (entity) => exports && isKept(entity)) || isChanged;
    // A table that nothing asks for any more would only puzzle people.
    const left = tablesOnlyOf(
      spec,
      entities.map((entity) => entity.name).filter((name) => !names.has(name)),
    );
    isChanged = filterList(document, "tables", isSeq, isMap, (table) => !left.includes(table), "name") || isChanged;
  }

  if (choices.webhooks === true && !document.hasIn(["system", "webhooks"])) {
    problems.push({
      place: "--webhooks",
      message: "the spec does not say how this system signs its webhooks",
      hint: "leave the option out, or add system.webhooks to the spec",
    });
  }
  if (choices.webhooks === false) {
    if (document.hasIn(["system", "webhooks"])) {
      document.deleteIn(["system", "webhooks"]);
      isChanged = true;
    }
    isChanged = document.delete("webhooks") || isChanged;
  }
  if (problems.length > 0) throw new ConnectorError(problems);
  return isChanged ? document.toString({ lineWidth: 120 }) : text;
}

type IsMap = (node: unknown) => node is YAMLMap;
type IsSeq = (node: unknown) => node is YAMLSeq;

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function readEntities(list: YAMLSeq, isMap: IsMap): EntityEntry[] {
  return list.items.filter(isMap).map((node) => ({
    name: textOf(node.get("name")) ?? "",
    plural: textOf(node.get("plural")),
    direction: textOf(node.get("direction")) ?? "import",
    depends: ((node.toJSON() as { depends?: unknown }).depends as string[] | undefined) ?? [],
    node,
  }));
}

/** The least that an entity needs, as a line of YAML: the text that people add to. */
export function entityLine(name: string, model: string): string {
  const word = suggestName(name);
  const endpoints = `endpoints: { list: GET /${pluralOf(word)} }`;
  return `- { name: ${word}, model: ${model}, ${endpoints}, mapping: [{ odoo: name, remote: name }] }`;
}

/** The entities that stay, in the spec's order. */
function selectEntities(
  entities: readonly EntityEntry[],
  choices: SpecChoices,
  file: string,
  problems: Problem[],
): EntityEntry[] {
  let kept = [...entities];
  const names = entities.map((entity) => entity.name);
  if (choices.entities?.length === 0) {
    problems.push({ place: "--entities", message: "names no entity", hint: `write ${orList(names)}` });
    return kept;
  }
  if (choices.entities !== undefined) {
    const wanted = new Set<string>();
    for (const word of choices.entities) {
      const found = entities.find((entity) => [entity.name, entity.plural, `${entity.name}s`].includes(word));
      if (found) wanted.add(found.name);
      else if (word.includes(":")) {
        const [name = "", model = ""] = word.split(":").map((part) => part.trim());
        const same = names.find((one) => one === suggestName(name));
        if (same !== undefined) {
          problems.push({
            place: "--entities",
            message: `${word}: the spec has ${same} already, and says its model and direction`,
            hint: `write ${same}`,
          });
          continue;
        }
        problems.push({
          place: "--entities",
          message: `${word} would be a new entity: this spec says itself what it exchanges (${names.join(", ")})`,
          hint: `add it to \`entities\` in ${file}, ${entityLine(name, model)}, and run again without --entities`,
        });
      } else {
        const near = nearest(word, names);
        problems.push({
          place: "--entities",
          message: `there is no entity ${JSON.stringify(word)} in the spec`,
          hint: near === undefined ? `write ${orList(names)}` : (hintFor(word, names) ?? ""),
        });
      }
    }
    for (const entity of entities.filter((one) => wanted.has(one.name))) {
      const missing = entity.depends.filter((name) => names.includes(name) && !wanted.has(name));
      if (missing.length > 0) {
        const all = names.filter((name) => wanted.has(name) || missing.includes(name));
        problems.push({
          place: "--entities",
          message: `${entity.name} needs ${missing.join(" and ")}`,
          hint: `write --entities ${all.join(",")}`,
        });
      }
    }
    kept = kept.filter((entity) => wanted.has(entity.name));
  }
  const { direction } = choices;
  if (direction !== "import" && direction !== "export") return kept;
  let able = kept.filter((entity) => entity.direction === "both" || entity.direction === direction);
  // What needs one that goes the other way only goes with it: fulfilments are nothing without their orders.
  const isWhole = (entity: EntityEntry): boolean =>
    entity.depends.every((name) => !names.includes(name) || able.some((one) => one.name === name));
  while (!able.every(isWhole)) able = able.filter(isWhole);
  if (choices.entities !== undefined) {
    for (const entity of kept.filter((one) => !able.includes(one))) {
      problems.push({
        place: "--direction",
        message:
          entity.direction === "both" || entity.direction === direction
            ? `${entity.name} needs ${entity.depends.join(" and ")}, which has no ${direction}`
            : `${entity.name} has no ${direction}: the spec's direction is ${entity.direction}`,
        hint: `leave ${entity.name} out of --entities`,
      });
    }
  } else if (able.length === 0) {
    problems.push({ place: "--direction", message: `no entity of the spec has an ${direction}` });
  }
  return able;
}

/** Drops the elements whose `entity` (or other key) is not kept; an empty list goes as a whole. */
function filterList(
  document: Document,
  key: string,
  isSeq: IsSeq,
  isMap: IsMap,
  isKept: (word: string) => boolean,
  by = "entity",
): boolean {
  const list = document.get(key);
  if (!isSeq(list)) return false;
  const count = list.items.length;
  list.items = list.items.filter((item) => !isMap(item) || isKept(textOf(item.get(by)) ?? ""));
  if (list.items.length === 0) document.delete(key);
  return list.items.length < count;
}
