/**
 * The schema of `connector.yaml`: what an external system is and how its records map onto Odoo.
 * It says more than this generation renders (renderable.ts names the difference); unknown keys are refused, never ignored.
 * No defaults are filled in here (resolve.ts does that), so that the type is exactly what a person may write.
 */
import * as z from "zod";
import { NO_REQUEST, PATH_PATTERN, REQUEST_PATTERN } from "./patterns.ts";
import { type Fault, mappingFaults, specFaults, transformFaults } from "./together.ts";

// One document is validated per run: compiling the validators first costs twice what validating costs.
z.config({ jitless: true });

/** What hangs together across keys, as zod asks for it. */
const all =
  <Value>(faultsOf: (value: Value) => readonly Fault[]) =>
  (value: Value, context: z.RefinementCtx<Value>): void => {
    for (const { message, path } of faultsOf(value))
      context.addIssue({ code: "custom", message, ...(path !== undefined && { path: [path] }) });
  };

// ----------------------------------------------------------------------------------------------------------- words

const text = z.string().min(1, "must not be empty");
const template = text;
/** Odoo reads `%(name)s` in a view as the name of another record. */
const NO_RECORD = /^(?![\s\S]*%\([^)]*\)[ds])/;
const HOLDS_RECORD = "must not hold %(…)s, which Odoo reads as the name of a record";
/** What stands in a view: a label is one line. */
const label = text
  .regex(/^(?:\S(?:[^\r\n\u2028\u2029]*\S)?)?$/, "must be one line, without blanks around it")
  .regex(NO_RECORD, HOLDS_RECORD);
const path = z
  .string()
  .regex(
    PATH_PATTERN,
    "is no path: write keys joined by dots, `items[0].id`, `items[].sku` or `emails[primary=true].value`",
  )
  .meta({ id: "path" });
const fieldName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, "is no field name: lower-case letters, digits and underscores, beginning with a letter");
const technicalName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*$/,
    "is no technical name: lower-case letters, digits and underscores, beginning with a letter",
  );
const modelName = z
  .string()
  .regex(
    /^[a-z_][a-z0-9_]*(\.[a-z0-9_]+)*$/,
    "is no model name: lower-case words joined by dots, such as `res.partner`",
  );
const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "is no name of an HTTP header");
/** What Python's HTTP library sends: one line of Latin-1. */
const headerValue = text.regex(
  /^(?:[!-~\u00A1-\u00FF](?:[ -~\u00A0-\u00FF]*[!-~\u00A1-\u00FF])?)?$/,
  "must be one line of letters and signs of Western Europe, without blanks around it: no other can be sent",
);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
/** Lands in a manifest and in a README: what a browser opens, and nothing that it would run. */
const webAddress = z.url({ protocol: /^https?$/, error: "is no web address (https://…)" });
const positive = z.int().min(1, "must be at least 1");

const request = z.string().regex(REQUEST_PATTERN, NO_REQUEST);

const stringMap = (what: string) => z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).describe(what);

/** How the system writes a point in time. */
export const DATETIME_FORMATS = [
  "iso8601",
  "naive_utc",
  "sql_utc",
  "sql_shop_tz",
  "local_tz",
  "rfc2822",
  "unix_seconds",
  "unix_millis",
  "dotnet_millis",
  "gmt_offset",
  "date",
  "object",
] as const;
const datetimeFormat = z
  .enum(DATETIME_FORMATS)
  .describe(
    "How a point in time is written: ISO 8601 with zone, ISO without zone in UTC, `YYYY-MM-DD HH:MM:SS` in UTC or in the shop's zone, ISO in a fixed local zone, RFC 2822, unix seconds or milliseconds, /Date(ms)/, `… GMT+00:00`, a day only, or an object {date, timezone}",
  )
  .meta({ id: "datetime_format" });

// -------------------------------------------------------------------------------------------------------- connector

/** Licences that Odoo knows and a connector can have. */
export const LICENSES = ["LGPL-3", "AGPL-3", "GPL-3", "OPL-1", "Other proprietary"] as const;
/** Words of `connector.packaging`. */
export const PACKAGING = ["pyproject", "pre_commit"] as const;

const connector = z
  .strictObject({
    name: technicalName.describe("Technical name: addon, models, channel and routes are named after it"),
    title: label.optional().describe("What people read in menus and messages; the name in words otherwise"),
    system: technicalName
      .optional()
      .describe(
        "The known system (shopify, woocommerce, …) that it connects to, where its own name is another: what is added is as that one has it",
      ),
    type: z
      .enum(["ecommerce", "logistics", "accounting", "crm", "payment"])
      .describe("What kind of system it is; decides what a draft proposes, and is documentation from then on"),
    api_docs: webAddress.optional().describe("Where the system documents its API"),
    summary: text.optional().describe("One line of the manifest"),
    author: text.optional().describe("Author in the manifest"),
    website: webAddress.optional().describe("Website in the manifest"),
    license: z.enum(LICENSES).optional().describe("Licence in the manifest; LGPL-3 otherwise"),
    packaging: z
      .array(z.enum(PACKAGING))
      .optional()
      .describe("Files for who builds and checks the addon by itself: pyproject.toml, .pre-commit-config.yaml"),
    experimental: z.boolean().optional().describe("Says in README and form that facts below are unconfirmed"),
    unconfirmed: z.array(text).optional().describe("What nobody has confirmed yet, one sentence each"),
  })
  .describe("Who the connector is");

// ----------------------------------------------------------------------------------------------------------- fields

const field = z
  .strictObject({
    name: fieldName.describe("Technical name of the field on the backend; placeholders {name} refer to it"),
    label: label.optional().describe("Label in the form; the name in words otherwise"),
    type: z
      .enum(["char", "text", "integer", "float", "boolean", "selection"])
      .optional()
      .describe("Field type; char otherwise"),
    required: z.boolean().optional().describe("Needed before the connection can work"),
    secret: z.boolean().optional().describe("Managers only, masked in forms, never logged"),
    tenant: z.boolean().optional().describe("Tells one backend of this connector from another (at most one field)"),
    values: z.array(scalar).min(1, "needs a value").optional().describe("Values of a selection"),
    default: scalar.optional().describe("Value of a new backend"),
    example: z
      .string()
      .regex(NO_RECORD, HOLDS_RECORD)
      .optional()
      .describe("Shown as placeholder; of a secret field only how its values begin, with … at the end"),
    pattern: text.optional().describe("Regular expression that the whole value has to match"),
    help: text.optional().describe("Tooltip"),
  })
  .describe("A field of the backend form")
  .meta({ id: "field" });

// ------------------------------------------------------------------------------------------------------------- auth

const oauth2Common = {
  token_url: template.describe("Where tokens are asked for; {field} placeholders allowed"),
  revoke_url: template.optional().describe("Where a token is given back"),
  scope: text.optional().describe("Scopes, as the system wants them joined"),
  token_body: z.enum(["form", "json"]).optional().describe("Encoding of the token request; form otherwise"),
  client_auth: z
    .enum(["body", "basic"])
    .optional()
    .describe("How client id and secret are sent to the token URL; body otherwise"),
  client_id: template.optional().describe("Backend field of the client id; {client_id} otherwise"),
  client_secret: template.optional().describe("Backend field of the client secret; {client_secret} otherwise"),
  refresh_rotates: z
    .boolean()
    .optional()
    .describe("Each refresh answers with a new refresh token, to be stored at once"),
  refresh_single_use: z
    .boolean()
    .optional()
    .describe("Using a refresh token twice revokes the grant: refresh under a lock"),
  expires: z
    .enum(["expires_in", "absolute", "none"])
    .optional()
    .describe("How the answer says when the token ends: seconds from now, a unix time, or not at all"),
  ttl_seconds: positive.optional().describe("Life of an access token where the answer does not say it"),
  store: z
    .record(fieldName, path)
    .optional()
    .describe("Backend fields to fill from the token answer or the redirect: {instance_url: instance_url}"),
  params: stringMap("Further parameters of the token request").optional(),
  header: headerName.optional().describe("Header that carries the token; Authorization otherwise"),
  value: template.optional().describe("Value of that header with {access_token}; `Bearer {access_token}` otherwise"),
  headers: z.record(headerName, headerValue).optional().describe("Further headers that go with the token"),
};

const oauth2 = z
  .discriminatedUnion("grant", [
    z.strictObject({
      kind: z.literal("oauth2").describe("OAuth 2.0"),
      grant: z.literal("authorization_code").describe("A person logs in and consents"),
      authorize_url: template.describe("Where the person is sent"),
      authorize_params: stringMap("Further parameters of that address").optional(),
      pkce: z.enum(["S256", "plain", "optional"]).optional().describe("Proof key for code exchange"),
      redirect_params: z
        .record(fieldName, text)
        .optional()
        .describe("Backend fields to fill from the redirect's own parameters: {realm_id: realmId}"),
      callback_signature: text.optional().describe("How the redirect itself is signed, where it is"),
      ...oauth2Common,
    }),
    z.strictObject({
      kind: z.literal("oauth2").describe("OAuth 2.0"),
      grant: z.literal("client_credentials").describe("The client itself is the account"),
      ...oauth2Common,
    }),
    z.strictObject({
      kind: z.literal("oauth2").describe("OAuth 2.0"),
      grant: z.literal("refresh_token").describe("A long-lived refresh token was issued by hand"),
      refresh_token: template.optional().describe("Backend field of it; {refresh_token} otherwise"),
      ...oauth2Common,
    }),
    z.strictObject({
      kind: z.literal("oauth2").describe("OAuth 2.0"),
      grant: z.literal("jwt_bearer").describe("A signed assertion instead of a person"),
      algorithm: z.enum(["RS256", "ES256"]).describe("Signature of the assertion"),
      issuer: template.describe("`iss`"),
      subject: template.describe("`sub`"),
      audience: template.describe("`aud`"),
      lifetime_seconds: positive.optional().describe("`exp` from now; 180 otherwise"),
      private_key: template.describe("Backend field of the private key"),
      ...oauth2Common,
    }),
    z.strictObject({
      kind: z.literal("oauth2").describe("OAuth 2.0"),
      grant: z.literal("password").describe("User name and password are sent to the token URL (legacy)"),
      username: template.describe("Backend field of the user"),
      password: template.describe("Backend field of the password"),
      ...oauth2Common,
    }),
  ])
  .describe("OAuth 2.0, by grant");

