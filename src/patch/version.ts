/**
 * A manifest's `version`, which two sides may change at once without meaning different things: the plan says which series
 * of Odoo it is for and may raise the rest, the user counts what they publish.
 */
import { parsePython } from "../parse/python/parse.ts";
import type { Span } from "../parse/text.ts";

const MANIFEST = /(?:^|\/)__manifest__\.py$/;

/** `19.0.1.2.0`, or `1.2.0` without a series. */
interface Version {
  readonly series: string | undefined;
  readonly rest: readonly number[];
}

/**
 * The three sides of a manifest with one version in all of them where the plan has changed it: the series of the plan; of
 * the rest the user's, unless the plan has raised it above that. Other files, and versions that can't be read, are handed
 * back as they are.
 */
export function withOneVersion<T extends readonly [base: string, mine: string, planned: string]>(
  path: string,
  sides: T,
): T {
  if (!MANIFEST.test(path)) return sides;
  const [base, mine, planned] = sides.map((text) => ({ text, place: placeOf(text) }));
  if (base?.place === undefined || mine?.place === undefined || planned?.place === undefined) return sides;
  const [before, ours, theirs] = [base, mine, planned].map(({ text, place }) => text.slice(place?.from, place?.to));
  if (before === undefined || ours === undefined || theirs === undefined) return sides;
  if (theirs === before) return sides;
  // The same number in other quotes is no change of it.
  const version = ours === before || ours === theirs ? theirs : versionOf(before, ours, theirs);
  if (version === undefined) return sides;
  const put = ({ text, place }: { text: string; place?: Span | undefined }): string =>
    text.slice(0, place?.from) + version + text.slice(place?.to);
  return [put(base), put(mine), put(planned)] as const as T;
}

function versionOf(before: string, ours: string, theirs: string): string | undefined {
  const [base, mine, planned] = [read(before), read(ours), read(theirs)];
  if (base === undefined || mine === undefined || planned === undefined) return undefined;
  const isRaised = compareVersions(planned.rest, base.rest) > 0 && compareVersions(planned.rest, mine.rest) > 0;
  const rest = (isRaised ? planned : mine).rest.join(".");
  // Odoo puts its own series before a version that names none.
  return mine.series === undefined || planned.series === undefined ? rest : `${planned.series}.${rest}`;
}

/** The numbers of a version, its series left out; undefined for what is none. */
export const versionNumbers = (word: string): readonly number[] | undefined => read(word)?.rest;

/** The version that a manifest says, as it stands there; undefined where it is no plain text. */
export function manifestVersion(text: string): string | undefined {
  const place = placeOf(text);
  return place && text.slice(place.from, place.to);
}

/** Odoo takes two or three numbers, or as many behind a series; undefined for anything else. */
function read(text: string): Version | undefined {
  const [, series, rest = ""] = /^(?:(\d+\.\d+)\.)?(\d+\.\d+(?:\.\d+)?)$/.exec(text) ?? [];
  return rest === "" ? undefined : { series, rest: rest.split(".").map(Number) };
}

/** Negative where the first is the lower one. */
export function compareVersions(one: readonly number[], other: readonly number[]): number {
  const at = [0, 1, 2].find((place) => (one[place] ?? 0) !== (other[place] ?? 0)) ?? 0;
  return (one[at] ?? 0) - (other[at] ?? 0);
}

/** Where the characters of the version stand, between its quotes. */
function placeOf(text: string): Span | undefined {
  for (const stmt of parsePython(text).body) {
    if (stmt.kind !== "ExprStmt" || stmt.value.kind !== "Dict") continue;
    const found = stmt.value.items.find(({ key }) => key?.kind === "Str" && key.value === "version")?.value;
    if (found?.kind !== "Str") return undefined;
    const place = { from: found.inner, to: found.inner + found.value.length };
    return text.slice(place.from, place.to) === found.value ? place : undefined;
  }
  return undefined;
}
