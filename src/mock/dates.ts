/** Dates as systems write them. */

/** Minutes east of UTC in Central Europe at a moment: summer time from the last Sunday of March to that of October, 01:00 UTC. */
export function centralEuropeOffset(at: Date): number {
  const turn = (month: number): number => {
    const last = new Date(Date.UTC(at.getUTCFullYear(), month + 1, 0, 1));
    return last.getTime() - last.getUTCDay() * 86_400_000;
  };
  return at.getTime() >= turn(2) && at.getTime() < turn(9) ? 120 : 60;
}

const FIRST_DAY = Date.UTC(2024, 0, 2, 8);
const DAYS = 540;

/** When record number `index` of `count` was made: moments that rise with the index, to the second. */
export function momentOf(index: number, count: number, extraSeconds = 0): Date {
  const step = (DAYS * 86_400) / Math.max(1, count);
  return new Date(FIRST_DAY + Math.floor(index * step + extraSeconds) * 1000);
}

/** ISO 8601 to the second with an offset in minutes: `2026-07-01T12:00:00+02:00`. */
export function isoWithOffset(at: Date, minutes: number): string {
  const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const absolute = Math.abs(minutes);
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${local}${minutes < 0 ? "-" : "+"}${pad(Math.floor(absolute / 60))}:${pad(absolute % 60)}`;
}

/** A moment in one of the spec's formats (`iso8601`, `naive_utc`, `sql_utc`, `unix_seconds`, `unix_millis`). */
export function formatDate(at: Date, format: string): string | number {
  switch (format) {
    case "unix_seconds":
    case "unix_s":
      return Math.floor(at.getTime() / 1000);
    case "unix_millis":
    case "unix_ms":
      return at.getTime();
    case "naive_utc":
    case "iso_naive_utc":
      return at.toISOString().slice(0, 19);
    case "sql_utc":
      return at.toISOString().slice(0, 19).replace("T", " ");
    default:
      return `${at.toISOString().slice(0, 19)}Z`;
  }
}

/**
 * Milliseconds of a date in any of those formats; undefined for what is none.
 * A text without a zone is UTC, unless `naiveOffset` (minutes east) says where its writer lives.
 */
export function parseDate(value: string | number, naiveOffset = 0): number | undefined {
  if (typeof value === "number" || /^-?\d{9,}$/.test(value)) {
    const number = Number(value);
    return Math.abs(number) < 100_000_000_000 ? number * 1000 : number;
  }
  const text = value.trim().replace(" ", "T");
  if (hasZone(text)) {
    const time = Date.parse(text);
    return Number.isNaN(time) ? undefined : time;
  }
  const time = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`);
  return Number.isNaN(time) ? undefined : time - naiveOffset * 60_000;
}

/** Whether a date and time names its zone. */
export function hasZone(text: string): boolean {
  return /T.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
}