const auth = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("header").describe("A key in a header"),
      header: headerName.describe("Name of the header"),
      value: template.describe("Its value; {field} placeholders are backend fields, a prefix is written out"),
    }),
    z.strictObject({
      kind: z.literal("headers").describe("Several credentials in several headers"),
      headers: z.record(headerName, headerValue).describe("Header and value each"),
    }),
    z.strictObject({
      kind: z.literal("scheme").describe("`Authorization` with the system's own scheme word"),
      scheme: text.describe("The word before the token: ShippoToken, Zoho-oauthtoken"),
      token: template.describe("The token"),
    }),
    z.strictObject({
      kind: z.literal("bearer").describe("`Authorization: Bearer …`"),
      token: template.describe("The token"),
    }),
    z.strictObject({
      kind: z.literal("basic").describe("HTTP Basic"),
      username: template.describe("User part"),
      password: z.string().describe("Password part; empty where the system wants the key as user only"),
    }),
    z.strictObject({
      kind: z.literal("query").describe("Keys in the query string"),
      params: z.record(z.string(), template).describe("Parameter and value each"),
    }),
    oauth2,
    z.strictObject({
      kind: z.literal("oauth1").describe("OAuth 1.0a: each request is signed"),
      signature_method: z.enum(["HMAC-SHA256", "HMAC-SHA1"]).describe("Signature method"),
      consumer_key: template.describe("Consumer key"),
      consumer_secret: template.describe("Consumer secret"),
      token: template.optional().describe("Token; left out for the two-legged kind"),
      token_secret: template.optional().describe("Token secret"),
      placement: z.enum(["header", "query"]).optional().describe("Where the parameters stand; header otherwise"),
      realm: text.optional().describe("Realm of the header"),
    }),
    z.strictObject({
      kind: z.literal("login_token").describe("A token is fetched with user and password, and renewed when it ends"),
      endpoint: request.describe("Request that answers with the token"),
      body: z.record(z.string(), template).describe("Its body"),
      token_path: path.optional().describe("Where the token stands in the answer; the answer itself otherwise"),
      ttl_seconds: positive.describe("Life of the token"),
      header: headerName.optional().describe("Header that carries it; Authorization otherwise"),
      value: template.optional().describe("Its value with {token}; `Bearer {token}` otherwise"),
    }),
    z.strictObject({
      kind: z.literal("webhook_token").describe("The system sends the tokens itself, in a webhook after installation"),
      topic: text.describe("Topic of that webhook"),
      token_path: path.describe("Access token in its body"),
      refresh_path: path.optional().describe("Refresh token in its body"),
      expires_path: path.optional().describe("Unix time of the end"),
      token_url: template.optional().describe("Where the refresh token is used"),
      refresh_single_use: z.boolean().optional().describe("A refresh token works once: refresh under a lock"),
    }),
    z.strictObject({ kind: z.literal("none").describe("The API is open") }),
  ])
  .describe("How a request proves who it is")
  .meta({ id: "auth" });

// --------------------------------------------------------------------------------------------------------- base URL

const baseUrl = z
  .union([
    template.regex(/^(https?:\/\/|\{)/, "must begin with https:// or a backend field in braces"),
    z.discriminatedUnion("from", [
      z.strictObject({
        from: z.literal("field").describe("One address per value of a backend field (region, environment)"),
        field: fieldName.describe("The selection field"),
        urls: z.record(z.string(), template).describe("Address per value"),
      }),
      z.strictObject({
        from: z.literal("token").describe("The token answer names the host"),
        field: fieldName.describe("Backend field that keeps it (see auth.store)"),
        url: template.describe("Address with that field as placeholder"),
        initial: template.optional().describe("Address until a token was received"),
      }),
    ]),
  ])
  .describe("Address below which the endpoints lie; {field} placeholders are backend fields")
  .meta({ id: "base_url" });

// ------------------------------------------------------------------------------------------------------- pagination

const size = {
  size_param: text.optional().describe("Parameter of the page size"),
  size: positive.optional().describe("Page size that the connector asks for"),
  max: positive.optional().describe("Largest page size that the system accepts"),
};
const totals = {
  total_header: headerName.optional().describe("Header with the number of records"),
  total_path: path.optional().describe("Place of the number of records in the body"),
};

const pagination = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("link_header").describe("The Link header holds the next address"),
      rel: text.optional().describe("Relation of the next page; next otherwise"),
      cursor_param: text.optional().describe("Parameter of that address that carries the cursor"),
      cursor_params: z.array(text).optional().describe("The only parameters that may go with a cursor"),
      ...size,
    }),
    z.strictObject({
      kind: z.literal("page").describe("Page numbers"),
      page_param: text.describe("Parameter of the page number"),
      first: z.int().min(0).optional().describe("Number of the first page; 1 otherwise"),
      ...size,
      ...totals,
      pages_header: headerName.optional().describe("Header with the number of pages"),
      pages_path: path.optional().describe("Place of the number of pages in the body"),
      more_path: path.optional().describe("Place of a flag: there is another page"),
      next_path: path.optional().describe("Place of the next page's address; missing on the last page"),
      stop: z
        .enum(["pages", "total", "more", "next", "short_page", "no_content"])
        .optional()
        .describe(
          "What ends the loop where several could; a short page otherwise. `total` for systems that repeat the last page",
        ),
    }),
    z.strictObject({
      kind: z.literal("offset").describe("Number of records to skip"),
      offset_param: text.describe("Parameter of the offset"),
      ...size,
      ...totals,
      more_path: path.optional().describe("Place of a flag: there is another page"),
      next_path: path.optional().describe("Place of the next offset or address"),
      combined: template.optional().describe("Value of offset_param where offset and size share it: `{offset},{size}`"),
      sort: stringMap("Parameters that make the order stable").optional(),
    }),
    z.strictObject({
      kind: z.literal("cursor").describe("The body holds a cursor for the next request"),
      cursor_path: path.describe("Place of the cursor in the body"),
      cursor_param: text.describe("Parameter that takes it"),
      cursor_params: z.array(text).optional().describe("The only parameters that may go with a cursor"),
      more_path: path.optional().describe("Place of a flag: there is another page"),
      ...size,
    }),
    z.strictObject({
      kind: z.literal("last_id").describe("The id of the last record is the cursor"),
      param: text.describe("Parameter that takes it: starting_after, before_id"),
      more_path: path.optional().describe("Place of a flag: there is another page"),
      order: z.enum(["newest_first", "oldest_first"]).optional().describe("Order of the list"),
      ...size,
    }),
    z.strictObject({
      kind: z.literal("next_url").describe("The body holds the next address"),
      next_path: path.describe("Its place"),
      relative_to: template.optional().describe("What a relative address is relative to; the base URL otherwise"),
      cursor_param: text.optional().describe("Parameter of that address that carries the cursor"),
      page_param: text.optional().describe("Parameter of the page number in that address"),
      more_path: path.optional().describe("Place of a flag"),
      more_value: scalar.optional().describe("Value of that flag while there is more; true otherwise"),
      size_header: headerName.optional().describe("Header that sets the page size"),
      size_header_value: template.optional().describe("Its value with {size}"),
      ...size,
      ...totals,
    }),
    z.strictObject({
      kind: z.literal("query_language").describe("Position and size are clauses of a query text"),
      clause: template.describe("Clause with {start} and {size}: `STARTPOSITION {start} MAXRESULTS {size}`"),
      first: z.int().min(0).optional().describe("Number of the first record; 1 otherwise"),
      size: positive.optional().describe("Records per request"),
      max: positive.optional().describe("Most records per request"),
    }),
    z.strictObject({
      kind: z.literal("graphql").describe("GraphQL connections"),
      cursor_arg: text.optional().describe("Argument of the cursor; after otherwise"),
      size_arg: text.optional().describe("Argument of the size; first otherwise"),
      size: positive.optional().describe("Records per request"),
      max: positive.optional().describe("Most records per request"),
      nodes: text.optional().describe("Place of the records below the root; nodes otherwise"),
      page_info: text.optional().describe("Place of hasNextPage and endCursor below the root; pageInfo otherwise"),
    }),
    z.strictObject({
      kind: z.literal("page_then_token").describe("Page numbers, then tokens after a number of records"),
      page_param: text.describe("Parameter of the page number"),
      token_param: text.describe("Parameter of the token"),
      token_path: path.describe("Place of the token"),
      more_path: path.describe("Place of a flag: there is another page"),
      switch_after: positive.describe("Records after which only the token works"),
      ...size,
    }),
    z.strictObject({
      kind: z.literal("search").describe("Cursor and size are keys of a POSTed search"),
      cursor_path: path.describe("Place of the cursor in the answer"),
      cursor_key: text.describe("Key of the cursor in the request body"),
      size_key: text.describe("Key of the size in the request body"),
      size: positive.optional().describe("Records per request"),
      max: positive.optional().describe("Most records per request"),
      max_results: positive.optional().describe("Records that one search can reach at all"),
    }),
    z.strictObject({ kind: z.literal("none").describe("Every list comes whole") }),
  ])
  .describe("How a list is read page by page")
  .meta({ id: "pagination" });

// ----------------------------------------------------------------------------------------------------- change filter

const filterExtras = {
  extra: stringMap("Further parameters that the filter needs: dates_are_gmt").optional(),
  sort: stringMap("Parameters that sort by the change date").optional(),
  lag_seconds: positive.optional().describe("The date must lie at least so far back"),
};
const filter = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("param").optional().describe("A query parameter holds the date (this kind where none is given)"),
      param: text.describe("Name of the parameter"),
      format: datetimeFormat,
      until_param: text.optional().describe("Parameter of the end of the window"),
      ...filterExtras,
    }),
    z.strictObject({
      kind: z.literal("expression").describe("A query parameter holds an expression"),
      param: text.describe("Name of the parameter"),
      expression: template.describe("Its value with {since}: `lastmodifieddate:[{since}..]`, `>[{since}]`"),
      format: datetimeFormat,
      ...filterExtras,
    }),
    z.strictObject({
      kind: z.literal("criteria").describe("Numbered filter triplets (searchCriteria)"),
      prefix: text.describe("What stands before [field]: `searchCriteria[filter_groups][0][filters][0]`"),
      field: text.describe("Remote field"),
      condition: text.describe("Comparison word: gt, gteq"),
      format: datetimeFormat,
      ...filterExtras,
    }),
    z.strictObject({
      kind: z.literal("header").describe("A request header holds the date"),
      header: headerName.describe("If-Modified-Since"),
      format: datetimeFormat,
    }),
    z.strictObject({
      kind: z.literal("clause").describe("A clause of the query text"),
      clause: template.describe("With {since}: `MetaData.LastUpdatedTime > '{since}'`"),
      order_by: text.optional().describe("What the query is ordered by"),
      format: datetimeFormat,
    }),
    z.strictObject({
      kind: z.literal("body").describe("Part of a POSTed search"),
      body: z.record(z.string(), z.unknown()).describe("Keys to merge into the body; the text {since} is replaced"),
      format: datetimeFormat,
    }),
    z.strictObject({
      kind: z.literal("feed").describe("A feed of changed ids or events is read instead of the list"),
      endpoint: request.describe("Request of the feed"),
      param: text.describe("Parameter of the date"),
      format: datetimeFormat,
      items: path.optional().describe("Place of the entries"),
      id: path.describe("Place of the record's id in an entry"),
      deleted: path.optional().describe("Place of what tells a deletion"),
      days: positive.optional().describe("How far back the feed reaches"),
      extra: stringMap("Further parameters").optional(),
    }),
    z.strictObject({
      kind: z
        .literal("created")
        .describe("Only the creation date can be asked for: changes need a full scan or webhooks"),
      param: text.describe("Name of the parameter"),
      format: datetimeFormat,
      ...filterExtras,
    }),
    z.strictObject({
      kind: z.literal("none").describe("The system can't say what changed: every sync reads the whole list"),
    }),
  ])
  .describe("How “changed since” is asked for")
  .meta({ id: "filter" });

