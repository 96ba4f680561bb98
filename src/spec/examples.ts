/**
 * One fragment per kind of thing that external systems are known to do. The schema has to be able to say each of them,
 * whether or not a connector can be generated from it yet; the reference takes its examples from here. In them `host`,
 * `api_key` and `region` are fields of the backend.
 */
type Fragment = Record<string, unknown>;
const auth = (value: Fragment) => ({ system: { auth: value } });
const page = (value: Fragment) => ({ system: { pagination: value } });
const filter = (value: Fragment) => ({ entity: { filter: value } });
const envelope = (value: Fragment) => ({ entity: { envelope: value } });
const endpoints = (value: Fragment) => ({
  entity: { direction: "import", endpoints: { list: "GET /customers", ...value } },
});
const webhooks = (value: Fragment) => ({ system: { webhooks: value } });
const signature = (value: Fragment) => webhooks({ topic: { in: "body", path: "type" }, signature: value });
const limit = (value: unknown) => ({ system: { rate_limit: value } });
const mapping = (...value: Fragment[]) => ({ entity: { mapping: value } });
const ordered = (value: Fragment) => ({
  entity: {
    order: {
      customer: { id: "customer_id", entity: "customer" },
      lines: { quantity: "quantity", price: "price" },
      ...value,
    },
  },
});
const key = { secret: "api_key" };

/** Parts of `connector`, of `system`, of an entity, or `tables`. */
export interface Example {
  readonly connector?: Fragment;
  readonly system?: Fragment;
  readonly entity?: Fragment;
  readonly tables?: readonly Fragment[];
  readonly adopted?: Fragment;
}

