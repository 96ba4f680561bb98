/** Another way to authenticate: beside the one that is there, chosen by a field of the backend, or in its place. */
import { AUTH } from "../drafts/conventions.ts";
import { RENDERED_AUTH } from "../renderable.ts";
import type { Spec, SpecAuth, SpecField } from "../schema.ts";
import { hintFor, orList } from "../words.ts";
import { bringAlong, type Edit, type EditFacts, finished, placeOf, Problems, SYSTEM_ORDER } from "./edit.ts";
import { fieldsOf } from "./needs.ts";
import { SpecText } from "./text.ts";

/** As people typed it. */
export interface AuthRequest {
  /** `header`, `bearer`, `basic`, `query`, `oauth1`, `none`. */
  readonly kind: string;
  /** In the place of what is there, instead of beside it. */
  readonly replace?: boolean | undefined;
}

interface Way {
  readonly auth: SpecAuth;
  readonly fields: readonly SpecField[];
}

/** Signed requests, which no draft begins with. */
const OAUTH1: Way = {
  auth: {
    kind: "oauth1",
    signature_method: "HMAC-SHA256",
    consumer_key: "{consumer_key}",
    consumer_secret: "{consumer_secret}",
  },
  fields: [
    { name: "consumer_key", label: "Consumer Key", type: "char", secret: true },
    { name: "consumer_secret", label: "Consumer Secret", type: "char", secret: true },
  ],
};

/** @throws ConnectorError (2) with every problem of the request */
export async function addAuth(text: string, spec: Spec, request: AuthRequest, facts: EditFacts): Promise<Edit> {
  const edited = await SpecText.open(text, spec);
  const { kind } = request;
  const { system } = spec;
  const problems = new Problems();
  const alternatives = system.auth_alternatives ?? [];
  if (!RENDERED_AUTH.includes(kind)) {
    problems.report(
      "KIND",
      `${JSON.stringify(kind)} is none of ${orList(RENDERED_AUTH)}`,
      hintFor(kind, RENDERED_AUTH),
    );
  }
  const other = alternatives.findIndex((one) => one.auth.kind === kind);
  if (system.auth.kind === kind || other >= 0) {
    const path = system.auth.kind === kind ? ["system", "auth"] : ["system", "auth_alternatives", other];
    problems.report(placeOf(facts, edited, path), `requests can be made with ${kind} already`, "change it in the spec");
  }
  problems.refuse();

  const added: string[] = [];
  // An open API has nothing to choose between.
  const isInstead = request.replace === true || system.auth.kind === "none";
  const known = facts.known === undefined ? undefined : { ...facts.known, text: await SpecText.open(facts.known.text) };
  const listed = (known?.spec.system.auth_alternatives ?? []).findIndex((one) => one.auth.kind === kind);
  const described = known?.spec.system.auth_alternatives?.[listed];
  const own = known?.spec.system.auth.kind === kind ? known.spec.system.auth : described?.auth;
  const way = own === undefined ? wayOf(kind) : { auth: own, fields: [] };

  if (known !== undefined && own !== undefined) {
    const names = known.spec.system.fields.map((field) => field.name);
    const needed = fieldsOf(isInstead ? own : (described ?? own), names, true);
    added.push(...bringAlong(edited, known, { tables: [], fields: needed }, spec));
  }
  if (isInstead) {
    added.push(...declare(edited, spec, way.fields));
    edited.replace(["system", "auth"], way.auth);
    added.push("system.auth");
  } else if (described !== undefined && known !== undefined) {
    edited.insertItem(
      ["system", "auth_alternatives"],
      alternatives.length,
      known.text.copy(["system", "auth_alternatives", listed]),
      SYSTEM_ORDER,
    );
    added.push(`system.auth_alternatives[${alternatives.length}]`);
  } else {
    const names = [...spec.system.fields.map((field) => field.name), ...way.fields.map((field) => field.name)];
    const choice = freeName(`use_${kind}`, names);
    const field: SpecField = {
      name: choice,
      label: `Authenticate by ${TITLES[kind] ?? kind}`,
      type: "boolean",
      default: false,
      help: "For accounts that the usual way to authenticate does not work for.",
    };
    // What only one of several ways needs can't be required of all backends.
    const fields = way.fields.map(({ required: _required, ...rest }) => rest);
    added.push(...declare(edited, spec, [...fields, field]));
    const alternative = { when: { field: choice, equals: true }, auth: way.auth };
    edited.insertItem(["system", "auth_alternatives"], alternatives.length, edited.piece([alternative]), SYSTEM_ORDER);
    added.push(`system.auth_alternatives[${alternatives.length}]`);
  }
  return finished(facts, spec, edited, { added });
}

const TITLES: Readonly<Record<string, string>> = {
  header: "Key in a Header",
  bearer: "Bearer Token",
  basic: "User and Password",
  query: "Key in the Address",
  oauth1: "OAuth 1.0a",
  none: "Nothing",
};

const wayOf = (kind: string): Way =>
  kind === "oauth1" ? OAUTH1 : (AUTH[kind] ?? { auth: { kind: "none" }, fields: [] });

/** Adds the fields that are not there yet, at the end of the form. */
function declare(text: SpecText, spec: Spec, fields: readonly SpecField[]): string[] {
  const names = spec.system.fields.map((field) => field.name);
  const size = text.size(["system", "fields"]) ?? 0;
  const missing = fields.filter((field) => !names.includes(field.name));
  for (const [index, field] of missing.entries()) {
    text.insertItem(["system", "fields"], size + index, text.piece([field]), SYSTEM_ORDER);
  }
  return missing.map((field) => `system.fields.${field.name}`);
}

function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let number = 2; taken.includes(free); number += 1) free = `${name}_${number}`;
  return free;
}