// --------------------------------------------------------------------------------------------------------- envelope

const wrap = z.union([z.string().min(1, "must not be empty; write null where nothing wraps it"), z.null()]);
const envelope = z
  .strictObject({
    list: wrap
      .optional()
      .describe(
        "Key path of the records in a list answer; {plural} and {singular} are the entity's names, {name} its remote name; null: a bare array",
      ),
    item: wrap.optional().describe("Key path of a single record; null: bare"),
    request: wrap.optional().describe("Key that a request body is wrapped in; null: bare"),
    request_array: z.boolean().optional().describe("The body is a list even for one record"),
    prefix: path.optional().describe("Where the record's own fields stand below it: properties"),
    success: z
      .strictObject({
        path: path.describe("Place of the flag"),
        equals: scalar.describe("Its value when all is well"),
      })
      .optional()
      .describe("A flag in the body that says success although the status is 200"),
    rows: z
      .strictObject({
        path: path.describe("Place of the rows"),
        status: path.describe("Status in a row"),
        ok: scalar.describe("Its value when all is well"),
        message: path.optional().describe("Message in a row"),
      })
      .optional()
      .describe("Each row of a write's answer has its own status"),
    empty: z
      .array(z.enum(["array", "missing_key", "null", "no_content", "not_modified"]))
      .optional()
      .describe("What an empty list looks like beside []"),
    location_header: z.boolean().optional().describe("A create answers with the id in the Location header only"),
  })
  .describe("What stands around the records")
  .meta({ id: "envelope" });

const body = z
  .enum(["json", "form", "xml"])
  .describe("Encoding of request bodies: JSON, form fields with brackets for nesting, or XML");

// -------------------------------------------------------------------------------------------------------- rate limit

const limitCommon = {
  status: z
    .union([z.int(), z.array(z.int())])
    .optional()
    .describe("HTTP status (or several) that means: too fast; 429 otherwise"),
  code: z
    .strictObject({ path: path.describe("Place in the body"), equals: scalar.describe("Value") })
    .optional()
    .describe("Value in the body that means: too fast, where the status alone does not"),
  retry_after: headerName.optional().describe("Header with the seconds to wait"),
  tiers: z
    .record(z.string(), z.record(z.string(), z.number()))
    .optional()
    .describe("Other numbers for other plans of the system"),
};
const rateLimitOne = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("leaky_bucket").describe("A bucket that drains; a header tells its level"),
      bucket: positive.describe("Size"),
      leak_per_second: z.number().positive().describe("Requests drained each second"),
      header: headerName.optional().describe("Header of the level"),
      format: z
        .enum(["used/limit", "remaining/limit"])
        .optional()
        .describe("How the header writes it; used/limit otherwise"),
      ...limitCommon,
    }),
    z.strictObject({
      kind: z.literal("cost").describe("Each query costs points (GraphQL)"),
      available_path: path.describe("Points left, in the body"),
      restore_path: path.optional().describe("Points restored each second, in the body"),
      maximum_path: path.optional().describe("Size of the bucket, in the body"),
      points_per_second: z.number().positive().optional().describe("Points restored each second"),
      max_cost: positive.optional().describe("Most expensive query allowed"),
      ...limitCommon,
    }),
    z.strictObject({
      kind: z.literal("retry_after").describe("The refusal says how long to wait"),
      per_minute: positive.optional().describe("Requests allowed each minute"),
      per_second: positive.optional().describe("Requests allowed each second"),
      ...limitCommon,
    }),
    z.strictObject({
      kind: z.literal("reset_header").describe("A header says when the window starts anew"),
      header: headerName.describe("That header"),
      unit: z.enum(["seconds", "milliseconds", "epoch"]).describe("Its unit: time to wait, or a unix time"),
      remaining_header: headerName.optional().describe("Requests left"),
      limit_header: headerName.optional().describe("Requests allowed"),
      window_seconds: positive.optional().describe("Length of the window"),
      per_minute: positive.optional().describe("Requests allowed each minute"),
      ...limitCommon,
    }),
    z.strictObject({
      kind: z.literal("remaining_header").describe("A header says how many requests are left"),
      header: headerName.describe("That header"),
      limit_header: headerName.optional().describe("Requests allowed"),
      window_seconds: positive.optional().describe("Length of the window"),
      ...limitCommon,
    }),
    z.strictObject({
      kind: z.literal("token_bucket").describe("Each operation has its own rate"),
      header: headerName.optional().describe("Header with the rate of the operation"),
      operations: z
        .record(
          z.string(),
          z.strictObject({
            rate: z.number().positive().describe("Requests each second"),
            burst: positive.describe("Requests at once"),
          }),
        )
        .describe("Rate and burst per operation"),
      ...limitCommon,
    }),
    z.strictObject({
      kind: z.literal("fixed_wait").describe("A refusal without a usable header: wait, longer each time"),
      seconds: z.number().positive().optional().describe("First wait"),
      per_minute: positive.optional().describe("Requests allowed each minute"),
      per_second: positive.optional().describe("Requests allowed each second"),
      ...limitCommon,
    }),
    z.strictObject({
      kind: z.literal("daily_budget").describe("A number of requests each day"),
      per_day: positive.optional().describe("That number"),
      header: headerName.optional().describe("Header with what is left"),
      header_format: z.enum(["remaining", "used/limit"]).optional().describe("How the header writes it"),
      ...limitCommon,
    }),
    z.strictObject({
      kind: z.literal("concurrency").describe("A number of requests at the same time"),
      max: positive.describe("That number"),
      ...limitCommon,
    }),
    z.strictObject({ kind: z.literal("none").describe("No limit is known") }),
  ])
  .meta({ id: "rate_limit" });
const rateLimit = z
  .union([rateLimitOne, z.array(rateLimitOne).min(1, "needs an entry")])
  .describe("How the system slows clients down; a list where several mechanisms act together");

// ------------------------------------------------------------------------------------------------------------ errors

const errors = z
  .strictObject({
    path: path.optional().describe("Place of the error in the body: a text, a list or an object of field: messages"),
    message: path.optional().describe("Place of the text below it, or in the body"),
    code: path.optional().describe("Place of the error code"),
    missing: z
      .array(text)
      .min(1, "needs a code")
      .optional()
      .describe("Error codes that mean 404 whatever the status: the record does not exist"),
    fields: path.optional().describe("Place of the messages per field"),
    shape: z
      .enum(["any", "text", "object", "list"])
      .optional()
      .describe("What stands there where the system always sends the same; any otherwise"),
    also: z.array(path).optional().describe("Other places, tried in order"),
    in_success: z.array(path).optional().describe("Places of errors in answers with status 200 (GraphQL, row results)"),
    retry_header: headerName.optional().describe("Header true/false: a repetition can help"),
  })
  .describe("What a refusal looks like");

const formats = z
  .strictObject({
    money: z
      .enum(["string", "number", "minor_units", "divisor_object", "value_object"])
      .optional()
      .describe("Decimal text, number, integer of the smallest unit, {amount, divisor}, or {value, currency}"),
    datetime: datetimeFormat.optional(),
    timezone: text.optional().describe("Zone of local dates: a name, or {field}"),
    zero_date: text.optional().describe("Text that means no date: 0000-00-00 00:00:00"),
    id: z
      .enum(["integer", "string", "uuid", "gid", "sku", "composite"])
      .optional()
      .describe("What ids look like; always stored as text"),
    weight: text.optional().describe("Unit of weights: kg, g, lb, oz, or {field}"),
    decimal: z.enum(["string", "number"]).optional().describe("Decimals that are no amounts; number otherwise"),
    empty: z.enum(["null", "text"]).optional().describe('What an empty text is sent as: null (otherwise), or ""'),
    currency: z.enum(["upper", "lower"]).optional().describe("Case of currency codes"),
    language: text.optional().describe("How multilingual values are chosen: {field}"),
  })
  .describe("How values are written");

const idempotency = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("header").describe("A header makes a repeated create safe"),
      header: headerName.describe("Its name"),
      max_length: positive.optional().describe("Longest value"),
    }),
    z.strictObject({
      kind: z.literal("param").describe("A query parameter makes a repeated create safe"),
      param: text.describe("Its name"),
      max_length: positive.optional().describe("Longest value"),
    }),
    z.strictObject({
      kind: z.literal("natural_key").describe("Writing the same key again updates"),
      key: z.union([text, z.array(text)]).describe("The key, or keys"),
    }),
    z.strictObject({ kind: z.literal("none").describe("A repeated create makes a second record") }),
  ])
  .describe("How a repeated create is recognised");

// ---------------------------------------------------------------------------------------------------------- webhooks

const aliases = z.array(text).optional().describe("Other names of the same header");
const place = z
  .discriminatedUnion("in", [
    z.strictObject({
      in: z.literal("header").describe("In a header"),
      name: headerName.describe("Name of the header"),
      aliases,
    }),
    z.strictObject({
      in: z.literal("body").describe("In the body"),
      path: z.union([path, z.array(path).min(1)]).describe("Place, or several places that are joined"),
      separator: z.string().optional().describe("Between joined parts; a dot otherwise"),
    }),
    z.strictObject({
      in: z.literal("query").describe("In the query string"),
      name: text.describe("Name of the parameter"),
    }),
  ])
  .meta({ id: "place" });
const tenant = z.discriminatedUnion("in", [
  z.strictObject({
    in: z.literal("header").describe("In a header"),
    name: headerName.describe("Name of the header"),
    aliases,
    field: fieldName.describe("Backend field that it must equal"),
    strip: text.optional().describe("Text in front of the value that is no part of it"),
  }),
  z.strictObject({
    in: z.literal("body").describe("In the body"),
    path: path.describe("Its place"),
    field: fieldName.describe("Backend field that it must equal"),
    strip: text.optional().describe("Text in front of the value that is no part of it: stores/"),
  }),
  z.strictObject({ in: z.literal("url").describe("In the address: each backend has its own /webhook/<token>") }),
]);

