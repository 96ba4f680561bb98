import { afterEach, describe, expect, it, vi } from "vitest";
import { OdooClient, OdooError } from "../../../src/lab/client.ts";

interface Request {
  path: string;
  cookie: string | null;
  params: Record<string, unknown>;
}

/** Answers each call in turn and keeps what was asked. */
function answer(...answers: { body: unknown; cookie?: string }[]): Request[] {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const { params } = JSON.parse(init.body as string) as { params: Record<string, unknown> };
    asked.push({ path: url.replace("http://odoo", ""), cookie: new Headers(init.headers).get("Cookie"), params });
    const next = answers.shift();
    const headers = new Headers();
    if (next?.cookie) headers.append("Set-Cookie", next.cookie);
    return Promise.resolve(
      new Response(typeof next?.body === "string" ? next.body : JSON.stringify(next?.body), { headers }),
    );
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe("the client", () => {
  it("logs in as the web client does and keeps the session", async () => {
    const asked = answer(
      { body: { result: { uid: 2 } }, cookie: "session_id=abc; Path=/; HttpOnly" },
      { body: { result: [7] } },
    );
    const client = new OdooClient("http://odoo", "db");
    await client.login("admin", "secret");
    expect(client.uid).toBe(2);
    expect(await client.call("res.partner", "search", [[]], { limit: 1 })).toEqual([7]);
    expect(asked).toEqual([
      { path: "/web/session/authenticate", cookie: null, params: { db: "db", login: "admin", password: "secret" } },
      {
        path: "/web/dataset/call_kw/res.partner/search",
        cookie: "session_id=abc",
        params: { model: "res.partner", method: "search", args: [[]], kwargs: { limit: 1 } },
      },
    ]);
  });

  it("throws what Odoo answers, with class and traceback", async () => {
    const data = { name: "odoo.exceptions.UserError", message: "No way", debug: "Traceback …" };
    answer({ body: { error: { message: "Odoo Server Error", data } } });
    const error = await new OdooClient("http://odoo", "db").call("x", "y").catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OdooError);
    expect(error).toMatchObject({ kind: "odoo.exceptions.UserError", message: "No way", debug: "Traceback …" });
  });

  it.each([null, false])("takes the uid %s for a refusal", async (uid) => {
    answer({ body: { result: { uid } } });
    await expect(new OdooClient("http://odoo", "db").login("a", "b")).rejects.toThrow(/refused the login a/);
  });

  it("shows an answer that is none", async () => {
    answer({ body: "<h1>Bad gateway</h1>" });
    await expect(new OdooClient("http://odoo", "db").call("x", "y")).rejects.toThrow(/HTTP 200: <h1>Bad gateway/);
  });

  it("waits until the queue is empty and tells what failed", async () => {
    const failed = [{ id: 1, name: "import", exc_info: "boom" }];
    answer({ body: { result: 2 } }, { body: { result: 0 } }, { body: { result: 5 } }, { body: { result: failed } });
    const waiting: number[] = [];
    const summary = await new OdooClient("http://odoo", "db").waitForJobs({ onPoll: (count) => waiting.push(count) });
    expect(summary).toEqual({ done: 5, failed });
    expect(waiting).toEqual([2, 0]);
  });

  it("names the jobs that do not end", async () => {
    answer({ body: { result: 1 } }, { body: { result: [{ name: "import page", state: "started" }] } });
    const waiting = new OdooClient("http://odoo", "db").waitForJobs({ timeoutMs: -1 });
    await expect(waiting).rejects.toThrow(/1 jobs still wait .*import page \(started\)/);
  });
});
