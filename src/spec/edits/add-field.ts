/** One more field in the mapping of an entity, or of a part of one. */
import { ConnectorError } from "../../errors.ts";
import type { AdoptedEntity } from "../adopted.ts";
import { proposedLine } from "../drafts/proposal.ts";
import type { KeyPath } from "../keypath.ts";
import { PATH_PATTERN } from "../patterns.ts";
import type { Spec, SpecEntity, SpecMapping } from "../schema.ts";
import { hintFor, orList, yamlLine } from "../words.ts";
import {
  type Edit,
  type EditFacts,
  ENTITY_ORDER,
  findingsAt,
  finished,
  isNamed,
  modelsOf,
  placeOf,
  Problems,
} from "./edit.ts";
import { adoptedNamed, refuseAdopted } from "./adopted.ts";
import { SpecText } from "./text.ts";

/** As people typed it. */
export interface FieldRequest {
  /** Name or plural of an entity, or of a part of one: `customer`, `variant`. */
  readonly entity: string;
  /** Field of its model. */
  readonly field: string;
  /** Place in the remote record; what is known, or the field's own name otherwise. */
  readonly remote?: string | undefined;
  readonly direction?: string | undefined;
  /** As it stands in a spec: `country`, `{ lookup: customer }`, `[first, iso8601]`. */
  readonly transform?: string | undefined;
}

const DIRECTIONS = ["import", "export", "both"] as const;

interface Target {
  readonly path: KeyPath;
  /** Key path as people read it. */
  readonly shown: string;
  readonly model: string;
  readonly mapping: readonly SpecMapping[];
  readonly owner: SpecEntity;
}

/** @throws ConnectorError (2) with every problem of the request */
export async function addField(text: string, spec: Spec, request: FieldRequest, facts: EditFacts): Promise<Edit> {
  const edited = await SpecText.open(text, spec);
  const models = await modelsOf(facts);
  const target = targetOf(edited, spec, request.entity, facts);
  const { field } = request;
  const problems = new Problems();
  const info = models.index.field(target.model, field);
  if (info === undefined && models.index.model(target.model) !== undefined) {
    const near = models.index.nearestField(target.model, field);
    problems.report(
      "FIELD",
      `${target.model} has no field ${field} in Odoo ${models.index.version}`,
      near === undefined ? undefined : `did you mean ${near}?`,
    );
  }
  const direction = DIRECTIONS.find((one) => one === request.direction);
  if (request.direction !== undefined && direction === undefined) {
    problems.report(
      "--direction",
      `${JSON.stringify(request.direction)} is none of ${orList(DIRECTIONS)}`,
      hintFor(request.direction, DIRECTIONS),
    );
  }
  const own = target.owner.direction ?? "import";
  if (direction !== undefined && own !== "both" && direction !== own) {
    problems.report(
      "--direction",
      `${target.owner.name} is only ${own}ed`,
      own === "import" ? `run add-export ${target.owner.model} first` : "leave it out",
    );
  }
  if (request.remote !== undefined && !PATH_PATTERN.test(request.remote)) {
    problems.report(
      "--remote",
      `${JSON.stringify(request.remote)} is no place in a record`,
      "write keys joined by dots: address.city",
    );
  }
  problems.refuse();
  refuseThere(edited, target, field, direction ?? own, facts);

  const { line, verbatim } = await lineOf(spec, target, request, facts, direction);
  const known = verbatim === undefined || facts.known === undefined ? undefined : await SpecText.open(facts.known.text);
  const piece = known === undefined || verbatim === undefined ? edited.piece([line]) : known.copy(verbatim);
  edited.insertItem([...target.path, "mapping"], target.mapping.length, piece, ENTITY_ORDER);
  const at = `${target.shown}.mapping[${target.mapping.length}]`;
  const edit = await finished(facts, spec, edited, { added: [at] }).catch((error: unknown) => {
    throw asOption(error, at);
  });
  const wrong = await findingsAt(facts, edit.resolved, at);
  if (wrong.length > 0) {
    const others = new Map(spec.entities.map((one) => [one.model, one.name]));
    const wanted = { name: target.owner.name, model: target.model, direction: direction ?? own };
    const proposal = proposedLine(field, wanted, models, others)?.transform;
    const hint =
      proposal === undefined ? "write --transform '{ lookup: ENTITY }' or '{ find: name }'" : optionOf(proposal);
    throw asOption(
      new ConnectorError(
        wrong.map((problem) =>
          request.transform === undefined && problem.message.includes("takes no remote value")
            ? { ...problem, hint }
            : problem,
        ),
      ),
      at,
    );
  }
  return edit;
}

/** A transform as it is typed. */
const optionOf = (transform: SpecMapping["transform"]): string =>
  typeof transform === "string" ? `write --transform ${transform}` : `write --transform '${yamlLine(transform)}'`;