const timestamp = z
  .strictObject({
    header: headerName.optional().describe("Header of the timestamp; left out where the signature header holds it"),
    unit: z.enum(["seconds", "milliseconds", "iso8601"]).optional().describe("Its unit; seconds otherwise"),
    tolerance_seconds: positive.optional().describe("How old it may be; 300 otherwise"),
  })
  .describe("Signed time of the delivery");

const signature = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("hmac").describe("A keyed digest of what was sent"),
      header: headerName.describe("Header of the signature"),
      aliases,
      algorithm: z.enum(["sha256", "sha1", "sha512"]).describe("Hash"),
      encoding: z.enum(["base64", "hex"]).describe("How the digest is written"),
      prefix: text.optional().describe("Text before the digest: `sha256=`"),
      payload: template
        .optional()
        .describe("What is signed: {body}, {timestamp}, {id}, {method}, {url}; the raw body otherwise"),
      secret: fieldName.describe("Backend field of the key"),
      key_decode: z
        .enum(["none", "base64", "hex", "whsec", "nfkd"])
        .optional()
        .describe("How the key becomes bytes: as text, base64, hex, base64 after whsec_, or text in Unicode NFKD"),
      timestamp: timestamp.optional(),
      multiple: z
        .strictObject({
          separator: z.string().min(1).describe("Between the signatures"),
          item: template.optional().describe("One of them, with {version} and {signature}"),
          accept: text.optional().describe("Version that counts; the others are skipped"),
        })
        .optional()
        .describe("The header may hold several signatures (rotation); one match is enough"),
      version_header: headerName.optional().describe("Header that names the scheme's version"),
      rotation_seconds: positive.optional().describe("How long the old key still signs after a change"),
      optional: z.boolean().optional().describe("The system may be set not to sign"),
    }),
    z.strictObject({
      kind: z
        .literal("standard_webhooks")
        .describe("Standard Webhooks 1.0 (webhook-id, webhook-timestamp, webhook-signature)"),
      secret: fieldName.describe("Backend field of the key"),
      key_decode: z
        .enum(["whsec", "none"])
        .optional()
        .describe("base64 after whsec_ (otherwise), or the text as it is"),
      aliases: z.boolean().optional().describe("The svix-* names of the headers are accepted too"),
      tolerance_seconds: positive.optional().describe("How old a delivery may be; 300 otherwise"),
    }),
    z.strictObject({
      kind: z.literal("stripe").describe("`t=…,v1=…` in one header; the digest covers `{t}.{body}`"),
      header: headerName.describe("Header of the signature"),
      secret: fieldName.describe("Backend field of the key, used as text"),
      tolerance_seconds: positive.optional().describe("How old a delivery may be; 300 otherwise"),
    }),
    z.strictObject({
      kind: z.literal("hmac_form").describe("The form is written anew as JSON text, and that is signed"),
      header: headerName.describe("Header of the signature"),
      algorithm: z.enum(["sha256", "sha1"]).describe("Hash"),
      encoding: z.enum(["base64", "hex"]).describe("How the digest is written"),
      secret: fieldName.describe("Backend field of the key"),
    }),
    z.strictObject({
      kind: z.literal("rsa").describe("RSA with a public key of the system"),
      headers: z.array(headerName).min(1, "needs a header").describe("Headers that may hold the signature"),
      algorithm: z.enum(["RSA-SHA256"]).describe("Signature algorithm"),
      encoding: z.enum(["base64", "hex"]).optional().describe("How it is written; base64 otherwise"),
      payload: template.optional().describe("What is signed; the raw body otherwise"),
      key: z
        .discriminatedUnion("from", [
          z.strictObject({
            from: z.literal("field").describe("A backend field holds it"),
            field: fieldName.describe("That field"),
          }),
          z.strictObject({
            from: z.literal("jwks").describe("A key set on the web"),
            url: z.url("is no URL").describe("Its address"),
            id_header: headerName.describe("Header that names the key"),
          }),
          z.strictObject({
            from: z.literal("header").describe("Headers name the key's path on a fixed host"),
            headers: z.array(headerName).min(1).describe("Those headers, in the order of the signatures"),
            host: z.url("is no URL").describe("The only host that keys are fetched from"),
          }),
        ])
        .describe("Where the public key comes from"),
      timestamp: timestamp.optional(),
      recipient: z
        .strictObject({ path: path.describe("Place in the body"), field: fieldName.describe("Backend field") })
        .optional()
        .describe("A value in the body that must be our own"),
    }),
    z.strictObject({
      kind: z.literal("ecdsa").describe("ECDSA; the key is fetched by its id from the API"),
      header: headerName.describe("Header: base64 of a JSON object with the key id and the signature"),
      key_endpoint: request.describe("Request that answers with the public key: `GET /…/public_key/{kid}`"),
      cache_seconds: positive.optional().describe("How long a key may be kept"),
    }),
    z.strictObject({
      kind: z.literal("shared_secret").describe("A header holds the secret itself"),
      header: headerName.describe("That header"),
      secret: fieldName.describe("Backend field that it must equal"),
    }),
    z.strictObject({
      kind: z.literal("basic").describe("HTTP Basic with a user and password given at registration"),
      username: fieldName.describe("Backend field of the user"),
      password: fieldName.describe("Backend field of the password"),
    }),
    z.strictObject({
      kind: z.literal("body_token").describe("The body repeats a token given at registration"),
      path: path.describe("Its place"),
      secret: fieldName.describe("Backend field that it must equal"),
    }),
    z.strictObject({
      kind: z.literal("url_token").describe("Nothing is signed: the address itself holds the secret"),
    }),
    z.strictObject({ kind: z.literal("none").describe("Nothing proves the sender") }),
  ])
  .describe("How a delivery proves who sent it")
  .meta({ id: "signature" });

const handshake = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("ping").describe("An unsigned request on activation that must get 2xx"),
      encoding: z.enum(["form", "json"]).describe("Its encoding"),
      key: text.describe("Key in its body that tells it from a delivery"),
    }),
    z.strictObject({
      kind: z.literal("intent").describe("Signed and wrongly signed requests: 200 and 401 with an empty body"),
    }),
    z.strictObject({
      kind: z.literal("challenge").describe("A GET whose parameter is answered"),
      param: text.describe("That parameter"),
      answer: text.describe("Key of the JSON answer"),
      hash: z
        .strictObject({
          algorithm: z.enum(["sha256"]).describe("Hash"),
          payload: template.describe("What is hashed: {challenge}, {secret}, {url}"),
          secret: fieldName.describe("Backend field"),
        })
        .optional()
        .describe("The answer is a hash; otherwise the parameter is echoed"),
    }),
    z.strictObject({
      kind: z.literal("verifier").describe("A verifier comes by webhook, is sent back and kept as the key"),
      topic: text.describe("Topic of that webhook"),
      path: path.describe("Verifier in its body"),
      endpoint: request.describe("Request that sends it back"),
      field: fieldName.describe("Backend field that keeps it"),
    }),
    z.strictObject({
      kind: z.literal("install_event").describe("An event of the installation carries tokens"),
      topic: text.describe("Its topic"),
      store: z.record(fieldName, path).describe("Backend fields to fill"),
    }),
    z.strictObject({
      kind: z.literal("renewal").describe("The subscription ends and must be renewed"),
      endpoint: request.describe("Request that renews it"),
      every_hours: positive.describe("How often"),
    }),
  ])
  .describe("What happens before or beside the deliveries");

const systemWebhooks = z
  .strictObject({
    transport: z
      .enum(["http", "sqs", "eventbridge", "none"])
      .optional()
      .describe("How events arrive: HTTP (otherwise), a queue that has to be read, or not at all (poll)"),
    topic: place.optional().describe("Where the topic stands"),
    tenant: tenant.optional().describe("Where the shop or account stands, and the backend field it must equal"),
    signature: signature.optional(),
    handshake: handshake.optional(),
    payload: z
      .enum(["full", "thin", "events"])
      .optional()
      .describe("The whole record (otherwise), only its id or address, or a list of events"),
    encoding: z.enum(["json", "form"]).optional().describe("Encoding of the body; json otherwise"),
    events: path.optional().describe("Place of the list of events; the body itself for `payload: events` otherwise"),
    record: path.optional().describe("Place of the record in the body; the body itself otherwise"),
    fetch: z
      .strictObject({
        url: path.describe("Place of the address to fetch"),
        host: text.describe("Regular expression of the only hosts that may be asked"),
      })
      .optional()
      .describe("A thin delivery names an address"),
    repeat_key: z
      .array(z.enum(["delivery_id", "topic", "resource_id", "body_digest"]))
      .min(1, "needs a part")
      .optional()
      .describe("What makes two deliveries the same one"),
    delivery_id: place.optional().describe("Where the delivery's id stands"),
    resource_id: z
      .union([path, z.array(path).min(1)])
      .optional()
      .describe("Place of the record's id in the body"),
    updated: path.optional().describe("Place of the record's change date: older events change nothing"),
    registration: z
      .strictObject({
        endpoint: request.describe("Request that makes a subscription; the mock answers it"),
        wrap: text.optional().describe("Key that its body is wrapped in; the mock reads it"),
        topic: text
          .optional()
          .describe("Key of the topic; left out where every event is sent; the mock reads it (`topic` otherwise)"),
        address: text.optional().describe("Key of our address; the mock reads it (`address` otherwise)"),
        secret: text.optional().describe("Key of the secret, where we choose it; documentation"),
        answer_secret: path
          .optional()
          .describe("Place of the secret in the answer, where the system chooses it; documentation"),
        extra: z.record(z.string(), z.unknown()).optional().describe("Further keys of the body; documentation"),
        list: request.optional().describe("Request that lists subscriptions; documentation"),
        delete: request.optional().describe("Request that removes one; documentation"),
      })
      .optional()
      .describe(
        "How a subscription is made through the API: facts for people and for the mock of a system that has no mock of its own; subscriptions are made in the system, the addon asks for none",
      ),
    response: text
      .optional()
      .describe("What the sender takes as success: 2xx, 200 or 200 to 302; a stored delivery is answered with 200"),
    empty_response: z.boolean().optional().describe("The answer must have no body"),
    timeout_seconds: z.number().positive().optional().describe("How long the sender waits; documentation"),
    retry: z
      .strictObject({
        times: z.int().min(0).optional().describe("How often the sender repeats; 0: never, so poll as well"),
        over_hours: z.number().positive().optional().describe("Within which time"),
        schedule_seconds: z.array(z.int().min(0)).optional().describe("Pauses between the repetitions"),
        disabled_after: positive.optional().describe("Failures in a row that end the subscription"),
      })
      .optional()
      .describe("What the sender does after a failure; documentation"),
    ordered: z.boolean().optional().describe("Deliveries come in order; no otherwise; documentation"),
  })
  .describe("How the system reports events")
  .meta({ id: "webhooks" });