/** By what it is about, and what it shows. */
export const EXAMPLES: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
  authentication: {
    "a header": auth({ kind: "header", header: "X-Auth-Token", value: "{api_key}" }),
    "a scheme of its own": auth({ kind: "scheme", scheme: "ShippoToken", token: "{api_key}" }),
    bearer: auth({ kind: "bearer", token: "{api_key}" }),
    basic: auth({ kind: "basic", username: "{host}", password: "{api_key}" }),
    "basic with an empty password": auth({ kind: "basic", username: "{api_key}", password: "" }),
    "query parameters": auth({ kind: "query", params: { consumer_key: "{host}", consumer_secret: "{api_key}" } }),
    "several headers": auth({
      kind: "headers",
      headers: { Authorization: "Bearer {api_key}", "X-Manager-Token": "{host}", "x-api-key": "{host}:{api_key}" },
    }),
    "OAuth 2 by consent": auth({
      kind: "oauth2",
      grant: "authorization_code",
      authorize_url: "https://{host}/authorize",
      authorize_params: { access_type: "offline" },
      token_url: "https://{host}/token",
      scope: "read write",
      token_body: "json",
      client_auth: "basic",
      pkce: "S256",
      refresh_rotates: true,
      refresh_single_use: true,
      expires: "absolute",
      ttl_seconds: 3600,
      store: { instance_url: "instance_url" },
      redirect_params: { realm_id: "realmId" },
    }),
    "OAuth 2 with a refresh token, in a header of its own": auth({
      kind: "oauth2",
      grant: "refresh_token",
      token_url: "https://auth.test/token",
      header: "x-amz-access-token",
      value: "{access_token}",
    }),
    "OAuth 2 for the client itself": auth({
      kind: "oauth2",
      grant: "client_credentials",
      token_url: "https://auth.test/token",
      headers: { "x-api-key": "{api_key}", "x-gw-ims-org-id": "{host}" },
    }),
    "OAuth 2 by assertion": auth({
      kind: "oauth2",
      grant: "jwt_bearer",
      token_url: "https://auth.test/token",
      algorithm: "RS256",
      issuer: "{api_key}",
      subject: "{host}",
      audience: "https://auth.test",
      private_key: "{api_key}",
    }),
    "OAuth 2 by password": auth({
      kind: "oauth2",
      grant: "password",
      token_url: "https://auth.test/token",
      username: "{host}",
      password: "{api_key}",
    }),
    "OAuth 1 without a token, in the query": auth({
      kind: "oauth1",
      signature_method: "HMAC-SHA1",
      consumer_key: "{host}",
      consumer_secret: "{api_key}",
      placement: "query",
    }),
    "OAuth 1 with a token": auth({
      kind: "oauth1",
      signature_method: "HMAC-SHA256",
      consumer_key: "{host}",
      consumer_secret: "{api_key}",
      token: "{host}",
      token_secret: "{api_key}",
    }),
    "a token by login": auth({
      kind: "login_token",
      endpoint: "POST /integration/admin/token",
      body: { username: "{host}", password: "{api_key}" },
      ttl_seconds: 14_400,
    }),
    "a token by webhook": auth({
      kind: "webhook_token",
      topic: "app.store.authorize",
      token_path: "data.access_token",
      refresh_path: "data.refresh_token",
      expires_path: "data.expires",
      refresh_single_use: true,
    }),
    "parameters that every request needs": { system: { params: { organization_id: "{host}" } } },
    "another way, chosen on the backend": {
      system: {
        auth_alternatives: [
          { when: { field: "region", equals: "us" }, auth: { kind: "query", params: { ws_key: "{api_key}" } } },
        ],
      },
    },
  },
  "base URL": {
    "a template": { system: { base_url: "https://{host}.example.com/v{region}" } },
    "several, by entity and by endpoint": {
      system: { base_urls: { v2: "https://{host}/v2" } },
      entity: {
        base: "v2",
        direction: "import",
        endpoints: { list: { kind: "rest", request: "GET /orders", base: "v2" } },
      },
    },
    "from the token": {
      system: {
        base_url: { from: "token", field: "host", url: "{host}/services/data", initial: "https://login.test" },
      },
    },
    "by region": {
      system: { base_url: { from: "field", field: "region", urls: { eu: "https://eu.test", us: "https://us.test" } } },
    },
  },
  pagination: {
    "pages, counted in a header": page({
      kind: "page",
      page_param: "page",
      size_param: "per_page",
      pages_header: "X-Pages",
      total_header: "X-Total",
    }),
    "pages, counted in the body": page({
      kind: "page",
      page_param: "page",
      pages_path: "meta.pagination.total_pages",
      next_path: "links.next",
    }),
    "pages with a flag": page({ kind: "page", page_param: "page", more_path: "info.more_records" }),
    "pages until one is short or has no content": page({ kind: "page", page_param: "page", stop: "no_content" }),
    "pages whose last one repeats": page({
      kind: "page",
      page_param: "searchCriteria[currentPage]",
      size_param: "searchCriteria[pageSize]",
      first: 1,
      total_path: "total_count",
      stop: "total",
    }),
    "offset and limit": page({
      kind: "offset",
      offset_param: "start",
      size_param: "limit",
      total_path: "count",
      max: 100,
    }),
    "offset and limit in one parameter": page({
      kind: "offset",
      offset_param: "limit",
      combined: "{offset},{size}",
      sort: { sort: "[id_ASC]" },
    }),
    "a cursor in the body": page({
      kind: "cursor",
      cursor_path: "paging.next.after",
      cursor_param: "after",
      cursor_params: ["limit"],
    }),
    "the last id": page({ kind: "last_id", param: "before_id", more_path: "has_more", order: "newest_first" }),
    "the Link header": page({ kind: "link_header", rel: "next", cursor_param: "page_info", cursor_params: ["limit"] }),
    "the next address in the body": page({
      kind: "next_url",
      next_path: "nextRecordsUrl",
      relative_to: "{host}",
      more_path: "done",
      more_value: false,
      size_header: "Sforce-Query-Options",
      size_header_value: "batchSize={size}",
    }),
    "clauses of a query": page({
      kind: "query_language",
      clause: "STARTPOSITION {start} MAXRESULTS {size}",
      first: 1,
      size: 1000,
    }),
    "GraphQL connections": page({ kind: "graphql", size: 100, max: 250 }),
    "pages, then tokens": page({
      kind: "page_then_token",
      page_param: "page",
      token_param: "page_token",
      token_path: "info.next_page_token",
      more_path: "info.more_records",
      switch_after: 2000,
    }),
    "a posted search": page({
      kind: "search",
      cursor_path: "paging.next.after",
      cursor_key: "after",
      size_key: "limit",
      max_results: 10_000,
    }),
    none: page({ kind: "none" }),
  },
  changes: {
    "a parameter": filter({ param: "modified_after", format: "naive_utc", extra: { dates_are_gmt: true } }),
    "an expression": filter({
      kind: "expression",
      param: "filter[date_upd]",
      expression: ">[{since}]",
      format: "sql_shop_tz",
      extra: { date: 1 },
    }),
    "numbered criteria": filter({
      kind: "criteria",
      prefix: "searchCriteria[filter_groups][0][filters][0]",
      field: "updated_at",
      condition: "gt",
      format: "sql_utc",
    }),
    "a header": filter({ kind: "header", header: "If-Modified-Since", format: "naive_utc" }),
    "a clause": filter({
      kind: "clause",
      clause: "SystemModstamp > {since}",
      order_by: "SystemModstamp",
      format: "iso8601",
    }),
    "part of a body": filter({
      kind: "body",
      body: { filterGroups: [{ filters: [{ propertyName: "lastmodifieddate", operator: "GTE", value: "{since}" }] }] },
      format: "unix_millis",
    }),
    "a feed": filter({
      kind: "feed",
      endpoint: "GET /cdc",
      param: "changedSince",
      format: "iso8601",
      id: "Id",
      items: "CDCResponse[0].QueryResponse",
      deleted: "status",
      days: 30,
    }),
    "creation only": filter({ kind: "created", param: "start_datetime", format: "iso8601" }),
    none: filter({ kind: "none" }),
    "a date with a lag": filter({ param: "lastUpdatedAfter", format: "iso8601", lag_seconds: 120 }),
  },
  envelopes: {
    "a bare array": envelope({ list: null, item: null }),
    "the plural": envelope({ list: "{plural}", item: "{singular}" }),
    "a fixed key": envelope({ list: "data", item: "data" }),
    "a nested path": envelope({ list: "QueryResponse.{name}", item: "{name}" }),
    "fields below a prefix": envelope({ list: "results", prefix: "properties" }),
    "a flag of success": envelope({ list: "data", success: { path: "code", equals: 0 } }),
    "a status per row": envelope({ rows: { path: "data", status: "code", ok: "SUCCESS", message: "message" } }),
    "several shapes of nothing": envelope({ empty: ["array", "missing_key", "null", "no_content", "not_modified"] }),
    XML: { system: { xml: { root: "response", item: "item", response: true } } },
    GraphQL: {
      system: { protocol: "graphql", graphql: { endpoint: "POST /graphql.json", errors: "errors" } },
      entity: {
        direction: "import",
        endpoints: { list: { kind: "graphql", query: "query($after: String) { products }", root: "products" } },
      },
    },
    SOAP: {
      system: { protocol: "soap", soap: { endpoint: "POST /soap", namespace: "urn:x", version: "1.2" } },
      entity: {
        direction: "import",
        endpoints: { list: { kind: "soap", operation: "findProducts", result: "return" } },
      },
    },
  },
  "request bodies": {
    "bare JSON": envelope({ request: null }),
    wrapped: envelope({ request: "{singular}" }),
    "an array only": envelope({ request: "data", request_array: true }),
    "a form": { system: { body: "form" } },
    "XML, the whole record": {
      system: { xml: { root: "prestashop" } },
      entity: {
        body: "xml",
        read_only: ["manufacturer_name", "quantity"],
        direction: "import",
        endpoints: { list: "GET /products", update: { kind: "rest", request: "PUT /products/{id}", whole: true } },
      },
    },
    "POST to update, with a lock token": {
      entity: {
        lock_token: "SyncToken",
        direction: "import",
        endpoints: {
          list: {
            kind: "query",
            request: "GET /query",
            param: "query",
            query: "SELECT * FROM Customer {filter} {page}",
          },
          update: { kind: "rest", request: "POST /customer", send: { sparse: true } },
        },
      },
    },
    "a flag to delete": endpoints({ delete: { kind: "rest", request: "PUT /clients/{id}", send: { vis_state: 1 } } }),
    "an id in the Location header": envelope({ location_header: true }),
    "other requests by name": endpoints({
      upsert: "POST /orders/createorder",
      actions: { ship: "POST /order/{id}/ship" },
    }),
  },
  bookkeeping: {
    "an invoice with a table of kinds and a tax on the line": {
      entity: {
        model: "account.move",
        match_on: [],
        invoice: {
          type: { path: "kind", values: { "1": "in_invoice", "2": "in_refund" } },
          partner: { path: "supplier", id: "id", entity: "customer" },
          number: "no",
          date: "issued",
          tax_included: true,
          lines: {
            path: "rows",
            quantity: "qty",
            price: "net",
            discount: { amount: "off" },
            taxes: { rate: "vat", percent: true },
            account: "account.code",
          },
          state: { path: "status", posted: [2, 3], cancelled: ["storno"] },
        },
      },
    },
    "a payment for one document": {
      entity: {
        model: "account.payment",
        match_on: [],
        payment: {
          type: "outbound",
          partner: { id: "supplier_id", entity: "customer" },
          amount: "amount",
          date: "paid_on",
          method: "means",
          invoices: [{ id: "invoice_id", entity: "invoice" }],
        },
      },
    },
  },
  transfers: {
    "a transfer with address, lines and status": {
      entity: {
        picking: {
          type: "incoming",
          customer: { path: "supplier_id", entity: "customer" },
          address: { path: "from", mapping: [{ odoo: "city", remote: "city" }] },
          carrier: "carrier.name",
          lines: { path: "lines", reference: "note", sku: "sku", name: "text", quantity: "qty", done: "received" },
          status: { path: "state", done: [7, "closed"], cancelled: ["void"] },
        },
      },
    },
    "stock of articles by place": {
      entity: {
        stock: { product: "product", product_path: "article.id", location: "location_id", quantity: "quantity" },
      },
    },
    "a fulfilment against what is left": {
      entity: {
        fulfilment: {
          order: "order",
          open: {
            request: "GET /orders/{order_id}/open",
            path: "open",
            id: "id",
            status: "status",
            open: ["open"],
            lines: "lines",
            line_id: "id",
            order_line: "line_id",
            quantity: "left",
          },
          lines: { path: "groups", id: "open_id", lines: "lines", line_id: "id", quantity: "quantity" },
          tracking: { number: "tracking.number", carrier: "tracking.company", url: "tracking.url" },
          notify: "notify",
          known: {
            request: "GET /orders/{order_id}/shipments",
            path: "shipments",
            lines: "lines",
            order_line: "id",
            quantity: "quantity",
            tracking: "number",
            status: "status",
            dead: ["cancelled"],
          },
        },
      },
    },
    "a note and a status": {
      entity: {
        fulfilment: {
          order: "order",
          text: "note",
          reference: "ref",
          send: { customer_note: true },
          known: { request: "GET /orders/{order_id}/notes", text: "note" },
          complete: {
            request: "PUT /orders/{order_id}",
            send: { status: "completed" },
            skip: ["completed", "cancelled"],
          },
        },
      },
    },
  },
  "webhook topics": {
    "in a header": webhooks({ topic: { in: "header", name: "X-Topic", aliases: ["topic"] } }),
    "in the body": webhooks({ topic: { in: "body", path: "metadata.topic" } }),
    "in two places of the body": webhooks({
      topic: { in: "body", path: ["meta.action", "meta.entity"], separator: "." },
    }),
  },
  "webhook bodies": {
    "the whole record": webhooks({ payload: "full", record: "data.object" }),
    "an id": webhooks({ payload: "thin", resource_id: "data.id" }),
    "an address": webhooks({
      payload: "thin",
      fetch: { url: "resource_url", host: "ssapi[0-9]*\\.shipstation\\.com" },
    }),
    "several events": webhooks({
      payload: "events",
      events: "events",
      topic: { in: "body", path: "[].subscriptionType" },
    }),
    "a form": webhooks({ encoding: "form", payload: "thin", resource_id: "object_id" }),
    "no HTTP at all": webhooks({ transport: "sqs" }),
  },
  signatures: {
    "HMAC in base64": signature({
      kind: "hmac",
      header: "X-Signature",
      algorithm: "sha256",
      encoding: "base64",
      ...key,
    }),
    "HMAC in hex": signature({ kind: "hmac", header: "X-Signature", algorithm: "sha256", encoding: "hex", ...key }),
    "HMAC with a prefix, its key normalised": signature({
      kind: "hmac",
      header: "X-Hmac-Signature",
      algorithm: "sha256",
      encoding: "hex",
      prefix: "hmac-sha256-hex=",
      key_decode: "nfkd",
      ...key,
    }),
    "Standard Webhooks": signature({ kind: "standard_webhooks", key_decode: "none", aliases: true, ...key }),
    "a time and digests in one header": signature({
      kind: "stripe",
      header: "Stripe-Signature",
      tolerance_seconds: 300,
      ...key,
    }),
    "HMAC over the request": signature({
      kind: "hmac",
      header: "X-HubSpot-Signature-v3",
      algorithm: "sha256",
      encoding: "base64",
      payload: "{method}{url}{body}{timestamp}",
      timestamp: { header: "X-HubSpot-Request-Timestamp", unit: "milliseconds", tolerance_seconds: 300 },
      version_header: "X-HubSpot-Signature-Version",
      ...key,
    }),
    "several HMACs, while keys rotate": signature({
      kind: "hmac",
      header: "webhook-signature",
      algorithm: "sha256",
      encoding: "base64",
      payload: "{id}.{timestamp}.{body}",
      key_decode: "whsec",
      multiple: { separator: " ", item: "{version},{signature}", accept: "v1" },
      rotation_seconds: 3600,
      ...key,
    }),
    "HMAC over the form, written anew": signature({
      kind: "hmac_form",
      header: "X-Hmac",
      algorithm: "sha256",
      encoding: "base64",
      ...key,
    }),
    "RSA with a key set": signature({
      kind: "rsa",
      headers: ["x-rsa-signature"],
      algorithm: "RSA-SHA256",
      payload: "{timestamp}.{body}",
      key: { from: "jwks", url: "https://keys.test/jwks", id_header: "x-key-id" },
      timestamp: { header: "x-timestamp", unit: "iso8601" },
    }),
    "RSA with a key by path": signature({
      kind: "rsa",
      headers: ["x-signature-1", "x-signature-2"],
      algorithm: "RSA-SHA256",
      key: { from: "header", headers: ["x-key1-path", "x-key2-path"], host: "https://keys.test" },
      recipient: { path: "recipient_client_id", field: "host" },
    }),
    "RSA with a key on the backend": signature({
      kind: "rsa",
      headers: ["x-signature"],
      algorithm: "RSA-SHA256",
      key: { from: "field", field: "api_key" },
    }),
    "ECDSA with a key from the API": signature({
      kind: "ecdsa",
      header: "X-Signature",
      key_endpoint: "GET /public_key/{kid}",
      cache_seconds: 3600,
    }),
    "the secret itself": signature({ kind: "shared_secret", header: "X-Secret", ...key }),
    "HTTP Basic": signature({ kind: "basic", username: "host", password: "api_key" }),
    "a token in the body": signature({ kind: "body_token", path: "token", ...key }),
    "a token in the address": signature({ kind: "url_token" }),
    none: signature({ kind: "none" }),
  },
  handshakes: {
    "an unsigned ping": webhooks({ handshake: { kind: "ping", encoding: "form", key: "webhook_id" } }),
    "an intent to receive": webhooks({ handshake: { kind: "intent" }, empty_response: true, timeout_seconds: 5 }),
    "a challenge with a hashed answer": webhooks({
      handshake: {
        kind: "challenge",
        param: "challenge_code",
        answer: "challengeResponse",
        hash: { algorithm: "sha256", payload: "{challenge}{secret}{url}", ...key },
      },
    }),
    "a verifier to send back": webhooks({
      handshake: {
        kind: "verifier",
        topic: "callback.verify",
        path: "verifier",
        endpoint: "PUT /callbacks/{id}",
        field: "api_key",
      },
    }),
    "tokens by event": webhooks({
      handshake: { kind: "install_event", topic: "app.store.authorize", store: { api_key: "data.access_token" } },
    }),
    "a renewal": webhooks({ handshake: { kind: "renewal", endpoint: "PUT /actions/watch", every_hours: 20 } }),
  },
  repetitions: {
    "an id in a header": webhooks({ delivery_id: { in: "header", name: "webhook-id" }, repeat_key: ["delivery_id"] }),
    "an id in the body": webhooks({ delivery_id: { in: "body", path: "meta.id" } }),
    "a digest": webhooks({ repeat_key: ["topic", "resource_id", "body_digest"] }),
  },
  "rate limits": {
    "a bucket in a header": limit({
      kind: "leaky_bucket",
      bucket: 40,
      leak_per_second: 2,
      header: "X-Limit",
      format: "used/limit",
    }),
    "costs in the body": limit({
      kind: "cost",
      available_path: "extensions.cost.throttleStatus.currentlyAvailable",
      max_cost: 1000,
    }),
    "Retry-After": limit({ kind: "retry_after", retry_after: "Retry-After", status: 429, per_minute: 60 }),
    "seconds until the reset": limit({ kind: "reset_header", header: "X-Rate-Limit-Reset", unit: "seconds" }),
    "milliseconds until the reset": limit({ kind: "reset_header", header: "X-Reset-Ms", unit: "milliseconds" }),
    "time of the reset": limit({ kind: "reset_header", header: "X-RateLimit-Reset", unit: "epoch" }),
    "what is left": limit({ kind: "remaining_header", header: "X-Remaining", window_seconds: 10 }),
    "a bucket per operation": limit({ kind: "token_bucket", operations: { orders: { rate: 0.0167, burst: 20 } } }),
    "a fixed wait": limit({ kind: "fixed_wait", seconds: 60 }),
    "a daily budget": limit({ kind: "daily_budget", per_day: 5000, header: "X-DayLimit-Remaining" }),
    concurrency: limit({ kind: "concurrency", max: 5 }),
    "another status and a code": limit({
      kind: "fixed_wait",
      status: [403],
      code: { path: "[0].errorCode", equals: "REQUEST_LIMIT_EXCEEDED" },
    }),
    "several together": limit([
      { kind: "concurrency", max: 5 },
      { kind: "daily_budget", per_day: 5000 },
    ]),
    none: limit({ kind: "none" }),
  },
  idempotency: {
    "a header": { system: { idempotency: { kind: "header", header: "Idempotency-Key", max_length: 128 } } },
    "a parameter": { system: { idempotency: { kind: "param", param: "requestid" } } },
    "natural keys": { system: { idempotency: { kind: "natural_key", key: ["erp_invoice_number", "invoice_date"] } } },
    none: { system: { idempotency: { kind: "none" } } },
  },
  audit: {
    "what it masks besides": { system: { masked_fields: ["loyalty_number", "customer.code"] } },
  },
  errors: {
    "a text or an object": { system: { errors: { path: "errors", shape: "any" } } },
    "a code and a message": { system: { errors: { path: "error", message: "error.message", code: "error.code" } } },
    "codes of records that are gone": {
      system: { errors: { path: "message", code: "code", missing: ["invalid_product_id"] } },
    },
    "a list of faults": { system: { errors: { path: "Fault.Error", message: "Message", code: "code" } } },
    "several shapes": { system: { errors: { path: "error.message", also: ["message", "errors[0].detail"] } } },
    "errors in a success": {
      system: { errors: { path: "errors", in_success: ["errors", "data.productUpdate.userErrors"] } },
    },
    "a header that says whether to repeat": {
      system: { errors: { path: "error", retry_header: "Stripe-Should-Retry" } },
    },
  },
  formats: {
    ...Object.fromEntries(
      ["iso8601", "naive_utc", "sql_utc", "sql_shop_tz", "local_tz", "rfc2822", "unix_seconds", "unix_millis"]
        .concat(["dotnet_millis", "gmt_offset", "date", "object"])
        .map((datetime) => [`dates as ${datetime}`, { system: { formats: { datetime } } }]),
    ),
    ...Object.fromEntries(
      ["string", "number", "minor_units", "divisor_object", "value_object"].map((money) => [
        `money as ${money}`,
        { system: { formats: { money } } },
      ]),
    ),
    ...Object.fromEntries(
      ["integer", "string", "uuid", "gid", "sku", "composite"].map((id) => [
        `ids as ${id}`,
        { system: { formats: { id } } },
      ]),
    ),
    "a date that means none": { system: { formats: { zero_date: "0000-00-00 00:00:00", timezone: "{region}" } } },
    "a composite id": { entity: { id: ["inventory_item_id", "location_id"] } },
  },
  "what happens to an order later": {
    "refunds in the order": ordered({
      refunds: {
        path: "refunds",
        lines: {
          path: "refund_line_items",
          line: "line_item_id",
          quantity: "quantity",
          amount: "subtotal",
          tax: "total_tax",
          restock: { path: "restock_type", in: ["return"] },
        },
        shipping: {
          path: "order_adjustments",
          only: { path: "kind", equals: "shipping_refund" },
          amount: "amount",
          negative: true,
        },
        transactions: {
          path: "transactions",
          only: [
            { path: "kind", equals: "refund" },
            { path: "status", equals: "success" },
          ],
          amount: "amount",
        },
      },
    }),
    "the company of a customer": {
      entity: { model: "res.partner", company: { name: "default_address.company", vat: "vat_number" } },
    },
    "the address of a customer, written as one of its addresses": {
      entity: {
        model: "res.partner",
        main_address: { path: "default_address", child: "address" },
        mapping: [{ odoo: "city", remote: "default_address.city" }],
        children: [
          {
            name: "address",
            path: "addresses",
            model: "res.partner",
            parent: "parent_id",
            id: "id",
            skip: { path: "default", equals: true },
            endpoints: {
              create: "POST /customers/{customer_id}/addresses",
              update: "PUT /customers/{customer_id}/addresses/{id}",
            },
            mapping: [{ odoo: "city", remote: "city" }],
          },
        ],
      },
    },
    "the company of an order": ordered({ invoice_address: "billing", company: { name: "company", vat: "vat_id" } }),
    "an order that was paid back": {
      entity: {
        ...ordered({}).entity,
        status: { path: "status", paid: ["completed"], cancelled_values: ["cancelled"], refunded_values: ["refunded"] },
      },
    },
    "the language of a guest": ordered({ email: "email", language: "customer_locale" }),
    "a payment that the order tells": ordered({
      payment: { method: "payment_method", transaction: "transaction_id", amount: "total", paid: "date_paid" },
    }),
    "payments in the order": ordered({
      payment: {
        path: "payments",
        only: { path: "state", equals: "done" },
        transaction: "id",
        method: "provider",
      },
    }),
    "payments of some kinds": ordered({
      payment: {
        path: "payments",
        only: { path: "kind", in: ["card", "transfer"] },
        transaction: "id",
        method: "kind",
      },
    }),
    "payments by a request": ordered({
      payment: {
        request: "GET /orders/{id}/transactions",
        pagination: { kind: "none" },
        path: "transactions",
        only: [
          { path: "kind", in: ["sale", "capture"] },
          { path: "status", equals: "success" },
        ],
        transaction: "id",
        method: "gateway",
      },
    }),
    "refunds by a request": ordered({
      refunds: {
        request: "GET /orders/{id}/refunds",
        pagination: { kind: "page", page_param: "page", size_param: "per_page", size: 100, stop: "short_page" },
        when: "refunds",
        lines: {
          path: "line_items",
          line: "meta_data[key=_refunded_item_id].value",
          quantity: "quantity",
          amount: "total",
        },
        total: "amount",
        amount_only: true,
      },
    }),
  },
  transforms: {
    "parts joined": mapping({
      odoo: "name",
      remote: ["first_name", "last_name"],
      transform: "join",
      fallback: ["email"],
    }),
    "the first that is filled": mapping({ odoo: "phone", remote: ["phone", "mobile"], transform: "first" }),
    "numbers, text and truth": mapping(
      { odoo: "a", remote: "a", transform: "float" },
      { odoo: "b", remote: "b", transform: "int" },
      { odoo: "c", remote: "c", transform: "str" },
      { odoo: "d", remote: "d", transform: "bool" },
    ),
    "minor units and divisors": mapping(
      { odoo: "a", remote: "unit_amount", transform: { minor_units: "currency" } },
      { odoo: "b", remote: "price.amount", transform: { divisor: "price.divisor" } },
    ),
    "dates, several steps": mapping({ odoo: "a", remote: ["x", "y"], transform: ["first", "rfc2822"] }),
    "a date in a zone": mapping({ odoo: "a", remote: "orderDate", transform: { local_tz: "America/Los_Angeles" } }),
    "no date": mapping({ odoo: "a", remote: "date_upd", transform: ["not_zero_date", "sql_shop_tz"] }),
    "a language": mapping({ odoo: "lang", remote: "locale", transform: "language" }),
    "countries and states": mapping(
      { odoo: "country_id", remote: "country", transform: { country: "alpha3" } },
      { odoo: "state_id", remote: "state", transform: { state: "country", by: "name" } },
    ),
    weights: mapping(
      { odoo: "weight", remote: "grams", transform: { weight: "g" } },
      { odoo: "weight", remote: "weight", transform: { weight: "path:weight_unit" } },
      { odoo: "weight", remote: "weight", transform: { weight: "{region}" } },
    ),
    "multilingual values": mapping({ odoo: "name", remote: "name", transform: { language: "id_value" } }),
    "records by their external id, by a field": mapping(
      { odoo: "parent_id", remote: "org_id", transform: { lookup: "customer" } },
      { odoo: "user_id", remote: "owner", transform: { find: "login" } },
    ),
    "records by name, made where they lack": mapping(
      { odoo: "category_id", remote: "tags", transform: [{ split: "," }, { find: "name", missing: "create" }] },
      { odoo: "date", remote: "day", transform: "date" },
    ),
    "a table": mapping({ odoo: "type", remote: "kind", transform: { values: { B2B: "contact" }, default: "other" } }),
    "a list in a text": mapping({ odoo: "category_id", remote: "tags", transform: { split: ", " } }),
    "an element of a list": mapping({ odoo: "email", remote: "emails[primary=true].value" }),
    "a constant": mapping({ odoo: "is_company", value: true }),
    "a mapping table": {
      ...mapping({ odoo: "property_delivery_carrier_id", remote: "carrier", transform: { table: "carrier" } }),
      tables: [{ name: "carrier" }],
    },
  },
  "mapping tables": {
    "a list with pages of its own": {
      tables: [
        {
          name: "tax",
          list: "GET /taxes",
          params: { country: "{region}" },
          path: "data.taxes",
          pagination: { kind: "offset", offset_param: "start" },
          id: "id",
          name_path: "title",
          code: "code",
          rate: "rate",
          percent: true,
          skip: { path: "active", equals: false },
          match: ["rate", "name"],
          missing: "fail",
        },
      ],
    },
    "records of several models": { tables: [{ name: "place", model: ["stock.warehouse", "stock.location"] }] },
    "values instead of records": {
      tables: [
        { name: "rank", choices: { low: "Low", high: "High" }, values: { "1": "low" }, default: "high" },
        { name: "order_state", values: { paid: "confirm" } },
      ],
    },
  },
  conflicts: {
    "a person decides": { entity: { conflict: "manual" } },
    "the later change": { entity: { conflict: "newest_wins", updated: "updated_at" } },
  },
  exports: {
    "those that meet a condition": {
      entity: { export: { when: ["|", ["email", "!=", false], ["parent_id.email", "like", "@"]] } },
    },
    "checked before they are sent": {
      entity: { export: { required: ["email"], max_length: { name: 255 }, patterns: { email: ".+@.+" } } },
    },
    "on change, new ones too, and deleted ones": {
      entity: { export: { on_change: true, new: true, on_delete: "delete" } },
    },
    "on change of some fields": { entity: { export: { on_change: ["name"] } } },
  },
  // What is said rarely, so that the reference has an example of every key.
  "rare keys": {
    "of the connector": {
      connector: {
        summary: "Orders and stock of the shop",
        author: "Example Integrators",
        website: "https://integrators.example",
        license: "AGPL-3",
        packaging: ["pyproject", "pre_commit"],
        unconfirmed: ["The largest page size"],
      },
    },
    "of an OAuth 2 consent": auth({
      kind: "oauth2",
      grant: "authorization_code",
      authorize_url: "https://{host}/authorize",
      callback_signature: "HMAC-SHA256 of the parameters",
      token_url: "https://{host}/token",
      revoke_url: "https://{host}/revoke",
      client_id: "{host}",
      client_secret: "{api_key}",
    }),
    "of an assertion": auth({
      kind: "oauth2",
      grant: "jwt_bearer",
      token_url: "https://auth.test/token",
      algorithm: "ES256",
      issuer: "{api_key}",
      subject: "{host}",
      audience: "https://auth.test",
      private_key: "{api_key}",
      lifetime_seconds: 180,
    }),
    "of a refresh token": auth({
      kind: "oauth2",
      grant: "refresh_token",
      token_url: "https://auth.test/token",
      refresh_token: "{api_key}",
    }),
    "of OAuth 1": auth({
      kind: "oauth1",
      signature_method: "HMAC-SHA256",
      consumer_key: "{host}",
      consumer_secret: "{api_key}",
      realm: "1234567_SB1",
    }),
    "of GraphQL connections": page({
      kind: "graphql",
      cursor_arg: "after",
      size_arg: "first",
      nodes: "nodes",
      page_info: "pageInfo",
    }),
    "of costs": limit({
      kind: "cost",
      available_path: "extensions.cost.available",
      restore_path: "extensions.cost.restoreRate",
      maximum_path: "extensions.cost.maximum",
      points_per_second: 50,
    }),
    "of a window": limit({
      kind: "reset_header",
      header: "X-RateLimit-Reset",
      unit: "epoch",
      remaining_header: "X-RateLimit-Remaining",
      limit_header: "X-RateLimit-Limit",
    }),
    "of what is left": limit({ kind: "remaining_header", header: "X-Remaining", limit_header: "X-Limit" }),
    "of a budget": limit({ kind: "daily_budget", header: "X-Used", header_format: "used/limit" }),
    "of SOAP": {
      system: {
        protocol: "soap",
        soap: { endpoint: "POST /soap", namespace: "urn:x", wsdl: "https://{host}/soap?wsdl" },
      },
      entity: {
        direction: "import",
        endpoints: {
          list: { kind: "soap", operation: "findProducts", action: "urn:find", params: { store: 1 }, result: "return" },
        },
      },
    },
    "of errors and formats": {
      system: { errors: { path: "message", fields: "errors" }, formats: { language: "id_value" } },
    },
    "of webhooks": webhooks({
      topic: { in: "body", path: "type" },
      tenant: { in: "header", name: "X-Source", field: "host", strip: "https://" },
      delivery_id: { in: "body", path: ["id", "created"], separator: "-" },
      signature: {
        kind: "hmac",
        header: "X-Signature",
        algorithm: "sha256",
        encoding: "hex",
        payload: "{body}",
        secret: "api_key",
        optional: true,
      },
      retry: { times: 3, schedule_seconds: [60, 600, 3600] },
    }),
    "of an entity": {
      entity: {
        label: "Customer",
        keep: [{ field: "tax_number", remote: "tax.number", label: "Tax Number" }],
        status: { path: "state", values: { open: "draft" } },
        children: [
          {
            name: "address",
            plural: "addresses",
            label: "Address",
            path: "addresses",
            model: "res.partner",
            parent: "parent_id",
            id: "id",
            mapping: [{ odoo: "street", remote: "street" }],
            keep: [{ field: "gate_code", remote: "gate" }],
          },
        ],
      },
    },
    "of endpoints": endpoints({
      get: {
        kind: "rest",
        request: "GET /customers/{id}",
        params: { expand: "addresses" },
        headers: { "X-Version": "2" },
        id: "customer.id",
      },
      list: { kind: "rest", request: "POST /customers/search", body: "json" },
    }),
    "of an operation": {
      system: { protocol: "graphql", graphql: { endpoint: "POST /graphql.json" } },
      entity: {
        direction: "import",
        endpoints: {
          list: {
            kind: "graphql",
            query: "query { customers }",
            root: "customers",
            variables: { first: 50 },
            errors: "userErrors",
          },
        },
      },
    },
    "of filters": filter({ kind: "param", param: "from", format: "iso8601", until_param: "to" }),
    "of a filter in the body": filter({
      kind: "body",
      body: { filters: [{ field: "modified", operator: ">=", value: "{since}" }] },
      format: "iso8601",
    }),
    "of a mapping": mapping({ odoo: "name", remote: ["first", "last"], transform: { join: ", " } }),
    "of an order": ordered({
      delivery_request: "GET /orders/{id}/address",
      total_minor_units: true,
      discount: "discount.amount",
      send: { channel: "odoo" },
      shipping: { path: "shipping", code: "method", name: "title", price: "total", send: { method: "other" } },
      lines: {
        request: "GET /orders/{id}/lines",
        quantity: "quantity",
        price: "price",
        discount: { percent: "discount_percent" },
        taxes: { rate: "tax_rate", percent: true, total: "tax", class: "tax_class" },
      },
    }),
    "of a refund": ordered({
      refunds: {
        path: "refunds",
        lines: {
          path: "lines",
          line: "line",
          quantity: "quantity",
          amount: "amount",
          restock: { path: "restock", equals: true },
        },
        shipping: { path: "shipping", only: { path: "kind", in: ["shipping", "handling"] }, amount: "amount" },
        transactions: { path: "paid", only: [{ path: "state", in: ["done"] }], amount: "amount" },
      },
    }),
    "of an invoice": {
      entity: {
        invoice: {
          type: "out_invoice",
          partner: { id: "customer_id", entity: "customer" },
          date: "date",
          lines: {
            path: "lines",
            product: { path: "variant_id", entity: "customer", parent: "product_id", parent_entity: "customer" },
            quantity: "qty",
            price: "price",
            discount: { path: "discounts", amount: "amount" },
            taxes: { path: "taxes", rate: "rate", name: "name" },
          },
        },
      },
    },
    "of a payment": {
      entity: {
        payment: {
          type: "inbound",
          partner: { path: "payer", id: "id", entity: "customer" },
          amount: "amount",
          date: "date",
          state: { path: "status", draft: ["new"] },
        },
      },
    },
    "of a transfer": {
      entity: {
        picking: {
          address: { path: "from", mapping: [{ odoo: "city", remote: "city" }] },
          lines: { path: "lines", product: { path: "article_id", entity: "customer" }, quantity: "qty" },
        },
      },
    },
    "of a table": {
      tables: [{ name: "tax", label: "Taxes", list: "GET /taxes", id: "id" }],
    },
  },
  "a name of its own": {
    "of a known system": { connector: { system: "shopify" } },
  },
  "a connector that this tool did not make": {
    "its own code": {
      adopted: {
        addon: "connector_acme",
        backend: { model: "acme.backend", file: "models/backend.py:8" },
        routes: ["/acme/webhook"],
        entities: [
          {
            name: "product",
            model: "product.template",
            binding: "acme.product.template",
            direction: "import",
            file: "models/product.py:6",
            endpoints: { list: "GET /products" },
            mapping: [{ odoo: "name", remote: "title", direction: "import", by: "method name" }],
            kept: ["handle"],
          },
        ],
      },
    },
  },
};