function targetOf(text: SpecText, spec: Spec, word: string, facts: EditFacts): Target {
  for (const [index, entity] of spec.entities.entries()) {
    const shown = `entities.${entity.name}`;
    if (isNamed(entity, word)) {
      const { model, mapping = [] } = entity;
      return { path: ["entities", index], shown, model, mapping, owner: entity };
    }
    const position = (entity.children ?? []).findIndex((child) => isNamed(child, word));
    const child = entity.children?.[position];
    if (child !== undefined) {
      const path = ["entities", index, "children", position];
      return {
        path,
        shown: `${shown}.children.${child.name}`,
        model: child.model,
        mapping: child.mapping,
        owner: entity,
      };
    }
  }
  const hintAdopted = ({ binding }: AdoptedEntity): string => `write the field into your own mapper of ${binding}`;
  refuseAdopted(text, spec, adoptedNamed(spec, word), facts, hintAdopted);
  const names = spec.entities.flatMap((one) => [one.name, ...(one.children ?? []).map((child) => child.name)]);
  const hint = hintFor(word, names);
  throw new ConnectorError({
    place: "ENTITY",
    message: `there is no entity ${JSON.stringify(word)} in the spec`,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** A field has one line for each way. */
function refuseThere(text: SpecText, target: Target, field: string, way: string, facts: EditFacts): void {
  const own = target.owner.direction ?? "import";
  const index = target.mapping.findIndex((line) => {
    const other = line.direction ?? own;
    return line.odoo === field && (other === way || other === "both" || way === "both");
  });
  if (index < 0) return;
  const line = target.mapping[index];
  throw new ConnectorError({
    place: placeOf(facts, text, [...target.path, "mapping", index]),
    message: `${field} is there already${line?.remote === undefined ? "" : `, from ${[line.remote].flat().join(" and ")}`}`,
    hint: "change that line",
  });
}

/** Whether a line of what is known can be had in an entity (or an option) of that direction. */
const fitsWay = (known: SpecMapping["direction"], way: SpecMapping["direction"] = "import"): boolean =>
  known === undefined || known === "both" || way === "both" || known === way;

/** The line to add: the known system's own, where nothing else is asked for. */
async function lineOf(
  spec: Spec,
  target: Target,
  request: FieldRequest,
  facts: EditFacts,
  direction: SpecMapping["direction"],
): Promise<{ line: SpecMapping; verbatim?: KeyPath }> {
  const { field, remote, transform } = request;
  const wanted = target.path.length > 2 ? target.owner.children?.[Number(target.path[3])]?.name : target.owner.name;
  for (const [index, entity] of (facts.known?.spec.entities ?? []).entries()) {
    const position = (entity.children ?? []).findIndex((child) => child.name === wanted);
    const child = entity.children?.[position];
    const found = entity.name === wanted ? entity : child;
    const place: KeyPath = found === entity ? ["entities", index] : ["entities", index, "children", position];
    const at = (found?.mapping ?? []).findIndex(
      (line) => line.odoo === field && fitsWay(line.direction, direction ?? target.owner.direction),
    );
    const line = found?.mapping?.[at];
    if (line === undefined || found?.model !== target.model) continue;
    const isWhole = remote === undefined && transform === undefined && direction === undefined;
    if (isWhole && target.owner.direction === entity.direction) return { line, verbatim: [...place, "mapping", at] };
    if (transform === undefined) {
      return {
        line: {
          ...line,
          ...(remote === undefined ? {} : { remote }),
          ...(direction === undefined ? {} : { direction }),
        },
      };
    }
  }
  const models = await modelsOf(facts);
  const type = models.index.field(target.model, field)?.type ?? "";
  const others = new Map(spec.entities.map((one) => [one.model, one.name]));
  const proposal = ["many2one", "many2many", "one2many", "selection"].includes(type)
    ? undefined
    : proposedLine(field, { name: target.owner.name, model: target.model, direction: "both" }, models, others);
  const made = transform === undefined ? proposal?.transform : await parsed(transform);
  return {
    line: {
      odoo: field,
      remote: remote ?? field,
      ...(made === undefined ? {} : { transform: made }),
      ...(direction === undefined || direction === target.owner.direction ? {} : { direction }),
    },
  };
}

async function parsed(text: string): Promise<NonNullable<SpecMapping["transform"]>> {
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text);
  const isPlain = document.errors.length === 0 && !text.includes("*");
  const value: unknown = isPlain ? document.toJS() : undefined;
  if (value === undefined || value === null || text.trim() === "") {
    throw new ConnectorError({
      place: "--transform",
      message: `${JSON.stringify(text)} is no transform`,
      hint: "write it as in a spec: country, '{ lookup: customer }', '[first, iso8601]'",
    });
  }
  return value;
}

/** What is wrong with the new line is told with the option that brought it. */
function asOption(error: unknown, at: string): unknown {
  if (!(error instanceof ConnectorError)) return error;
  return new ConnectorError(
    error.problems.map((problem) => {
      const where = [problem.place ?? "", problem.message].find((one) => one.startsWith(at));
      if (where === undefined) return problem;
      const [, key = "", rest = ""] = /^\.?(\w*)[^:]*(?:: (.*))?$/s.exec(where.slice(at.length)) ?? [];
      const place = key === "transform" ? "--transform" : key === "remote" ? "--remote" : "FIELD";
      const message = where === problem.message && rest !== "" ? rest : problem.message;
      const hint = problem.hint
        ?.replace(/^write transform: (?!\{)/, "write --transform ")
        .replace(/^write transform: (.*)$/, "write --transform '$1'");
      return { place, message, ...(hint === undefined ? {} : { hint }) };
    }),
  );
}