// -------------------------------------------------------------------------------------------------------- endpoints

const endpointParams = stringMap("Query parameters; {field} placeholders are backend fields");
const endpoint = z
  .union([
    request,
    z.discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("rest").describe("An HTTP request with details"),
        request: request.describe("HTTP verb and path below the base URL"),
        base: text.optional().describe("Name of another base URL (system.base_urls)"),
        params: endpointParams.optional(),
        headers: z.record(headerName, headerValue).optional().describe("Headers of this request only"),
        body: body.optional(),
        send: z.record(z.string(), z.unknown()).optional().describe("Constant keys of the body: {vis_state: 1}"),
        whole: z.boolean().optional().describe("An update has to send the whole record: what is left out is emptied"),
        envelope: envelope.optional().describe("Its own envelope"),
        id: path.optional().describe("Place of the id in the answer"),
      }),
      z.strictObject({
        kind: z.literal("graphql").describe("A GraphQL operation"),
        query: text.describe("Its text"),
        root: text.describe("Key below data"),
        variables: z.record(z.string(), z.unknown()).optional().describe("Constant variables"),
        errors: path.optional().describe("Place of the operation's own errors: userErrors"),
      }),
      z.strictObject({
        kind: z.literal("soap").describe("A SOAP operation"),
        operation: text.describe("Name of the operation"),
        action: z.string().optional().describe("SOAPAction header"),
        params: z.record(z.string(), z.unknown()).optional().describe("Constant parts of the message"),
        result: path.optional().describe("Place of the result in the answer"),
      }),
      z.strictObject({
        kind: z.literal("query").describe("A query text in a parameter or a body"),
        request: request.describe("HTTP verb and path below the base URL"),
        param: text.describe("Parameter or body key that takes the text"),
        query: text.describe("The text; {filter} and {page} stand for the clauses"),
      }),
    ]),
  ])
  .describe("A request: verb and path, or an object with details")
  .meta({ id: "endpoint" });

const endpoints = z
  .strictObject({
    list: endpoint.optional().describe("Reads a page of records"),
    get: endpoint.optional().describe("Reads one record"),
    create: endpoint.optional().describe("Creates one"),
    update: endpoint.optional().describe("Changes one"),
    delete: endpoint.optional().describe("Deletes or archives one"),
    count: endpoint.optional().describe("Counts"),
    search: endpoint.optional().describe("Finds by the matching key"),
    upsert: endpoint.optional().describe("Creates or changes by an own key"),
    batch: endpoint.optional().describe("Writes several"),
    actions: z.record(technicalName, endpoint).optional().describe("Further requests by name: cancel, ship"),
  })
  .describe("The requests of this entity")
  .meta({ id: "endpoints" });

// ---------------------------------------------------------------------------------------------------------- mapping

/** Transforms that need no argument. */
export const SIMPLE_TRANSFORMS = [
  "join",
  "first",
  "float",
  "int",
  "str",
  "bool",
  "iso8601",
  "date",
  "naive_utc",
  "sql_utc",
  "sql_shop_tz",
  "local_tz",
  "rfc2822",
  "unix_seconds",
  "unix_millis",
  "dotnet_millis",
  "html_to_text",
  "country",
  "currency",
  "language",
  "not_zero_date",
] as const;

const transformArgument = z
  .strictObject({
    join: z.string().optional().describe("Joins the parts with this separator"),
    equals: scalar.optional().describe("True where the remote value is this one"),
    else: scalar.optional().describe("With `equals`: remote value of False, for exports"),
    country: z.enum(["alpha2", "alpha3", "name"]).optional().describe("Country by this code"),
    state: path.optional().describe("State by its code; the argument is the place of the country's code"),
    by: z.enum(["code", "name"]).optional().describe("With `state`: what the value is; code otherwise"),
    weight: text
      .optional()
      .describe(
        "Weight from this unit (g, kg, lb, oz), from a place (`path:weight_unit`) or from a backend field (`{weight_unit}`)",
      ),
    minor_units: path.optional().describe("Amount in the smallest unit; the argument is the place of the currency"),
    divisor: path.optional().describe("Value divided by what stands in this place"),
    lookup: technicalName.optional().describe("Record of this entity by its external id"),
    none: scalar.optional().describe("With `lookup`: remote value that means no record, such as 0"),
    find: fieldName.optional().describe("Odoo record by a field of its model: `code`, `name`"),
    missing: z
      .enum(["fail", "ignore", "create"])
      .optional()
      .describe("With `find`: what to do with a value that Odoo lacks; fail otherwise"),
    values: z.record(z.string(), scalar).optional().describe("Table from remote value to Odoo value"),
    default: scalar.optional().describe("With `values`: value of what the table lacks"),
    split: z.string().optional().describe("List from a text with this separator"),
    language: text.optional().describe("Value of the backend's language; the argument is the shape: id_value, code"),
    local_tz: text.optional().describe("Date in this zone (a name or {field})"),
    table: technicalName.optional().describe("What the value is in Odoo, by this mapping table (tables)"),
  })
  .superRefine(all(transformFaults));

const transform = z.union([z.enum(SIMPLE_TRANSFORMS), transformArgument]).meta({ id: "transform" });
const direction = z.enum(["import", "export", "both"]);

const mappingEntry = z
  .strictObject({
    odoo: fieldName.describe("Field of the Odoo model"),
    remote: z
      .union([path, z.array(path).min(1, "needs a place")])
      .optional()
      .describe("Place in the remote record, or several for join and first"),
    value: scalar.optional().describe("A constant instead of a remote value"),
    transform: z
      .union([transform, z.array(transform).min(1, "needs a transform")])
      .optional()
      .describe("What happens on the way into Odoo: a word, an object with its argument, or a list of both"),
    fallback: z.array(path).min(1, "needs a place").optional().describe("Places tried when the result is empty"),
    direction: direction.optional().describe("One way only; the entity's direction otherwise"),
  })
  .superRefine(all(mappingFaults))
  .describe("One field of the Odoo record")
  .meta({ id: "mapping" });
const mapping = z.array(mappingEntry);
const matchOn = z
  .array(
    z.strictObject({
      odoo: fieldName.describe("Field of the Odoo model"),
      remote: path.describe("Place in the remote record"),
    }),
  )
  .describe("How an existing Odoo record is recognised before a new one is made, in order of preference");

const condition = z
  .strictObject({
    path: path.describe("Place in the record"),
    equals: z.union([scalar, z.null()]).optional().describe("Its value"),
    in: z.array(scalar).optional().describe("One of these values"),
  })
  .describe("What a record has to be like")
  .meta({ id: "condition" });

const keep = z.array(
  z.strictObject({
    field: fieldName.describe("Field of the binding"),
    remote: path.describe("Place in the remote record"),
    label: label.optional().describe("Label; the name in words otherwise"),
  }),
);

const subrequest = request
  .optional()
  .describe("They are no part of the record: this request reads them, {id} is the parent's");

const child = z
  .strictObject({
    name: technicalName.describe("Name of the child entity"),
    plural: technicalName.optional().describe("Its plural"),
    label: label.optional().describe("What people read"),
    path: path
      .optional()
      .describe("Place of the children in the parent's record; of their ids, where `request` reads them"),
    request: subrequest,
    inherited: z
      .array(path)
      .optional()
      .describe("Places that show the parent's value where the child has none of its own: they count as empty then"),
    model: modelName.describe("Odoo model"),
    parent: fieldName.optional().describe("Many2one of that model that points at the parent's record"),
    id: z.union([path, z.array(path).min(1)]).describe("Place of the id, or of the parts of a composite one"),
    name_path: path.optional().describe("Place of what people call the record"),
    sku_path: path.optional().describe("Place of the article number"),
    price_path: path.optional().describe("Place of the price"),
    image_path: path.optional().describe("Place of the address of its picture; fetched by a job of its own"),
    updated: path.optional().describe("Place of the change date"),
    endpoints: endpoints.optional(),
    match_on: matchOn.optional(),
    mapping: mapping.describe("Fields of the child's record"),
    values: z.record(fieldName, scalar).optional().describe("Constants written when a record is made"),
    skip: condition.optional(),
    options: z.array(path).optional().describe("Places of the option values of a variant"),
    keep: keep.optional().describe("Remote values kept on the binding"),
  })
  .describe("Records that come inside another one")
  .meta({ id: "child" });

// ------------------------------------------------------------------------------------------------- commerce blocks

const productOptions = z
  .strictObject({
    path: path.describe("Place of the options of a product"),
    name: path.describe("Name of an option"),
    values: path.describe("Values of an option"),
    default_value: text.optional().describe("Value that means: no variants"),
    skip: condition.optional().describe("Options that make no variants"),
    from_variants: z
      .strictObject({
        path: path.describe("Place of the pairs in a variant"),
        name: path.describe("Name of the option in a pair"),
        value: path.describe("Its value; an empty one means any"),
        id: text.optional().describe("Key of the option's id, in a pair and in an option of the product"),
      })
      .optional()
      .describe("Each variant names its options, as pairs of option and value"),
    constants: z
      .record(z.string(), scalar)
      .optional()
      .describe("What an exported option needs besides: {variation: true}"),
    product_constants: z
      .record(z.string(), scalar)
      .optional()
      .describe("What an exported product with options needs besides: {type: variable}"),
  })
  .describe("How a product says its attributes");

const taxes = z
  .strictObject({
    path: path.optional().describe("Place of the taxes of a line"),
    rate: path.optional().describe("Rate as a fraction or per cent"),
    percent: z.boolean().optional().describe("The rate is per cent; a fraction otherwise"),
    name: path.optional().describe("Name"),
    amount: path.optional().describe("Amount"),
    id: path.optional().describe("Id of the tax in the system"),
    total: path.optional().describe("Place in the line of its whole tax: the line has to come to it"),
    before: path.optional().describe("Place in the line of its whole tax before discounts"),
    class: path.optional().describe("Tax class of the line"),
  })
  .describe("Taxes of a line")
  .meta({ id: "taxes" });
const discount = z
  .strictObject({
    path: path.optional().describe("Place of a list of discounts"),
    amount: path.optional().describe("Amount of one, or of the line"),
    percent: path.optional().describe("Per cent of the line"),
    before: path.optional().describe("Line amount before the discount"),
    after: path.optional().describe("Line amount after it: the difference is the discount"),
  })
  .describe("Discounts of a line")
  .meta({ id: "discount" });
const price = z.union([
  path,
  z.strictObject({
    total: path.describe("Amount of the whole line"),
    per: path.describe("Quantity that it is divided by"),
  }),
]);
const names = z.union([path, z.array(path).min(1)]);

