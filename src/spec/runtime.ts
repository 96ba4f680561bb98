/**
 * The spec's words -> the words of the Python runtime, where the two differ. The only place that knows both; what the
 * runtime has no word for stays as it is, and renderable.ts refuses it.
 */
import type { Data, DataObject } from "./resolved.ts";
import type { Spec, SpecPagination } from "./schema.ts";

type SpecFilter = NonNullable<Spec["entities"][number]["filter"]>;

/** What the adapter's `_pagination` says. */
export function runtimePagination(pagination: SpecPagination): DataObject & { readonly kind: string } {
  if (pagination.kind === "page") {
    const { stop } = pagination;
    const counts = (what: typeof stop) => stop === undefined || stop === what;
    // Where the number of pages says when to stop, that of the records tells of a list that shrinks meanwhile.
    const hasTotal =
      counts("total") || (counts("pages") && (pagination.pages_header ?? pagination.pages_path) !== undefined);
    return defined({
      kind: "page",
      page_param: pagination.page_param,
      start: pagination.first,
      size_param: pagination.size_param,
      size: pagination.size,
      max: pagination.max,
      total_pages_header: counts("pages") ? pagination.pages_header : undefined,
      total_pages_path: counts("pages") ? pagination.pages_path : undefined,
      total_header: hasTotal ? pagination.total_header : undefined,
      total_path: hasTotal ? pagination.total_path : undefined,
      // An address of the next page is a flag as well: it is missing on the last one.
      has_more:
        (counts("more") ? pagination.more_path : undefined) ?? (counts("next") ? pagination.next_path : undefined),
    });
  }
  if (pagination.kind === "offset") {
    return defined({
      kind: "offset",
      offset_param: pagination.offset_param,
      size_param: pagination.size_param,
      size: pagination.size,
      max: pagination.max,
      total_header: pagination.total_header,
      total_path: pagination.total_path,
      has_more: pagination.more_path ?? pagination.next_path,
    });
  }
  if (pagination.kind === "cursor") {
    return defined({
      kind: "cursor",
      cursor_param: pagination.cursor_param,
      next: pagination.cursor_path,
      has_more: pagination.more_path,
      size_param: pagination.size_param,
      size: pagination.size,
      max: pagination.max,
    });
  }
  return defined(pagination);
}

/** Formats of a change filter's date that the runtime can write, by the spec's word. */
export const FILTER_FORMATS: Readonly<Record<string, string>> = {
  iso8601: "iso8601",
  naive_utc: "naive",
  date: "date",
  unix_seconds: "unix",
  unix_millis: "unix_millis",
};

/** The `filter` of a resource: its further parameters go with every list request, see {@link filterParams}. */
export function runtimeFilter(filter: SpecFilter | undefined): DataObject & { readonly kind: string } {
  if (filter === undefined) return { kind: "none" };
  if (filter.kind !== undefined && filter.kind !== "param") return defined({ ...filter, kind: filter.kind });
  return { kind: "param", param: filter.param, format: FILTER_FORMATS[filter.format] ?? filter.format };
}

/** Parameters that make the change filter work or sort by it; harmless where nothing is filtered. */
export function filterParams(filter: SpecFilter | undefined): Record<string, string> {
  const given = filter as { extra?: Record<string, unknown>; sort?: Record<string, unknown> } | undefined;
  return Object.fromEntries(
    Object.entries({ ...given?.extra, ...given?.sort }).map(([key, value]) => [key, String(value)]),
  );
}

function defined(value: Readonly<Record<string, unknown>> & { readonly kind: string }): DataObject & {
  readonly kind: string;
} {
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries) as DataObject & { kind: string };
}

/** Conditions of `only` as the runtime takes them: always a list. */
export function runtimeConditions(data: DataObject): DataObject {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      if (key === "only") return [key, Array.isArray(value) ? (value as Data) : [value]];
      return [key, isObject(value) ? runtimeConditions(value) : value];
    }),
  );
}

const isObject = (value: Data): value is DataObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
