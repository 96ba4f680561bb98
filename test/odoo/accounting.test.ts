/**
 * Bookkeeping, whole: an `accounting` draft in a real Odoo over real HTTP, invoices, bills and payments both ways, to
 * the cent, and what must never happen to documents: posted ones rewritten, exported ones doubled.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { textOf, type JsonObject, type Row } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { cli, drain, expectCleanLog, forPeople, labOrSkip, scratch } from "./support.ts";

const ADDON = "books_connector";
const RECORDS = { products: 12, customers: 12, orders: 24 };

interface Move {
  id: number;
  name: string;
  state: string;
  move_type: string;
  payment_state: string;
  amount_total: number;
  amount_tax: number;
  amount_residual: number;
  ref: string | false;
}

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("an accounting connector in a real Odoo", () => {
  let mock: Mock;
  let database: LabDatabase;
  let server: LabServer;
  let odoo: OdooClient;
  let backend: number;
  const cleanUps: (() => Promise<void>)[] = [];

  const remote = (collection: string): readonly Row[] => mock.store.list(collection);
  const bound = async (model: string): Promise<Map<string, number>> => {
    const found = await odoo.searchRead<{ external_id: string; odoo_id: [number, string] }>(
      model,
      [["backend_id", "=", backend]],
      ["external_id", "odoo_id"],
      { context: { active_test: false } },
    );
    return new Map(found.map((binding) => [binding.external_id, binding.odoo_id[0]]));
  };
  const moves = async (ids: readonly number[]): Promise<Map<number, Move>> => {
    const fields = "name state move_type payment_state amount_total amount_tax amount_residual ref invoice_date".split(
      " ",
    );
    const found = await odoo.call<Move[]>("account.move", "read", [ids, fields]);
    return new Map(found.map((move) => [move.id, move]));
  };
  const letters = (domain: unknown[] = [["state", "=", "open"]]) =>
    odoo.searchRead<{ entity: string; external_id: string; error: string }>("generic.dead.letter", domain, [
      "entity",
      "external_id",
      "error",
    ]);
  const sync = async (...entities: string[]): Promise<void> => {
    for (const entity of entities) {
      await odoo.call("books.backend", `sync_${entity}`, [[backend]]);
      await drain(odoo);
    }
  };
  const ids = (model: string, domain: unknown[]) => odoo.call<number[]>(model, "search", [domain], { limit: 1 });

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    const folder = await scratch();
    cleanUps.push(folder.remove);
    const url = ["--base-url", "https://api.books.example/v1", "--auth", "bearer"];
    await cli(
      ...["init-connector", "books", "--type", "accounting", ...url],
      ...["--odoo", lab.series, "--path", folder.path, "--yes", "--quiet"],
    );
    const spec: unknown = parseYaml(await readFile(join(folder.path, ADDON, "connector.yaml"), "utf8"));
    mock = await startMock({ spec, records: RECORDS, seed: 11, generous: true });
    cleanUps.push(() => mock.close());
    // Until 16.0 a chart of accounts is a module of its own.
    const chart = lab.series === "16.0" ? ["l10n_generic_coa"] : [];
    database = await lab.createDatabase({ modules: [...chart, ADDON], addonsPaths: [folder.path] });
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    cleanUps.push(() => server.stop());
    odoo = await server.client();
    const companies = await odoo.call<number[]>("res.company", "search", [[]]);
    await odoo.call("res.company", "write", [companies, { tax_calculation_rounding_method: "round_per_line" }]);
    backend = await odoo.call<number>("books.backend", "create", [
      { ...mock.credentials, name: "Books", base_url: mock.url, page_size: 10, document_posting: "post" },
    ]);
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("installs without a WARNING or an ERROR", () => {
    expectCleanLog(database.problems);
  });

  test("imports everything, to the cent", async () => {
    await odoo.call("books.backend", "action_sync_all", [[backend]]);
    await drain(odoo);
    expect(await letters()).toEqual([]);
    const wrong: string[] = [];
    const kinds = new Set<string>();
    for (const [collection, model] of [
      ["invoices", "books.account.move"],
      ["bills", "books.account.move.bill"],
    ] as const) {
      const known = await bound(model);
      expect([...known.keys()].sort()).toEqual(
        remote(collection)
          .map((row) => textOf(row.id))
          .sort(),
      );
      const found = await moves([...known.values()]);
      for (const row of remote(collection)) {
        const move = found.get(known.get(textOf(row.id)) ?? 0);
        const say = (text: string) => wrong.push(`${collection} ${textOf(row.id)}: ${text}`);
        if (!move) {
          say("no move");
          continue;
        }
        kinds.add(move.move_type);
        if (Math.abs(move.amount_total - Number(row.total)) > 0.004) say(`total ${move.amount_total}`);
        if (Math.abs(move.amount_tax - Number(row.total_tax)) > 0.004) say(`tax ${move.amount_tax}`);
        if (move.ref !== row.reference) say(`ref ${String(move.ref)}`);
        if (move.state !== (row.status === "draft" ? "draft" : "posted")) say(`state ${move.state}`);
        if (row.status === "paid" && !["paid", "in_payment"].includes(move.payment_state)) say(move.payment_state);
      }
    }
    expect(wrong).toEqual([]);
    expect([...kinds].sort()).toEqual(["in_invoice", "in_refund", "out_invoice", "out_refund"]);
  });

  test("reconciles payments, some of them for a part", async () => {
    const known = await bound("books.account.payment");
    expect(known.size).toBe(remote("payments").length);
    const found = await odoo.call<{ id: number; amount: number; payment_type: string; state: string }[]>(
      "account.payment",
      "read",
      [[...known.values()], ["amount", "payment_type", "state"]],
    );
    for (const row of remote("payments")) {
      const payment = found.find((one) => one.id === known.get(textOf(row.id)));
      expect(payment?.amount).toBeCloseTo(Number(row.amount), 2);
      expect(payment?.payment_type).toBe(row.type === "sent" ? "outbound" : "inbound");
      expect(["posted", "in_process", "paid"]).toContain(payment?.state);
    }
    // Each method that was met can be given a journal of its own.
    const methods = await odoo.searchRead<{ external_key: string }>("generic.mapping", [], ["external_key"]);
    const keys = methods.map((row) => row.external_key);
    expect(keys).toEqual(expect.arrayContaining(remote("payments").map((row) => row.method)));
    const partly = await odoo.searchRead<Move>(
      "account.move",
      [["payment_state", "=", "partial"]],
      ["amount_total", "amount_residual"],
    );
    expect(partly.length).toBeGreaterThan(0);
    for (const move of partly) expect(move.amount_residual).toBeLessThan(move.amount_total);
  });

  test("a second import changes nothing, even of unchanged records", async () => {
    const models = ["account.move", "account.move.line", "account.payment", "account.tax", "product.product"];
    const state = async (): Promise<unknown> => ({
      counts: await Promise.all(models.map((model) => odoo.call<number>(model, "search_count", [[]]))),
      moves: await odoo.searchRead("account.move", [["state", "=", "posted"]], ["amount_residual", "payment_state"], {
        order: "id",
      }),
    });
    const before = await state();
    const wizard = await odoo.call<number>("books.sync.wizard", "create", [
      { backend_id: backend, mode: "all", force: true },
    ]);
    await odoo.call("books.sync.wizard", "action_sync", [[wizard]]);
    await drain(odoo);
    expect(await letters()).toEqual([]);
    expect(await state()).toEqual(before);
  });

  test("a draft follows the remote, a posted document becomes a dead letter that says what differs", async () => {
    const known = await bound("books.account.move");
    const draft = remote("invoices").find((row) => row.status === "draft");
    const posted = remote("invoices").find((row) => row.status === "open");
    const id = textOf(posted?.id);
    const before = (await moves([known.get(id) ?? 0])).get(known.get(id) ?? 0);
    for (const row of [draft, posted]) {
      const [line, ...rest] = row?.lines as JsonObject[];
      mock.store.update("invoices", textOf(row?.id), { lines: [{ ...line, quantity: 11 }, ...rest] });
    }
    await sync("invoices");
    const changed = (await moves([known.get(textOf(draft?.id)) ?? 0])).get(known.get(textOf(draft?.id)) ?? 0);
    const now = remote("invoices").find((row) => row.id === draft?.id);
    expect(changed?.amount_total).toBeCloseTo(Number(now?.total), 2);
    const open = await letters();
    expect(open.map((letter) => letter.external_id)).toEqual([id]);
    expect(open[0]?.error).toMatch(/is posted and stays as it is.*line 1: Quantity is \d+\.\d+ here and 11\.0 there/);
    expect((await moves([before?.id ?? 0])).get(before?.id ?? 0)).toEqual(before);
    // Put right over there, the letter closes by itself.
    mock.store.update("invoices", id, { lines: posted?.lines as JsonObject[] });
    await sync("invoices");
    expect(await letters()).toEqual([]);
  });

  test("a total that does not come out is refused and says both", async () => {
    const row = mock.store.create("invoices", {
      ...(remote("invoices").find((one) => one.status === "open") as JsonObject),
      id: null,
      number: "INV-WRONG",
      total: 1.23,
    });
    await sync("invoices");
    const open = await letters();
    expect(open.map((letter) => letter.external_id)).toEqual([textOf(row.id)]);
    expect(open[0]?.error).toMatch(/The total is .* in Odoo and 1\.23/);
    mock.store.remove("invoices", textOf(row.id));
    await odoo.call("generic.dead.letter", "write", [
      (await odoo.searchRead<{ id: number }>("generic.dead.letter", [["state", "=", "open"]], ["id"])).map(
        (letter) => letter.id,
      ),
      { state: "ignored" },
    ]);
  });

  /** An invoice made in Odoo, posted, with what it refers to. */
  const makeInvoice = async (partner: number, product: number, price: number): Promise<number> => {
    const [tax] = await odoo.call<number[]>(
      "account.tax",
      "search",
      [
        [
          ["type_tax_use", "=", "sale"],
          ["amount", "=", 21],
          ["amount_type", "=", "percent"],
        ],
      ],
      { limit: 1 },
    );
    const move = await odoo.call<number>("account.move", "create", [
      {
        move_type: "out_invoice",
        partner_id: partner,
        invoice_date: "2026-03-02",
        invoice_line_ids: [
          [0, 0, { product_id: product, quantity: 3, price_unit: price, discount: 10, tax_ids: [[6, 0, [tax]]] }],
          [0, 0, { name: "Text only", quantity: 1, price_unit: 5, tax_ids: [[6, 0, []]] }],
          [0, 0, { display_type: "line_note", name: "Thank you" }],
        ],
      },
    ]);
    await odoo.call("account.move", "action_post", [[move]]);
    return move;
  };
  let exported = 0;

  test("exports a posted invoice after its partner and product, and no draft", async () => {
    const partner = await odoo.call<number>("res.partner", "create", [
      { name: "Ada Export", email: "ada.export@example.com" },
    ]);
    const product = await odoo.call<number>("product.product", "create", [
      { name: "Exported thing", default_code: "EXP-1", list_price: 9.99 },
    ]);
    exported = await makeInvoice(partner, product, 9.99);
    const draft = await odoo.call<number>("account.move", "copy", [[exported]]);
    await odoo.call("books.backend", "export_account_move", [[backend], [exported, ...[draft].flat()]]);
    await drain(odoo);
    expect(await letters()).toEqual([]);
    const move = (await moves([exported])).get(exported);
    const rows = remote("invoices").filter((row) => row.number === move?.name);
    expect(rows).toHaveLength(1);
    const [row] = rows;
    expect(Number(row?.total)).toBeCloseTo(move?.amount_total ?? 0, 2);
    expect(Number(row?.total_tax)).toBeCloseTo(move?.amount_tax ?? 0, 2);
    expect(row).toMatchObject({ type: "invoice", status: "open", date: "2026-03-02" });
    expect((row?.lines as JsonObject[]).map((line) => [line.quantity, line.unit_price, line.discount_percent])).toEqual(
      [
        [3, 9.99, 10],
        [1, 5, 0],
      ],
    );
    const partners = remote("partners").filter((one) => one.email === "ada.export@example.com");
    expect(partners.map((one) => textOf(one.id))).toEqual([textOf(row?.partner_id)]);
    expect(remote("products").filter((one) => one.sku === "EXP-1")).toHaveLength(1);
  });

  test("what was exported comes back as what it is", async () => {
    const count = await odoo.call<number>("account.move", "search_count", [[]]);
    await sync("invoices");
    expect(await odoo.call<number>("account.move", "search_count", [[]])).toBe(count);
    expect(await letters()).toEqual([]);
  });

  test("exports a payment with what it pays, and the invoice's new state", async () => {
    const wizard = await odoo.call<number>("account.payment.register", "create", [{ payment_date: "2026-03-05" }], {
      context: { active_model: "account.move", active_ids: [exported] },
    });
    await odoo.call("account.payment.register", "action_create_payments", [[wizard]]);
    const [payment] = await ids("account.payment", [
      ["id", "not in", [...(await bound("books.account.payment")).values()]],
    ]);
    await odoo.call("books.backend", "export_account_payment", [[backend], [payment]]);
    await odoo.call("books.backend", "export_account_move", [[backend], [exported]]);
    await drain(odoo);
    expect(await letters()).toEqual([]);
    const move = (await moves([exported])).get(exported);
    const row = remote("payments").at(-1);
    const invoice = remote("invoices").find((one) => one.number === move?.name);
    expect(row).toMatchObject({ type: "received", date: "2026-03-05", status: "completed" });
    expect(Number(row?.amount)).toBeCloseTo(move?.amount_total ?? 0, 2);
    expect(row?.allocations).toEqual([{ invoice_id: textOf(invoice?.id) }]);
    expect(invoice?.status).toBe("paid");
    await sync("payments");
    expect(await letters()).toEqual([]);
  });

  test("an answer that is cut off doubles nothing, an import in between neither", async () => {
    const [partner] = await ids("res.partner", [["email", "=", "ada.export@example.com"]]);
    const [product] = await ids("product.product", [["default_code", "=", "EXP-1"]]);
    const move = await makeInvoice(partner ?? 0, product ?? 0, 4.2);
    const count = await odoo.call<number>("account.move", "search_count", [[]]);
    mock.faults.add({ kind: "cut", method: "POST", path: "/invoices" });
    await odoo.call("books.backend", "export_account_move", [[backend], [move]]);
    const name = (await moves([move])).get(move)?.name;
    const made = (): number => remote("invoices").filter((row) => row.number === name).length;
    for (let tries = 0; made() === 0 && tries < 100; tries += 1) await new Promise((done) => setTimeout(done, 200));
    expect(made()).toBe(1);
    // The job waits for its next try; an import must not take the invoice for a new one.
    await odoo.call("books.backend", "sync_invoices", [[backend]]);
    const jobs = async () =>
      odoo.searchRead<{ id: number; state: string }>(
        "queue.job",
        [["state", "in", ["pending", "enqueued", "started"]]],
        ["state"],
      );
    for (let tries = 0; (await jobs()).length > 1 && tries < 100; tries += 1)
      await new Promise((done) => setTimeout(done, 200));
    expect(await odoo.call<number>("account.move", "search_count", [[]])).toBe(count);
    const waiting = (await jobs()).map((job) => job.id);
    if (waiting.length > 0) await odoo.call("queue.job", "write", [waiting, { eta: false }]);
    await drain(odoo);
    expect(made()).toBe(1);
    expect(await letters()).toEqual([]);
    const known = await bound("books.account.move");
    expect(known.get(textOf(remote("invoices").find((row) => row.number === name)?.id))).toBe(move);
    expect(await odoo.call<number>("account.move", "search_count", [[]])).toBe(count);
  });

  test("leaves a clean log but for the two refused documents", () => {
    const problems = forPeople(server.log().problems);
    const refused = problems.filter(({ text }) => /^It was not imported: .* entity=invoice /.test(text));
    expect(refused).toHaveLength(2);
    expectCleanLog(problems.filter((problem) => !refused.includes(problem)));
  });
});