const entryTest = z.strictObject({
  path: path.describe("Place in the entry"),
  equals: z.union([scalar, z.null()]).optional().describe("Its value"),
  in: z.array(scalar).optional().describe("One of these values"),
});
const only = z
  .union([entryTest, z.array(entryTest).min(1, "needs a condition")])
  .describe("Entries that count: those that meet this condition, or all of several")
  .meta({ id: "only" });
const refundAmounts = z
  .strictObject({
    path: path.optional().describe("Place of a list of them; the refund itself otherwise"),
    only: only.optional(),
    amount: path.describe("Amount, as prices are: with taxes where they include them"),
    tax: path.optional().describe("Taxes of it"),
    negative: z.boolean().optional().describe("The system writes what is paid back as a negative number"),
    name: path.optional().describe("What it is for"),
  })
  .describe("Amounts of a refund that belong to no line")
  .meta({ id: "refundAmounts" });
const refunds = z
  .strictObject({
    path: path.optional().describe("Place of the refunds: in the order, or in the answer to the request"),
    request: request.optional().describe("Reads the refunds of an order, all pages: GET /orders/{id}/refunds"),
    pagination: pagination.optional().describe("How the request's answer is paged, where it differs from the system's"),
    when: path.optional().describe("Place in the order that is filled when the request is worth it"),
    id: path.optional().describe("Id of a refund; id otherwise"),
    date: path.optional().describe("When it was paid back"),
    reason: path.optional().describe("Why"),
    lines: z
      .strictObject({
        path: path.describe("Place of its lines"),
        line: path.describe("Id of the order line that is refunded"),
        quantity: path.describe("Quantity that is refunded"),
        amount: path.describe("Amount of it, as prices are: with taxes where they include them"),
        tax: path.optional().describe("Taxes of it"),
        restock: entryTest
          .optional()
          .describe("Lines whose goods came back; where it is left out, all that was delivered comes back"),
      })
      .optional()
      .describe("What is refunded of which line"),
    shipping: refundAmounts.optional().describe("Refunded shipping costs"),
    adjustments: refundAmounts.optional().describe("What was paid back beyond lines and shipping, or less"),
    transactions: refundAmounts.optional().describe("What was paid back: the parts of the refund have to come to it"),
    total: path.optional().describe("Total of the refund: its parts have to come to it"),
    amount_only: z
      .boolean()
      .optional()
      .describe(
        "A refund may say its total only: all that is left of the order, or an amount without taxes for no line in particular",
      ),
  })
  .describe("Refunds of an order")
  .meta({ id: "refunds" });

const orderPayment = z
  .strictObject({
    path: path.optional().describe("Place of the payments; the order itself says how it was paid otherwise"),
    request: request.optional().describe("Reads the payments of an order, all pages: GET /orders/{id}/transactions"),
    pagination: pagination.optional().describe("How the request's answer is paged, where it differs from the system's"),
    only: only.optional(),
    transaction: path.optional().describe("Id of the payment: it is recorded once"),
    method: path.describe("Key of the method; the mapping table payment_method leads from it to a journal"),
    title: path.optional().describe("What people call the method"),
    amount: path.optional().describe("Amount; the total of the order otherwise"),
    date: path.optional().describe("When it was paid; the day of the import otherwise"),
    paid: path.optional().describe("Place in the order that is filled when it is paid; status.paid otherwise"),
  })
  .describe("How an order was paid")
  .meta({ id: "orderPayment" });

const company = z
  .strictObject({
    name: path.describe("Place of the company's name"),
    vat: path.optional().describe("Place of its VAT number, by which it is found first"),
  })
  .describe(
    "The company of a contact: found, else made, and the contact put into it; one that has a company stays there",
  )
  .meta({ id: "company" });

const mainAddress = z
  .strictObject({
    path: path.describe("Place of the main address in the record, and in the answer to an update"),
    child: technicalName.describe(
      "Child that lists all addresses: its `create` and `update` write the address of a known contact; a new one has it in the list",
    ),
  })
  .describe("A contact's own address is exported as one of its addresses, by a request of its own")
  .meta({ id: "mainAddress" });

/** What a line is about, alike in orders and invoices. */
const article = (what: string) => ({
  product: z
    .strictObject({
      path: path.describe("Id of the product or variant"),
      entity: technicalName.describe("Entity of it"),
      parent: path.optional().describe("Id of the product that it belongs to"),
      parent_entity: technicalName.optional().describe("Entity of that product"),
    })
    .optional()
    .describe(what),
  sku: path.optional().describe("Article number"),
  name: names.optional().describe("Text of the line, from one or several places"),
  quantity: path.describe("Quantity"),
});

const orderBlock = z
  .strictObject({
    customer: z
      .strictObject({
        path: path.optional().describe("Place of the customer's record; the order itself otherwise"),
        id: path.describe("Its id, below that place"),
        email: path.optional().describe("Its e-mail, below that place"),
        entity: technicalName.describe("Entity of the customer"),
        guest: path.optional().describe("Place of what is known of a guest"),
        guest_id: scalar.optional().describe("Id that means: no account"),
      })
      .describe("Who ordered"),
    email: path.optional().describe("Place of the order's own e-mail (guests)"),
    language: path.optional().describe("Place of the language in which was ordered: that of a guest's contact"),
    name: path.optional().describe("Place of the order's number, for messages"),
    invoice_address: path.optional().describe("Place of the invoice address"),
    delivery_address: path.optional().describe("Place of the delivery address"),
    delivery_request: subrequest,
    address: mapping.optional().describe("Fields of an address onto res.partner"),
    company: company.optional().describe("The customer's company, as an address names it: places in the address"),
    location: path
      .optional()
      .describe("Place of the location that ships the order: key of the mapping table of locations"),
    currency: path.optional().describe("Place of the currency's code"),
    tax_included: z
      .union([path, z.boolean()])
      .optional()
      .describe("Prices include taxes: place of the flag, or always so"),
    total: path.optional().describe("Place of the grand total: the imported order must come to it"),
    total_tax: path.optional().describe("Place of the sum of taxes"),
    taxes: z
      .strictObject({
        path: path.describe("Place of the list"),
        id: path.describe("Id of a tax, as lines name it"),
        rate: path.describe("Its rate"),
        percent: z.boolean().optional().describe("The rate is per cent; a fraction otherwise"),
        name: path.optional().describe("Its name"),
        compound: path.optional().describe("Place of a flag: it comes on top of the other taxes"),
      })
      .optional()
      .describe("Rates of the order's taxes, where its lines name only their ids"),
    amounts: z
      .enum(["net"])
      .optional()
      .describe("Amounts of lines are without taxes even where prices include them (tax_included)"),
    total_minor_units: z.boolean().optional().describe("Amounts are integers of the smallest unit"),
    lines: z
      .strictObject({
        path: path.optional().describe("Place of the lines"),
        request: subrequest,
        id: path.optional().describe("Id of a line"),
        ...article("What was ordered"),
        price: price.describe("Price of one, or {total, per}"),
        discount: discount.optional(),
        taxes: taxes.optional(),
        skip: condition.optional(),
      })
      .describe("The lines"),
    shipping: z
      .strictObject({
        path: path.optional().describe("Place of the shipping lines; the order itself otherwise"),
        id: path.optional().describe("Id"),
        code: path.optional().describe("Code of the method: key of the mapping table of carriers; its name otherwise"),
        name: path.optional().describe("Name of the method"),
        price: path.describe("Price"),
        discount: discount.optional(),
        taxes: taxes.optional(),
        send: z
          .record(path, scalar)
          .optional()
          .describe("Constants of an exported shipping line, where nothing better is known: {method_id: other}"),
      })
      .optional()
      .describe("Shipping costs"),
    fees: z
      .strictObject({
        path: path.describe("Place of the fees"),
        id: path.optional().describe("Id"),
        name: path.describe("Name"),
        price: path.describe("Price"),
        taxes: taxes.optional(),
      })
      .optional()
      .describe("Fees"),
    discount: path.optional().describe("Discount of the whole order, as an amount"),
    refunds: refunds.optional(),
    payment: orderPayment.optional(),
    send: z
      .record(path, scalar)
      .optional()
      .describe("Constants of the body of an exported order: {financial_status: pending}"),
  })
  .describe("How a sale order is made up")
  .meta({ id: "order" });

const partnerRef = z
  .strictObject({
    path: path.optional().describe("Place of the partner's record; the document itself otherwise"),
    id: path.describe("Its id, below that place"),
    entity: technicalName.describe("Entity of the partner"),
  })
  .describe("Whose document it is");
const wordsOfState = z.array(scalar).min(1, "needs a word").optional();
const documentState = z
  .strictObject({
    path: path.describe("Place of the state"),
    draft: wordsOfState.describe("Words that mean: not final yet"),
    posted: wordsOfState.describe("Words that mean: final; an export writes the first of each list"),
    paid: wordsOfState.describe("Words that mean: final and paid"),
    cancelled: wordsOfState.describe("Words that mean: cancelled"),
  })
  .describe("The document's state, and its words; without `posted` and `paid`, every other word means final");

/** One kind of document, or a table from the system's words. */
function documentType<T extends readonly [string, ...string[]]>(kinds: T, what: string) {
  return z
    .union([
      z.enum(kinds),
      z.strictObject({
        path: path.describe("Place of the system's word"),
        values: z.record(z.string(), z.enum(kinds)).describe("Table from its words to Odoo's"),
      }),
    ])
    .optional()
    .describe(what);
}

const invoiceBlock = z
  .strictObject({
    type: documentType(
      ["out_invoice", "in_invoice", "out_refund", "in_refund"],
      "Kind of document, or place and table of it; out_invoice otherwise",
    ),
    partner: partnerRef,
    number: path.optional().describe("Place of the document's number; an export writes Odoo's and finds it by that"),
    reference: path.optional().describe("Place of the reference (customer's or vendor's)"),
    date: path.describe("Place of the invoice date"),
    due: path.optional().describe("Place of the due date"),
    currency: path.optional().describe("Place of the currency's code"),
    tax_included: z
      .union([path, z.boolean()])
      .optional()
      .describe("Prices include taxes: place of the flag, or always so"),
    total: path.optional().describe("Place of the grand total: the imported document must come to it"),
    total_tax: path.optional().describe("Place of the sum of taxes"),
    lines: z
      .strictObject({
        path: path.describe("Place of the lines"),
        id: path.optional().describe("Id of a line"),
        ...article("What is invoiced"),
        price: path.describe("Price of one"),
        discount: z
          .union([
            z.strictObject({ percent: path.describe("Per cent of the line") }),
            z.strictObject({
              path: path.optional().describe("Place of a list of discounts"),
              amount: path.describe("Amount of one, or of the line"),
            }),
          ])
          .optional()
          .describe("Discount of a line"),
        taxes: z
          .strictObject({
            path: path.optional().describe("Place of the taxes; the line itself says its only one otherwise"),
            rate: path.describe("Rate as a fraction or per cent"),
            percent: z.boolean().optional().describe("The rate is per cent; a fraction otherwise"),
            name: path.optional().describe("Name"),
          })
          .optional()
          .describe("Taxes of a line"),
        account: path.optional().describe("Place of the account's code"),
      })
      .describe("The lines"),
    state: documentState.optional(),
  })
  .describe("How an invoice, a bill or a credit note is made up")
  .meta({ id: "invoice" });

