/** Patterns of the schema that edits ask for: the schema itself takes its time to be loaded. */

/** Spec word of a remote record's place: `a.b`, `a[0].c`, `a[].c`, `a[key=value].c`; `[0].a` where the body is a list. */
export const PATH_PATTERN =
  /^(?:[A-Za-z_$@][\w$@:-]*(?:\[(?:\d*|[\w.]+=[^\]]+)\])*|(?:\[(?:\d*|[\w.]+=[^\]]+)\])+)(?:\.[\w$@:-]+(?:\[(?:\d*|[\w.]+=[^\]]+)\])*)*$/;

const VERBS = "GET|POST|PUT|PATCH|DELETE";
/** `GET /products/{id}.json`, or with an absolute URL. */
export const REQUEST_PATTERN = new RegExp(`^(${VERBS}) (https?://\\S+|/\\S*)$`);
/** What is said of a text that is none. */
export const NO_REQUEST = "is no request: write the HTTP verb and the path below the base URL";
