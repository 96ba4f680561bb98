/**
 * What happens to an order after it was placed, over real HTTP in a real Odoo: refunds of what is invoiced, delivered
 * or neither, each once; cancellations that work and those that do not any more.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabServer, OdooClient } from "../../src/lab/index.ts";
import { textOf, type JsonObject, type Row } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { refundOrder, type RefundDraft } from "../../src/systems/shopify-order.mock.ts";
import { drain, expectCleanLog, forPeople, generateShop, labOrSkip, scratch } from "./support.ts";

const ADDON = "shopify_connector";
const RECORDS = { products: 12, customers: 12, orders: 40 };

interface Order {
  id: number;
  name: string;
  state: string;
  amount_total: number;
  invoice_ids: number[];
  picking_ids: number[];
}
interface Booking {
  kind: string;
  external_id: string;
  amount: number;
  document: string | false;
}

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("orders of Shopify after they were placed", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let mock: Mock;
  let server: LabServer;
  let odoo: OdooClient;
  let backend: number;
  let refunds = 7000n;
  const taken = new Set<string>();
  const cleanUps: (() => Promise<void>)[] = [];

  const remote = (): readonly Row[] => mock.store.list("orders");
  const lines = (row: Row): JsonObject[] => row.line_items as JsonObject[];
  /** A paid, open order that no other test has touched, its first line with two pieces at least. */
  const takeOrder = (): Row => {
    const found = remote().find(
      (row) =>
        row.financial_status === "paid" &&
        row.cancelled_at === null &&
        row.currency === "EUR" &&
        lines(row)[0]?.variant_id !== null &&
        Number(lines(row)[0]?.quantity) >= 2 &&
        Number(lines(row)[0]?.price) > 0 &&
        !taken.has(textOf(row.id)),
    );
    if (!found) throw new Error("no order is left");
    taken.add(textOf(found.id));
    return found;
  };
  const orderOf = async (row: Row): Promise<Order> => {
    const [binding] = await odoo.searchRead<{ odoo_id: [number, string] }>(
      "shopify.sale.order",
      [["external_id", "=", textOf(row.id)]],
      ["odoo_id"],
    );
    const fields = ["name", "state", "amount_total", "invoice_ids", "picking_ids"];
    const [order] = await odoo.call<Order[]>("sale.order", "read", [[binding?.odoo_id[0]], fields]);
    if (!order) throw new Error(`order ${textOf(row.id)} is not imported`);
    return order;
  };
  const bookings = (row: Row): Promise<Booking[]> =>
    odoo.searchRead<Booking>(
      "generic.booking",
      [["external_order_id", "=", textOf(row.id)]],
      ["kind", "external_id", "amount", "document"],
    );
  const letters = (row: Row): Promise<{ external_id: string; state: string; error: string }[]> =>
    odoo.searchRead(
      "generic.dead.letter",
      [["external_id", "=like", `${textOf(row.id)}%`]],
      ["external_id", "state", "error"],
    );
  /** Lets the shop refund something, and its webhook tell. */
  const refund = async (row: Row, draft: Omit<RefundDraft, "id" | "at">): Promise<number> => {
    refunds += 1n;
    const at = new Date(Date.now() + 1000).toISOString();
    const current = mock.store.get("orders", textOf(row.id)) ?? row;
    const changed = refundOrder(current, { ...draft, id: refunds, at });
    mock.store.update("orders", textOf(row.id), changed);
    await deliver("refunds/create", mock.store.get("orders", textOf(row.id)) ?? row);
    const [made] = (changed.refunds as JsonObject[]).slice(-1);
    const [paid] = (made?.transactions ?? []) as JsonObject[];
    return Number(paid?.amount);
  };
  const deliver = async (topic: string, record: Row): Promise<void> => {
    const answer = await mock.sendWebhook({ topic, record, to: `${server.url}/shopify/webhook` });
    expect(answer.status).toBe(200);
    await drain(odoo);
  };
  const cancel = async (row: Row): Promise<void> => {
    const at = new Date().toISOString();
    mock.store.update("orders", textOf(row.id), { cancelled_at: at, updated_at: at });
    await deliver("orders/cancelled", mock.store.get("orders", textOf(row.id)) ?? row);
  };
  const poll = async (): Promise<void> => {
    await odoo.call("shopify.backend", "sync_orders", [[backend]]);
    await drain(odoo);
  };
  const invoice = async (order: Order): Promise<number> => {
    const context = { active_model: "sale.order", active_ids: [order.id], active_id: order.id };
    const values = { advance_payment_method: "delivered", sale_order_ids: [[6, 0, [order.id]]] };
    const wizard = await odoo.call<number>("sale.advance.payment.inv", "create", [values], { context });
    await odoo.call("sale.advance.payment.inv", "create_invoices", [[wizard]], { context });
    const [made] = await odoo.call<Order[]>("sale.order", "read", [[order.id], ["invoice_ids"]]);
    await odoo.call("account.move", "action_post", [made?.invoice_ids]);
    return made?.invoice_ids[0] ?? 0;
  };
  const ship = async (order: Order): Promise<void> => {
    const moves = await odoo.searchRead<{ id: number; product_uom_qty: number }>(
      "stock.move",
      [["picking_id", "in", order.picking_ids]],
      ["product_uom_qty"],
    );
    for (const { id, product_uom_qty: quantity } of moves) {
      const done = lab?.series === "16.0" ? { quantity_done: quantity } : { quantity, picked: true };
      await odoo.call("stock.move", "write", [[id], done]);
    }
    await odoo.call("stock.picking", "button_validate", [order.picking_ids], { context: { skip_sms: true } });
    const pickings = await odoo.call<{ state: string }[]>("stock.picking", "read", [order.picking_ids, ["state"]]);
    expect(pickings.map((picking) => picking.state)).toEqual(["done"]);
  };
  const documentOf = async (booking: Booking | undefined, fields: string[]): Promise<Record<string, unknown>> => {
    const [model = "", id = ""] = textOf(booking?.document).split(",");
    const [read] = await odoo.call<Record<string, unknown>[]>(model, "read", [[Number(id)], fields]);
    return read ?? {};
  };

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    await generateShop(lab, folder.path, "shopify");
    const spec: unknown = parseYaml(await readFile(join(folder.path, ADDON, "connector.yaml"), "utf8"));
    mock = await startMock({ spec, records: RECORDS, seed: 11, generous: true });
    cleanUps.push(() => mock.close());
    const database = await lab.createDatabase({ modules: [ADDON], addonsPaths: [folder.path] });
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    cleanUps.push(() => server.stop());
    odoo = await server.client();
    const companies = await odoo.call<number[]>("res.company", "search", [[]]);
    await odoo.call("res.company", "write", [companies, { tax_calculation_rounding_method: "round_per_line" }]);
    backend = await odoo.call<number>("shopify.backend", "create", [
      {
        ...mock.credentials,
        name: "Test shop",
        base_url: mock.url,
        order_confirmation: "paid",
        refund_policy: "both",
      },
    ]);
    for (const entities of ["customers", "products", "orders"]) {
      await odoo.call("shopify.backend", `sync_${entities}`, [[backend]]);
      await drain(odoo);
    }
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("orders come with what was refunded before, and those that were cancelled are", async () => {
    const wrong: string[] = [];
    for (const row of remote()) {
      const order = await orderOf(row);
      const cancelled = row.cancelled_at !== null;
      // What is cancelled as a whole stays as it was ordered.
      const total = Number(cancelled ? row.total_price : row.current_total_price);
      if (Math.abs(order.amount_total - total) > 0.004)
        wrong.push(`${textOf(row.name)}: ${order.amount_total}, Shopify says ${total}`);
      if ((order.state === "cancel") !== cancelled) wrong.push(`${textOf(row.name)}: ${order.state}`);
    }
    expect(wrong).toEqual([]);
    expect(remote().some((row) => row.cancelled_at !== null)).toBe(true);
    expect(remote().filter((row) => (row.refunds as JsonObject[]).length > 0).length).toBeGreaterThan(1);
    expect(await odoo.call("generic.dead.letter", "search_count", [[]])).toBe(0);
  });

  test("a refund of what is neither invoiced nor delivered is taken off order and delivery", async () => {
    const row = takeOrder();
    const before = await orderOf(row);
    const amount = await refund(row, { lines: [{ line: 0, quantity: 1, restock: "cancel" }] });
    await poll();
    const order = await orderOf(row);
    expect(order.amount_total).toBeCloseTo(before.amount_total - amount, 2);
    expect(order.invoice_ids).toEqual([]);
    expect(await bookings(row)).toMatchObject([{ kind: "refund", amount, document: false }]);
    const moves = await odoo.searchRead<{ product_uom_qty: number }>(
      "stock.move",
      [
        ["picking_id", "in", order.picking_ids],
        ["state", "!=", "cancel"],
      ],
      ["product_uom_qty"],
    );
    const ordered = lines(row).filter((line) => line.variant_id !== null);
    const pieces = ordered.reduce((sum, line) => sum + Number(line.quantity), 0);
    expect(moves.reduce((sum, move) => sum + move.product_uom_qty, 0)).toBe(pieces - 1);
  });

  test("a refund of what is invoiced becomes one posted credit note, equal to the cent", async () => {
    const row = takeOrder();
    const order = await orderOf(row);
    const invoiced = await invoice(order);
    const amount = await refund(row, { lines: [{ line: 0, quantity: 1, restock: "no_restock" }], shipping: 200 });
    await deliver("orders/updated", mock.store.get("orders", textOf(row.id)) ?? row);
    await poll();
    const [booking, ...more] = await bookings(row);
    expect(more).toEqual([]);
    expect(await documentOf(booking, ["move_type", "state", "amount_total", "reversed_entry_id"])).toMatchObject({
      move_type: "out_refund",
      state: "posted",
      reversed_entry_id: [invoiced, expect.anything()],
    });
    const note = await documentOf(booking, ["amount_total"]);
    expect(note.amount_total).toBeCloseTo(amount, 2);
    expect((await orderOf(row)).amount_total).toBeCloseTo(order.amount_total, 2);
    expect(await letters(row)).toEqual([]);
  });

  test("goods that come back get a return that waits for them", async () => {
    const row = takeOrder();
    const order = await orderOf(row);
    await ship(order);
    await invoice(order);
    const amount = await refund(row, {
      lines: [{ line: 0, quantity: 2, restock: "return" }],
      // A part is kept back.
      discrepancy: -150,
    });
    await poll();
    const booked = await bookings(row);
    expect(booked.map((booking) => booking.kind).sort()).toEqual(["refund", "return"]);
    const note = await documentOf(
      booked.find((booking) => booking.kind === "refund"),
      ["amount_total"],
    );
    expect(note.amount_total).toBeCloseTo(amount, 2);
    const back = booked.find((booking) => booking.kind === "return");
    const picking = await documentOf(back, ["state", "move_ids"]);
    expect(picking.state).not.toBe("done");
    const moves = await odoo.call<{ product_uom_qty: number }[]>("stock.move", "read", [
      picking.move_ids,
      ["product_uom_qty"],
    ]);
    expect(moves.map((move) => move.product_uom_qty)).toEqual([2]);
  });

  test("a refund that does not add up is a dead letter that says both amounts; its order is untouched", async () => {
    const row = takeOrder();
    const order = await orderOf(row);
    await invoice(order);
    refunds += 1n;
    const at = new Date(Date.now() + 1000).toISOString();
    const changed = refundOrder(row, {
      id: refunds,
      at,
      lines: [{ line: 0, quantity: 1, restock: "no_restock" }],
    });
    const [broken] = structuredClone(changed.refunds) as JsonObject[];
    const [paid] = (broken?.transactions ?? []) as JsonObject[];
    const right = textOf(paid?.amount);
    if (paid) paid.amount = (Number(right) + 1).toFixed(2);
    mock.store.update("orders", textOf(row.id), { ...changed, refunds: [broken ?? {}] });
    await poll();
    const [letter, ...more] = await letters(row);
    expect(more).toEqual([]);
    expect(letter).toMatchObject({ external_id: `${textOf(row.id)}#refund:${refunds}`, state: "open" });
    expect(letter?.error).toContain(right);
    expect(letter?.error).toContain((Number(right) + 1).toFixed(2));
    expect(await bookings(row)).toEqual([]);
    mock.store.update("orders", textOf(row.id), changed);
    const [found] = await odoo.call<number[]>("generic.dead.letter", "search", [
      [["external_id", "=", letter?.external_id]],
    ]);
    await odoo.call("generic.dead.letter", "action_retry", [[found]]);
    await drain(odoo);
    expect(await letters(row)).toMatchObject([{ state: "resolved" }]);
    expect(await bookings(row)).toMatchObject([{ kind: "refund", amount: Number(right) }]);
  });

  test("a paid order is invoiced and its payment registered, once the method is mapped", async () => {
    const row = takeOrder();
    const later = takeOrder();
    // The shop tells of a change that makes them come again.
    const touch = async (...rows: Row[]): Promise<void> => {
      const at = new Date(Date.now() + 1000).toISOString();
      for (const one of rows) mock.store.update("orders", textOf(one.id), { note: at, updated_at: at });
      await poll();
    };
    await odoo.call("shopify.backend", "write", [
      [backend],
      { invoice_policy_paid: "post", record_payments: "invoice" },
    ]);
    await touch(row);
    const order = await orderOf(row);
    expect(order.invoice_ids).toHaveLength(1);
    const [letter] = await letters(row);
    expect(letter).toMatchObject({ external_id: `${textOf(row.id)}#payment:${textOf(row.id)}2`, state: "open" });
    expect(letter?.error).toContain("manual");
    const [journal] = await odoo.call<number[]>("account.journal", "search", [[["type", "=", "bank"]]], { limit: 1 });
    const [method] = await odoo.call<number[]>("generic.mapping", "search", [[["external_key", "=", "manual"]]]);
    await odoo.call("generic.mapping", "write", [[method], { odoo_ref: `account.journal,${journal ?? 0}` }]);
    const [found] = await odoo.call<number[]>("generic.dead.letter", "search", [
      [["external_id", "=", letter?.external_id]],
    ]);
    await odoo.call("generic.dead.letter", "action_retry", [[found]]);
    await drain(odoo);
    await touch(row);
    const booked = (await bookings(row)).filter((booking) => booking.kind === "payment");
    expect(booked).toMatchObject([{ external_id: `${textOf(row.id)}2`, amount: Number(row.total_price) }]);
    expect(await documentOf(booked[0], ["journal_id"])).toMatchObject({ journal_id: [journal, expect.anything()] });
    const paid = async (ids: number[]): Promise<string[]> =>
      (await odoo.call<{ payment_state: string }[]>("account.move", "read", [ids, ["payment_state"]])).map(
        (move) => move.payment_state,
      );
    expect(["paid", "in_payment"]).toContain((await paid(order.invoice_ids))[0]);
    // One that a person invoices is paid when the invoice is posted.
    await odoo.call("shopify.backend", "write", [[backend], { invoice_policy_paid: "none" }]);
    await touch(later);
    expect((await bookings(later)).length).toBe(0);
    const invoiced = await invoice(await orderOf(later));
    await drain(odoo);
    expect(["paid", "in_payment"]).toContain((await paid([invoiced]))[0]);
    await odoo.call("shopify.backend", "write", [[backend], { record_payments: "none" }]);
  });

  test("a cancelled order is cancelled; one that is delivered says so on itself and as a dead letter", async () => {
    const open = takeOrder();
    await cancel(open);
    expect((await orderOf(open)).state).toBe("cancel");
    const sent = takeOrder();
    const order = await orderOf(sent);
    await ship(order);
    await cancel(sent);
    await poll();
    expect((await orderOf(sent)).state).toBe("sale");
    expect(await letters(sent)).toMatchObject([{ external_id: `${textOf(sent.id)}#cancel`, state: "open" }]);
    const notes = await odoo.call<number>("mail.message", "search_count", [
      [
        ["model", "=", "sale.order"],
        ["res_id", "=", order.id],
        ["body", "ilike", "cancelled in the external system"],
      ],
    ]);
    expect(notes).toBe(1);
  });

  test("who orders for a company is put into it, which is made once", async () => {
    const [first, second] = [takeOrder(), takeOrder()];
    const found: { partner: number; company: number }[] = [];
    for (const [number, row] of [first, second].entries()) {
      // Another order like it, of a guest who says for whom.
      const like = (one: JsonObject): JsonObject => ({ ...one, id: BigInt(textOf(one.id)) + 900_000_000n });
      const address: JsonObject = {
        ...(row.billing_address as JsonObject),
        company: number === 0 ? "Söhne & Töchter_1" : " SÖHNE &  töchter_1",
      };
      const order = {
        ...like(row),
        name: `#C${number}`,
        email: `buyer${number}@example.org`,
        customer: null,
        billing_address: address,
        line_items: lines(row).map(like),
        shipping_lines: (row.shipping_lines as JsonObject[]).map(like),
      };
      mock.store.put("orders", order);
      const id = textOf((order as JsonObject).id);
      await deliver("orders/create", mock.store.get("orders", id) ?? row);
      const [binding] = await odoo.searchRead<{ odoo_id: [number, string] }>(
        "shopify.sale.order",
        [["external_id", "=", id]],
        ["odoo_id"],
      );
      const [made] = await odoo.call<{ partner_id: [number, string] }[]>("sale.order", "read", [
        [binding?.odoo_id[0]],
        ["partner_id"],
      ]);
      const [partner] = await odoo.call<{ parent_id: [number, string]; street: string }[]>("res.partner", "read", [
        [made?.partner_id[0]],
        ["parent_id", "street"],
      ]);
      expect(partner?.street).toBe(address.address1);
      found.push({ partner: made?.partner_id[0] ?? 0, company: partner?.parent_id[0] ?? 0 });
    }
    expect(found[0]?.partner).not.toBe(found[1]?.partner);
    expect(found[0]?.company).toBe(found[1]?.company);
    const [company] = await odoo.call<{ name: string; is_company: boolean }[]>("res.partner", "read", [
      [found[0]?.company],
      ["name", "is_company"],
    ]);
    expect(company).toMatchObject({ name: "Söhne & Töchter_1", is_company: true });
  });

  test("nothing in the server's log needs a person but what became a dead letter", () => {
    expectCleanLog(forPeople(server.log().problems).filter((problem) => !problem.message.includes("was not imported")));
  });
});