const paymentBlock = z
  .strictObject({
    type: documentType(
      ["inbound", "outbound"],
      "Direction of a payment that names no invoice, or place and table of it; inbound otherwise",
    ),
    partner: partnerRef,
    number: path.optional().describe("Place of the payment's number; an export writes Odoo's and finds it by that"),
    amount: path.describe("Place of the amount"),
    date: path.describe("Place of the date"),
    currency: path.optional().describe("Place of the currency's code"),
    reference: path.optional().describe("Place of the text of the payment"),
    method: path
      .optional()
      .describe(
        "Place of the method: the mapping table payment_method says its journal, the backend's is taken otherwise",
      ),
    invoices: z
      .array(
        z.strictObject({
          path: path.optional().describe("Place of the list of documents; the payment itself names one otherwise"),
          id: path.describe("Id of the document, below that place"),
          entity: technicalName.describe("Entity of the document"),
        }),
      )
      .optional()
      .describe("The documents that it pays"),
    state: documentState
      .omit({ paid: true })
      .optional()
      .describe("The payment's state, and its words; without `posted`, every other word means final"),
  })
  .describe("How a payment is made up")
  .meta({ id: "payment" });

const stockBlock = z
  .strictObject({
    product: technicalName.describe("Entity of the product or variant"),
    product_key: fieldName
      .optional()
      .describe("Field kept on its binding that stock refers to; the external id otherwise"),
    product_path: path
      .optional()
      .describe("Place of that key; the key's own name, or the first part of the id, otherwise"),
    location: z
      .union([path, z.array(path)])
      .optional()
      .describe("Place of the location's id; left out where the system knows one stock only"),
    quantity: path.describe("Place of the quantity"),
    on_product: z
      .boolean()
      .optional()
      .describe("The quantity is a value of the records of products and variants themselves"),
    managed: condition
      .optional()
      .describe("Only records that meet this hold a stock of their own: {path: manage_stock, equals: true}"),
    values: z.record(z.string(), scalar).optional().describe("Constants that a write needs: {manage_stock: true}"),
  })
  .describe("How stock is read and written");

const pickingBlock = z
  .strictObject({
    type: z
      .enum(["outgoing", "incoming", "internal"])
      .optional()
      .describe("Which transfers are exchanged: deliveries (otherwise), receipts or internal ones"),
    customer: z
      .strictObject({
        path: path.describe("Place of the id of whom it goes to"),
        entity: technicalName.describe("Entity of it; left empty where it is not exchanged yet"),
      })
      .optional()
      .describe("Whom it goes to, where the system knows contacts"),
    address: z
      .strictObject({
        path: path.describe("Place of the address"),
        mapping: mapping.describe("Fields of res.partner onto the address"),
      })
      .optional()
      .describe("Where it goes to"),
    carrier: path
      .optional()
      .describe(
        "Place of the carrier: its key in the mapping table of carriers where there is one, its name otherwise",
      ),
    lines: z
      .strictObject({
        path: path.describe("Place of the lines"),
        reference: path.optional().describe("Place where the system keeps our own mark of a line"),
        product: z
          .strictObject({
            path: path.describe("Place of the product's id"),
            entity: technicalName.describe("Entity of it: exported before the transfer where the system lacks it"),
          })
          .optional()
          .describe("What is moved"),
        sku: path.optional().describe("Article number"),
        name: path.optional().describe("Text of the line"),
        quantity: path.describe("Quantity that was asked for"),
        done: path
          .optional()
          .describe("Quantity that was shipped; without it a shipped transfer was shipped as a whole"),
      })
      .describe("What is moved"),
    status: z
      .strictObject({
        path: path.describe("Place of the status"),
        done: z.array(scalar).min(1, "needs a status").describe("Statuses that mean: shipped, nothing more comes"),
        cancelled: z.array(scalar).optional().describe("Statuses that mean: cancelled there, so cancelled in Odoo"),
      })
      .optional()
      .describe("How far it is"),
  })
  .describe(
    "How a transfer (stock.picking) is exchanged: exported when it is ready, followed when it is imported. Reference, dates and tracking number are lines of the mapping",
  )
  .meta({ id: "picking" });

const orderRequest = request.describe("Request about an order; {order_id} is its id");
const fulfilmentBlock = z
  .strictObject({
    order: technicalName.describe("Entity of the orders that are fulfilled"),
    open: z
      .strictObject({
        request: orderRequest,
        path: path.describe("Place of the parcels-to-be (fulfilment orders) in the answer"),
        id: path.describe("Id of one"),
        status: path.optional().describe("Its status"),
        open: z.array(scalar).optional().describe("Statuses in which it can be fulfilled; any otherwise"),
        lines: path.describe("Place of its lines"),
        line_id: path.describe("Id of a line"),
        order_line: path.describe("Id of the order's line that it is about"),
        quantity: path.describe("Quantity that can still be fulfilled"),
      })
      .optional()
      .describe("What is left to fulfil, where the system wants to be told which part of it is done"),
    lines: z
      .strictObject({
        path: path.describe("Place of the lines in what is sent"),
        id: path.optional().describe("Place of the id from `open`, where lines are grouped by it"),
        lines: path.optional().describe("Place of the lines of such a group"),
        line_id: path.describe("Place of the line's id"),
        quantity: path.describe("Place of the quantity"),
      })
      .optional()
      .describe("What was delivered, line by line"),
    tracking: z
      .strictObject({
        number: path.optional().describe("Place of the tracking number"),
        carrier: path.optional().describe("Place of the carrier's name"),
        url: path.optional().describe("Place of the address that follows the parcel"),
      })
      .optional()
      .describe("How it travels"),
    reference: path.optional().describe("Place of our own number of the delivery"),
    text: path
      .optional()
      .describe("Place of a text in the customer's language that says all this, where the system takes nothing else"),
    notify: path
      .optional()
      .describe("Place of the flag that lets the system write to the customer; becomes an option of the backend"),
    send: z.record(z.string(), scalar).optional().describe("Constants of what is sent"),
    known: z
      .strictObject({
        request: orderRequest,
        path: path.optional().describe("Place of the list in the answer; the answer itself otherwise"),
        lines: path.optional().describe("Place of the lines of a fulfilment"),
        order_line: path.optional().describe("Id of the order's line that one is about"),
        quantity: path.optional().describe("Its quantity"),
        tracking: path.optional().describe("Place of the tracking number"),
        text: path.optional().describe("Place of the text"),
        status: path.optional().describe("Place of the status"),
        dead: z.array(scalar).optional().describe("Statuses of fulfilments that do not count"),
      })
      .describe("The fulfilments that an order has: how a lost answer is recognised"),
    complete: z
      .strictObject({
        request: orderRequest,
        send: z.record(z.string(), scalar).describe("What is sent"),
        skip: z
          .array(scalar)
          .optional()
          .describe("Statuses of the order in which it is not sent: complete already, cancelled"),
      })
      .optional()
      .describe("What tells the system that nothing of the order is left to deliver"),
  })
  .describe(
    "How done deliveries (stock.picking) of imported orders are told to the system; `create` may hold {order_id}",
  )
  .meta({ id: "fulfilment" });

const statusBlock = z
  .strictObject({
    path: path.describe("Place of the status"),
    paid: z.array(scalar).optional().describe("Statuses that mean: paid, the order is confirmed"),
    cancelled: path.optional().describe("Place of what is filled when the order was cancelled"),
    cancelled_values: z.array(scalar).optional().describe("Statuses that mean: cancelled"),
    refunded_values: z
      .array(scalar)
      .optional()
      .describe("Statuses that mean: all was paid back. Cancelled while nothing of the order is invoiced or delivered"),
    values: z.record(z.string(), text).optional().describe("Table from remote status to Odoo state"),
  })
  .describe("The record's status");

// ----------------------------------------------------------------------------------------------------------- exports

const domainLeaf = z.tuple([
  z.string().regex(/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/, "is no field, or a path of fields: `partner_id.active`"),
  z.enum(["=", "!=", ">", ">=", "<", "<=", "in", "not in", "like", "ilike", "not like", "not ilike", "child_of"]),
  z.union([scalar, z.array(scalar)]),
]);
const exportBlock = z
  .strictObject({
    when: z
      .array(z.union([z.enum(["&", "|", "!"]), domainLeaf]))
      .min(1, "needs a condition")
      .optional()
      .describe("Odoo domain that a record has to meet; others are left out, and the reason is said"),
    required: z
      .array(path)
      .min(1, "needs a place")
      .optional()
      .describe("Places of the remote record that must not be empty: checked before anything is sent"),
    max_length: z.record(path, positive).optional().describe("Longest text per place"),
    patterns: z.record(path, text).optional().describe("Regular expression per place that the whole text has to match"),
    on_change: z
      .union([z.boolean(), z.array(fieldName).min(1, "needs a field")])
      .optional()
      .describe(
        "Whether the backend has a switch that exports records when they change: true takes the fields that the export reads, a list names them; true otherwise",
      ),
    new: z
      .boolean()
      .optional()
      .describe("With that switch, records that are not linked yet are exported too; false otherwise"),
    on_delete: z
      .enum(["nothing", "delete"])
      .optional()
      .describe(
        "With that switch, what deleting a record in Odoo does in the system, and archiving one where the mapping does not send `active`; nothing otherwise",
      ),
  })
  .describe("Which records are exported, when, and what has to be right before")
  .meta({ id: "export" });

// ---------------------------------------------------------------------------------------------------------- entities

