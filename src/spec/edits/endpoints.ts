/** The requests of an entity below another path. */
import { REQUEST_PATTERN } from "../patterns.ts";
import type { SpecEntity } from "../schema.ts";

type Endpoints = SpecEntity["endpoints"];

interface Place {
  /** Path of the collection, without the ending of its format. */
  readonly base: string;
  /** `.json` */
  readonly ending: string;
}

function placeOf(path: string): Place {
  const [plain = ""] = path.split("?");
  const [, base = plain, ending = ""] = /^(.*?)(\.(?:json|xml))?$/.exec(plain) ?? [];
  return { base: base.replace(/\/+$/, ""), ending };
}

/** The usual requests of a collection: `/contacts` or `/contacts.json`. */
export function restBelow(path: string): { list: string; get: string; create: string; update: string } {
  const { base, ending } = placeOf(path);
  return {
    list: `GET ${path}`,
    get: `GET ${base}/{id}${ending}`,
    create: `POST ${base}${ending}`,
    update: `PUT ${base}/{id}${ending}`,
  };
}

/** The path of a request that is a plain text. */
export function pathOf(request: unknown): string | undefined {
  return typeof request === "string" && REQUEST_PATTERN.test(request)
    ? request.slice(request.indexOf(" ") + 1)
    : undefined;
}

/**
 * The same requests for another path of the collection; what lies elsewhere stays where it is.
 * @returns undefined for a text that is no path
 */
export function moved(endpoints: Endpoints, given: string): Endpoints | undefined {
  const [, path] = /^\s*(?:GET\s+)?(\/[^\s"'<>\\]*|https?:\/\/[^\s"'<>\\]+)\s*$/.exec(given) ?? [];
  if (path === undefined || path === "/") return undefined;
  const { list, actions, ...others } = endpoints;
  const old = placeOf(pathOf(list ?? others.create) ?? "");
  const next = placeOf(path);
  const move = <Request>(request: Request): Request | string => {
    const at = pathOf(request);
    if (at === undefined || old.base === "") return request;
    const [plain = "", ...query] = at.split("?");
    const isBelow = plain.startsWith(`${old.base}/`) || plain === `${old.base}${old.ending}`;
    if (!isBelow) return request;
    const rest = plain.slice(old.base.length);
    const bare = old.ending !== "" && rest.endsWith(old.ending) ? rest.slice(0, -old.ending.length) : rest;
    const verb = String(request).split(" ", 1)[0] ?? "GET";
    return [`${verb} ${next.base}${bare}${next.ending}`, ...query].join("?");
  };
  const entries = Object.entries(others).map(([key, request]) => [key, move(request)] as const);
  const moves = Object.entries(actions ?? {}).map(([key, request]) => [key, move(request)] as const);
  return {
    ...(list === undefined ? {} : { list: `GET ${path}` }),
    ...Object.fromEntries(entries),
    ...(actions === undefined ? {} : { actions: Object.fromEntries(moves) }),
  };
}
