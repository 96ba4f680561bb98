/**
 * Odoo's external interface as 16.0 to 19.0 all have it: JSON-RPC at `/jsonrpc`, which takes a password or an API key.
 * (19.0 calls it deprecated in its log; what follows it, `/json/2`, is not there before 19.0 and takes API keys only.)
 */
import { ConnectorError } from "../errors.ts";

export interface OdooLogin {
  readonly url: string;
  readonly database: string;
  readonly user: string;
  /** Password or API key. */
  readonly secret: string;
}

export interface OdooRpc {
  /** `19.0`, or what else the server says. */
  readonly series: string;
  /** Records as `search_read` gives them, in pages, so that no answer is huge. */
  readAll(
    model: string,
    domain: readonly unknown[],
    fields: readonly string[],
  ): Promise<readonly Record<string, unknown>[]>;
  call(
    model: string,
    method: string,
    args: readonly unknown[],
    kwargs?: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
}

const PAGE = 5000;
const PATIENCE = 120_000;

/** The address without what must not stand in it. @throws ConnectorError for anything but a plain http(s) address */
export function serverUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    // Nothing of it is repeated: it may hold a password.
    throw new ConnectorError({ place: "--url", message: "it is no web address", hint: "https://odoo.example.com" });
  }
  if (url.username !== "" || url.password !== "") {
    throw new ConnectorError({
      place: "--url",
      message: "a password has no place in the address",
      hint: "name the user by --user; the password is asked for, or comes from ODOO_PASSWORD",
    });
  }
  return url;
}

/**
 * Logs in.
 * @throws ConnectorError where the server can't be reached, is no Odoo, or refuses; the secret is in no message
 */
export async function openRpc(login: OdooLogin): Promise<OdooRpc> {
  const url = new URL("jsonrpc", serverUrl(login.url).href.replace(/\/?$/, "/"));
  const { database, user, secret } = login;
  const refused = (message: string, hint?: string): ConnectorError => {
    // A server may repeat what it was sent.
    const safe = secret === "" ? message : message.replaceAll(secret, "***");
    return new ConnectorError({ place: url.origin, message: safe, ...(hint === undefined ? {} : { hint }) });
  };
  const ask = async (service: string, method: string, args: readonly unknown[]): Promise<unknown> => {
    const { status, text } = await post(url, { service, method, args }, refused);
    const answer = answerOf(text);
    if (answer === undefined) {
      throw refused(`this is no Odoo: HTTP ${status} from ${url.pathname}`, "name the address that the login page has");
    }
    if (answer.error !== undefined) throw refused(messageOf(answer.error));
    return answer.result;
  };

  const version = (await ask("common", "version", [])) as { server_serie?: unknown } | null;
  const uid = await ask("common", "authenticate", [database, user, secret, {}]);
  if (typeof uid !== "number") {
    throw refused(
      `the login of ${user} to the database ${database} is refused`,
      "with two factors Odoo wants an API key in place of the password",
    );
  }
  const call: OdooRpc["call"] = (model, method, args, kwargs = {}) =>
    ask("object", "execute_kw", [database, uid, secret, model, method, args, kwargs]);
  return {
    series: typeof version?.server_serie === "string" ? version.server_serie : "",
    call,
    async readAll(model, domain, fields) {
      const found: Record<string, unknown>[] = [];
      // By the last id, not by a count to skip: what is added meanwhile moves nothing.
      for (let last = 0; ;) {
        const page = (await call(model, "search_read", [[...domain, ["id", ">", last]]], {
          fields,
          limit: PAGE,
          order: "id",
          context: { active_test: false },
        })) as Record<string, unknown>[];
        found.push(...page);
        if (page.length < PAGE) return found;
        last = Number(page.at(-1)?.id);
      }
    },
  };
}

interface RpcError {
  readonly message?: string;
  readonly data?: { readonly name?: string; readonly message?: string };
}

/** What a user would see; never the traceback. */
function messageOf({ message = "unknown error", data }: RpcError): string {
  const said = data?.message;
  return `Odoo says: ${said === undefined || said === "" ? message : said}`.trim();
}

async function post(
  url: URL,
  params: unknown,
  refused: (message: string, hint?: string) => ConnectorError,
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", method: "call", id: 1, params }),
      // The password is for this server, not for wherever it points.
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const target = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && target !== null) {
      throw refused(`the server sends everybody elsewhere`, `try --url ${new URL(target, url).origin}`);
    }
    return { status: response.status, text: await response.text() };
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    if (error instanceof Error && error.name === "TimeoutError") {
      throw refused(`no answer within ${PATIENCE / 1000} s`);
    }
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw refused(`the server can't be reached: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function answerOf(text: string): { result?: unknown; error?: RpcError } | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null && ("result" in answer || "error" in answer)
      ? (answer as { result?: unknown; error?: RpcError })
      : undefined;
  } catch {
    return undefined;
  }
}