const entity = z
  .strictObject({
    name: technicalName.describe("Name of the entity, singular: product, customer, order"),
    plural: technicalName.optional().describe("Its plural; made by the rules of English otherwise"),
    remote_name: text.optional().describe("The system's own word for it, as {name} in envelopes"),
    label: label.optional().describe("What people read; the name in words otherwise"),
    model: modelName.describe("Odoo model that the records are of"),
    direction: direction.optional().describe("import, export or both; import otherwise"),
    conflict: z
      .enum(["external_wins", "odoo_wins", "newest_wins", "manual"])
      .optional()
      .describe("Who wins when both sides changed a field, as the backend's default; the external system otherwise"),
    depends: z.array(technicalName).optional().describe("Entities whose records must be there first"),
    id: z
      .union([path, z.array(path).min(1, "needs a place")])
      .optional()
      .describe("Place of the id, or of the parts of a composite one; id otherwise"),
    name_path: path.optional().describe("Place of what people call the record"),
    sku_path: path.optional().describe("Place of the article number"),
    price_path: path.optional().describe("Place of the price"),
    image_path: path.optional().describe("Place of the address of its picture; fetched by a job of its own"),
    updated: path.optional().describe("Place of the change date"),
    lock_token: path.optional().describe("Place of a version that an update must repeat (SyncToken)"),
    endpoints: endpoints,
    base: text.optional().describe("Name of another base URL for all of them (system.base_urls)"),
    body: body.optional(),
    envelope: envelope.optional().describe("Where it differs from the system's"),
    pagination: pagination.optional().describe("Where it differs from the system's"),
    list_params: endpointParams.optional().describe("Parameters of every list request"),
    filter: filter.optional(),
    match_on: matchOn.optional(),
    mapping: mapping.optional().describe("Fields of the record"),
    company: company.optional().describe("The company of a contact (res.partner)"),
    main_address: mainAddress.optional(),
    values: z.record(fieldName, scalar).optional().describe("Constants written when a record is made"),
    skip: condition.optional(),
    keep: keep.optional().describe("Remote values kept on the binding"),
    read_only: z.array(path).optional().describe("Remote places that a write must not send"),
    children: z.array(child).optional().describe("Records that come inside this one"),
    options: productOptions.optional(),
    order: orderBlock.optional(),
    invoice: invoiceBlock.optional(),
    payment: paymentBlock.optional(),
    stock: stockBlock.optional(),
    picking: pickingBlock.optional(),
    fulfilment: fulfilmentBlock.optional(),
    status: statusBlock.optional(),
    export: exportBlock.optional(),
  })
  .describe("A kind of record")
  .meta({ id: "entity" });

// ------------------------------------------------------------------------------------------------------------ system

const system = z
  .strictObject({
    protocol: z.enum(["rest", "graphql", "soap"]).optional().describe("rest otherwise"),
    base_url: baseUrl,
    base_urls: z.record(technicalName, baseUrl).optional().describe("Further base URLs by name (another API version)"),
    graphql: z
      .strictObject({
        endpoint: request.describe("Where operations are posted"),
        errors: path.optional().describe("Place of the errors; errors otherwise"),
      })
      .optional()
      .describe("Of a system with GraphQL"),
    soap: z
      .strictObject({
        endpoint: request.describe("Where messages are posted"),
        version: z.enum(["1.1", "1.2"]).optional().describe("SOAP version; 1.1 otherwise"),
        namespace: text.describe("Namespace of the operations"),
        wsdl: template.optional().describe("Address of the description"),
      })
      .optional()
      .describe("Of a system with SOAP"),
    xml: z
      .strictObject({
        root: text.describe("Root element of a document"),
        item: text.optional().describe("Element of one record"),
        response: z.boolean().optional().describe("Answers are XML too; JSON otherwise"),
      })
      .optional()
      .describe("Of a system with XML bodies"),
    fields: z.array(field).describe("Fields of the backend form beside those that every backend has"),
    auth,
    auth_alternatives: z
      .array(
        z.strictObject({
          when: z
            .strictObject({ field: fieldName.describe("Backend field"), equals: scalar.describe("Its value") })
            .describe("When it is used"),
          auth,
        }),
      )
      .optional()
      .describe("Other ways to authenticate, chosen by a backend field"),
    headers: z.record(headerName, headerValue).optional().describe("Headers of every request"),
    params: stringMap("Query parameters of every request: organization_id").optional(),
    test: z
      .union([
        request,
        z.strictObject({
          endpoint: z
            .string()
            .regex(/^((GET|POST) )?(https?:\/\/\S+|\/\S*)$/, "is no path: begin with /")
            .describe("Path, or verb and path"),
          name: path.optional().describe("Place of what the system calls the account"),
        }),
      ])
      .optional()
      .describe("Request of the connection test; the first entity's list otherwise"),
    body: body.optional(),
    envelope: envelope.optional(),
    pagination: pagination.optional(),
    rate_limit: rateLimit.optional(),
    errors: errors.optional(),
    formats: formats.optional(),
    idempotency: idempotency.optional(),
    masked_fields: z
      .array(z.string().regex(/^[\w-]+(\.[\w-]+)*$/, "is no key: write `loyalty_number`, or `customer.code`"))
      .optional()
      .describe(
        "Keys that the audit and the debug log mask besides those that they know (keys, tokens, e-mail addresses, phone numbers, addresses, names of people): `loyalty_number` wherever it stands, or `customer.code` where it stands there",
      ),
    webhooks: systemWebhooks.optional(),
  })
  .describe("What the external system is")
  .meta({ id: "system" });

const webhook = z
  .strictObject({
    topic: text.describe("Topic as the system writes it"),
    entity: technicalName.describe("Entity that it tells about"),
    event: technicalName.describe("What happened: created, updated, deleted, cancelled …"),
    resource_id: z
      .union([path, z.array(path).min(1)])
      .optional()
      .describe("Place of the record's id in this topic's body, where it differs from system.webhooks.resource_id"),
    part_of: z
      .strictObject({
        path: path.describe("Place of the owner's id"),
        when: condition.describe("What tells a part from a whole record: {path: type, equals: variation}"),
      })
      .optional()
      .describe("The body may be a part of a record; its owner is imported then"),
  })
  .describe("An event that the connector handles");

const exportEntry = z
  .strictObject({
    model: modelName.describe("Model whose records people export"),
    entity: technicalName.describe("Entity that they become"),
    child: technicalName.optional().describe("Child of that entity, where the model is the child's"),
  })
  .describe("A model that “Export to Connectors” offers");

/** Mapping tables that the runtime knows by name. */
export const KNOWN_TABLES = ["tax", "payment_method", "carrier", "location", "order_state"] as const;

const table = z
  .strictObject({
    name: technicalName.describe(
      `Name of the table. The runtime asks for ${KNOWN_TABLES.join(", ")}; mappings ask for any by \`transform: { table: … }\``,
    ),
    label: label.optional().describe("What people read; made of the name otherwise"),
    model: z
      .union([modelName, z.array(modelName).min(1, "needs a model")])
      .optional()
      .describe("Odoo model of the records, or several; known tables have theirs"),
    choices: z
      .record(technicalName, text)
      .optional()
      .describe("Of a table of plain values instead of records: each value and its label. order_state has its own"),
    values: z
      .record(z.string(), technicalName)
      .optional()
      .describe("Remote keys that are known from the start, and the choice that each is"),
    default: technicalName.optional().describe("Choice of what is not mapped, with `missing: default`"),
    list: request.optional().describe("Reads what the system has; without it rows come from what imports meet"),
    params: stringMap("Parameters of that request").optional(),
    path: path.optional().describe("Place of the records in its answer; the answer itself otherwise"),
    pagination: pagination.optional().describe("Where it differs from the system's"),
    id: path.optional().describe("Place of the key by which records of the system name it; id otherwise"),
    name_path: path.optional().describe("Place of what people call it; name otherwise"),
    code: path.optional().describe("Place of a code that Odoo may have too"),
    rate: path.optional().describe("Of taxes: place of the rate"),
    percent: z.boolean().optional().describe("The rate is per cent; a fraction otherwise"),
    skip: condition.optional(),
    match: z
      .array(z.enum(["code", "name", "rate", "only"]))
      .min(1, "needs a word")
      .optional()
      .describe("What makes a record of Odoo the right one: the same code, name or rate, or that both have one only"),
    missing: z
      .enum(["fail", "default", "create", "ignore"])
      .optional()
      .describe(
        "What to do with what is neither mapped nor matched, as the backend's form shows it at first: a dead letter, the default, a new record (taxes only), or nothing",
      ),
  })
  .describe("A table that people edit on the backend: what values of the system are in Odoo")
  .meta({ id: "table" });

const adoptedEntity = z
  .strictObject({
    name: technicalName.describe("What it is called here"),
    model: modelName.describe("Odoo model that its binding stands for"),
    binding: modelName.describe("Its binding model"),
    direction: direction.optional().describe("import, export or both, where its components say so"),
    file: text.optional().describe("Where its binding stands"),
    endpoints: z
      .partialRecord(z.enum(["list", "get", "create", "update", "delete"]), text)
      .optional()
      .describe("Verb and path of its requests, as the code has them"),
    mapping: z
      .array(
        z.strictObject({
          odoo: fieldName.describe("Field of Odoo"),
          remote: z.union([text, z.array(text)]).describe("Place, or places, in the record of the system"),
          direction: direction.optional().describe("Where only one way is mapped: import or export"),
          by: text.optional().describe("What changes the value on its way, as the code has it"),
        }),
      )
      .optional()
      .describe("Fields that its mappers name"),
    kept: z.array(fieldName).optional().describe("Fields of its binding"),
  })
  .describe("An entity whose code this tool did not write, and leaves alone")
  .meta({ id: "adopted_entity" });

const adopted = z
  .strictObject({
    addon: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, "is no addon's name")
      .describe("The addon's folder, by which Odoo knows it"),
    backend: z
      .strictObject({
        model: modelName.describe("Its model"),
        file: text.optional().describe("Where it stands"),
      })
      .describe("The backend that the adopted code works with"),
    entities: z.array(adoptedEntity).describe("What the adopted code exchanges"),
    routes: z.array(text).optional().describe("Addresses at which the adopted code listens"),
  })
  .describe(
    "Of a connector that this tool did not make: what its own code does. Generated is only what stands beside it",
  )
  .meta({ id: "adopted" });

/** The whole file. */
export const specSchema = z
  .strictObject({
    spec: z.literal(1, "must be 1, the version of this format").describe("Version of this format"),
    connector,
    system,
    entities: z.array(entity).describe("The records that are exchanged"),
    tables: z.array(table).optional().describe("Mapping tables: what values of the system are in Odoo"),
    webhooks: z.array(webhook).optional().describe("Events that the connector handles"),
    exports: z.array(exportEntry).optional().describe("Models that people can export by hand"),
    adopted: adopted.optional(),
  })
  .superRefine(all(specFaults))
  .describe("A connector between Odoo and an external system");

export type Spec = z.infer<typeof specSchema>;
export type SpecEntity = Spec["entities"][number];
export type SpecChild = NonNullable<SpecEntity["children"]>[number];
export type SpecMapping = NonNullable<SpecEntity["mapping"]>[number];
export type SpecPayment = z.infer<typeof orderPayment>;
export type SpecRefunds = z.infer<typeof refunds>;
export type SpecTransform = z.infer<typeof transform>;
export type SpecEndpoint = z.infer<typeof endpoint>;
export type SpecTable = NonNullable<Spec["tables"]>[number];
export type SpecField = Spec["system"]["fields"][number];
export type SpecAuth = Spec["system"]["auth"];
export type SpecPagination = NonNullable<Spec["system"]["pagination"]>;
