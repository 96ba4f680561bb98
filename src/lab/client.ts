/** An error that Odoo answered: its Python class, message and traceback. */
export class OdooError extends Error {
  /** `odoo.exceptions.UserError` */
  readonly kind: string;
  /** Odoo's traceback. */
  readonly debug: string;

  constructor(kind: string, message: string, debug: string) {
    super(message);
    this.name = "OdooError";
    this.kind = kind;
    this.debug = debug;
  }
}

interface RpcAnswer {
  result?: unknown;
  error?: { message?: string; data?: { name?: string; message?: string; debug?: string } };
}

/** What is waiting, and what failed, in the job queue. */
export interface JobSummary {
  done: number;
  failed: { id: number; name: string; exc_info: string | false }[];
}

/**
 * Talks to a running Odoo as its web client does (`/web/session/authenticate`, `/web/dataset/call_kw`), the one
 * interface that is the same on 16.0 to 19.0 and deprecated on none.
 */
export class OdooClient {
  private cookie = "";
  private readonly url: string;
  private readonly database: string;
  uid = 0;

  constructor(url: string, database: string) {
    this.url = url;
    this.database = database;
  }

  /** Logs in. @throws OdooError where Odoo refuses. */
  async login(login: string, password: string): Promise<void> {
    const session = (await this.rpc("/web/session/authenticate", { db: this.database, login, password })) as {
      uid: number | null | false;
    };
    if (!session.uid) throw new OdooError("odoo.exceptions.AccessDenied", `Odoo refused the login ${login}`, "");
    this.uid = session.uid;
  }

  /**
   * Calls a method of a model: for records, the first argument is the list of their ids.
   * @throws OdooError with the message that a user would see.
   */
  async call<T = unknown>(
    model: string,
    method: string,
    args: readonly unknown[] = [],
    kwargs: Readonly<Record<string, unknown>> = {},
  ): Promise<T> {
    return (await this.rpc(`/web/dataset/call_kw/${model}/${method}`, { model, method, args, kwargs })) as T;
  }

  /** Records as `search_read` gives them: many2one as `[id, name]`, empty values as false. */
  async searchRead<T = Record<string, unknown>>(
    model: string,
    domain: readonly unknown[],
    fields: readonly string[],
    options: Readonly<Record<string, unknown>> = {},
  ): Promise<T[]> {
    return this.call<T[]>(model, "search_read", [domain, fields], options);
  }

  /**
   * Waits until the job queue is empty (the real runner works it off), polling every 250 ms.
   * Returns how many jobs are done and which failed; `onPoll` gets the number of jobs that still wait.
   * @throws Error after `timeoutMs` (default: two minutes).
   */
  async waitForJobs(
    options: { timeoutMs?: number; signal?: AbortSignal; onPoll?: (waiting: number) => void } = {},
  ): Promise<JobSummary> {
    const timeout = options.timeoutMs ?? 120_000;
    const open = [["state", "in", ["pending", "enqueued", "started", "wait_dependencies"]]];
    for (const until = Date.now() + timeout; ; await new Promise((resolve) => setTimeout(resolve, 250))) {
      options.signal?.throwIfAborted();
      const waiting = await this.call<number>("queue.job", "search_count", [open]);
      options.onPoll?.(waiting);
      if (waiting === 0) break;
      if (Date.now() > until) {
        const jobs = await this.searchRead<{ name: string; state: string }>("queue.job", open, ["name", "state"], {
          limit: 5,
        });
        throw new Error(
          `${waiting} jobs still wait after ${timeout / 1000} s: ${jobs.map((job) => `${job.name} (${job.state})`).join(", ")}`,
        );
      }
    }
    const done = await this.call<number>("queue.job", "search_count", [[["state", "=", "done"]]]);
    const failed = await this.searchRead<JobSummary["failed"][number]>(
      "queue.job",
      [["state", "=", "failed"]],
      ["name", "exc_info"],
    );
    return { done, failed };
  }

  private async rpc(path: string, params: unknown): Promise<unknown> {
    const response = await fetch(this.url + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(this.cookie ? { Cookie: this.cookie } : {}) },
      body: JSON.stringify({ jsonrpc: "2.0", method: "call", id: 1, params }),
      redirect: "manual",
    });
    for (const cookie of response.headers.getSetCookie()) {
      const session = /^session_id=[^;]*/.exec(cookie)?.[0];
      if (session) this.cookie = session;
    }
    const text = await response.text();
    let answer: RpcAnswer;
    try {
      answer = JSON.parse(text) as RpcAnswer;
    } catch {
      throw new Error(`Odoo answered ${path} with HTTP ${response.status}: ${text.slice(0, 300)}`);
    }
    if (answer.error) {
      const { name = "", message = "", debug = "" } = answer.error.data ?? {};
      throw new OdooError(name, message === "" ? (answer.error.message ?? "unknown error") : message, debug);
    }
    return answer.result;
  }
}
