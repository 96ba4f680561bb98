/**
 * The fault table: what can go wrong, what it leads to, what a person sees, and what keeps it from doing harm. The tests
 * run every row over both systems, once as it is and once without its guard; docs/faults.md is this table in words.
 */
import { OPEN, sleep, until, type Shop, type ShopOptions } from "./shop.ts";
import type { SystemName } from "./systems.ts";

/** What keeps a fault from doing harm, and the harm; `fixtures/faults_sabotage` knows how to do without. */
export const GUARDS = {
  retry: { is: "What may heal puts the job back.", without: "It fails at the first hiccup." },
  retry_after: { is: "The wait that the system asks for is kept.", without: "It is asked again too soon." },
  free_wait: {
    is: "Being told to wait uses up no try.",
    without: "After five tries it fails, although nothing is wrong.",
  },
  timeouts: { is: "No request goes out without its time-outs.", without: "The worker hangs." },
  settle: {
    is: "A create is noted before it is sent; one without an answer is looked up before it is sent again.",
    without: "The record is made twice (or refused, where the system takes no second one).",
  },
  repeat: {
    is: "A page that comes a second time is asked for anew.",
    without: "It is taken for the end of the list: all that follows is lost, or made twice.",
  },
  paging: {
    is: "A page begins after a record; where pages are numbered, they are read anew when the list got shorter.",
    without: "A record slips through: it is lost, or made twice.",
  },
  checkpoint: {
    is: "The next import asks for what changed since this one began, not since it ended.",
    without: "The change never comes.",
  },
  missing: {
    is: "404 means that the record is gone, and nothing else.",
    without: "The link to a record that is gone stays, and every batch fails at it anew.",
  },
  dead_letter: { is: "What cannot go on becomes a dead letter.", without: "It is lost in silence." },
  halving: {
    is: "A page that fails is halved until the bad record stands alone.",
    without: "One bad record costs its whole page, for ever.",
  },
  one_transaction: {
    is: "Records, cursor and next job are committed together.",
    without: "The page is lost.",
  },
  adopt: {
    is: "What an export may have made is known before its job is through.",
    without: "The record comes back as a second one.",
  },
  lock: {
    is: "One job at a time imports a record: a lock, a second look in a new transaction, a unique constraint.",
    without: "Both make it; one of them fails.",
  },
  breaker: {
    is: "After some failures in a row nothing is sent for a while, and what waits uses up no tries.",
    without: "Every job uses up its tries on a system that is down, and fails.",
  },
  export_lock: { is: "One job at a time exports a record.", without: "Both make it: it is there twice, or refused." },
} as const;

export type Guard = keyof typeof GUARDS;

export interface Cell {
  /** What it leads to, for the docs. */
  leads: string;
  /** What a person sees while it lasts, or is left with. */
  sees: string;
  guard: Guard;
  /** What the comparison says when the guard is taken away. */
  without: RegExp;
  shop?: ShopOptions;
  /** Only for these systems; for the others the docs say why not. */
  only?: { systems: readonly SystemName[]; why: string };
  /** Brings the fault about, and waits until all is quiet again. */
  run(shop: Shop): Promise<void>;
  /** What the comparison of both sides has to tell afterwards, and nothing else. Default: nothing at all. */
  visible?: readonly RegExp[];
  /** What a person does about it; then the comparison has nothing to tell any more. */
  repair?: { how: string; run(shop: Shop): Promise<void> };
}

export interface FaultRow {
  id: string;
  title: string;
  /** It needs a database server that nobody else works with. */
  alone?: boolean;
  import: Cell;
  export: Cell;
}

const NOTHING = "Nothing; the job's result says what it waits for.";

const LISTS_ONLY_SHOPIFY = {
  systems: ["shopify"] as const,
  why: "WooCommerce finds its products by SKU: an export reads no list.",
};

/** An answer to the second page that no import can use; it comes through with the next try. */
function badPage(fault: Parameters<Shop["fault"]>[0]): Pick<Cell, "leads" | "sees" | "guard" | "without" | "run"> {
  return {
    leads: "The page is put back; it comes through when the system answers again.",
    sees: NOTHING,
    guard: "retry",
    without: /^import of products failed/,
    run: async (shop) => {
      shop.faultOnPageTwo({ times: 2, ...fault });
      await shop.import();
    },
  };
}

/** A create that was carried out, and whose answer was lost. */
function lostCreate(fault: Parameters<Shop["fault"]>[0]): Pick<Cell, "leads" | "sees" | "guard" | "without" | "run"> {
  return {
    leads: "Whether the record was made is unknown: the next try looks for it, finds it and links it.",
    sees: NOTHING,
    guard: "settle",
    without: /^(doubled|dead letter)/,
    run: async (shop) => {
      // Half an answer is an answer of a system that did its work, too.
      shop.faultOnCreate(fault.kind === "cut" ? fault : { done: true, ...fault });
      await shop.export(await shop.make(1, 2));
    },
  };
}

const EMPTY: ShopOptions = { products: 0 };

export const FAULTS: readonly FaultRow[] = [
  {
    id: "429-seconds",
    title: "429 with Retry-After in seconds",
    import: {
      leads: "The page is put back for as long as the system asks.",
      sees: NOTHING,
      guard: "retry_after",
      without: /^asked again too soon/,
      // Without the wait it would be repeated at once.
      shop: { backend: { request_retries: 1 } },
      run: async (shop) => {
        shop.faultOnPageTwo({ kind: "status", status: 429, retryAfter: 2 });
        await shop.startImport();
        await shop.settle({ patient: true });
        shop.checkPause(429, 2);
      },
    },
    export: {
      leads: "The export is put back for as long as the system asks.",
      sees: NOTHING,
      guard: "retry_after",
      without: /^asked again too soon/,
      shop: { products: 0, backend: { request_retries: 1 } },
      run: async (shop) => {
        const ids = await shop.make(1);
        await shop.export(ids);
        await shop.odoo.call("product.template", "write", [ids, { list_price: 99 }]);
        shop.fault({ kind: "status", status: 429, retryAfter: 2, method: "PUT", path: shop.system.one });
        await shop.startExport(ids);
        await shop.settle({ patient: true });
        shop.checkPause(429, 2);
      },
    },
  },
  {
    id: "429",
    title: "429 without Retry-After, again and again",
    import: {
      leads: "The page waits until the system takes requests again, however long that is.",
      sees: NOTHING,
      guard: "free_wait",
      without: /^import of products failed: HTTP 429/,
      run: async (shop) => {
        shop.faultOnPageTwo({ kind: "status", status: 429, times: 7 });
        await shop.import();
      },
    },
    export: {
      leads: "The export waits until the system takes requests again, however long that is.",
      sees: NOTHING,
      guard: "free_wait",
      without: /^dead letter \(export, product\): HTTP 429/,
      shop: EMPTY,
      run: async (shop) => {
        shop.faultOnCreate({ kind: "status", status: 429, times: 7 });
        await shop.export(await shop.make(1));
      },
    },
  },
  ...[500, 502].map((status): FaultRow => ({
    id: String(status),
    title: String(status),
    import: badPage({ kind: "status", status }),
    export: { ...lostCreate({ kind: "status", status }), shop: EMPTY },
  })),
  {
    id: "refused",
    title: "Connection refused",
    import: {
      leads: "The page is put back until the system can be reached.",
      sees: NOTHING,
      guard: "retry",
      without: /^import of products failed: The remote cannot be reached/,
      run: async (shop) => {
        await shop.address(await shop.closedPort());
        await shop.startImport();
        await shop.putBack(5).catch(() => undefined);
        await shop.address();
        await shop.settle();
      },
    },
    export: {
      leads: "The export is put back until the system can be reached.",
      sees: NOTHING,
      guard: "retry",
      without: /^dead letter \(export, product\): The remote cannot be reached/,
      shop: EMPTY,
      run: async (shop) => {
        await shop.address(await shop.closedPort());
        await shop.startExport(await shop.make(1));
        await shop.putBack(5).catch(() => undefined);
        await shop.address();
        await shop.settle();
      },
    },
  },
  {
    id: "connect-timeout",
    title: "Connect time-out",
    import: {
      leads: "The worker gives up after _Connect Time-Out_; the page is put back.",
      sees: NOTHING,
      guard: "timeouts",
      without: /^the worker hangs/,
      shop: { backend: { connect_timeout: 1 } },
      run: async (shop) => {
        await shop.address(await shop.deafPort());
        await shop.startImport();
        await shop.checkWorkerFree(6);
        await shop.address();
        shop.letGo();
        await shop.settle();
      },
    },
    export: {
      leads: "The worker gives up after _Connect Time-Out_; nothing was sent, the export is put back.",
      sees: NOTHING,
      guard: "timeouts",
      without: /^the worker hangs/,
      shop: { products: 0, backend: { connect_timeout: 1 } },
      run: async (shop) => {
        await shop.address(await shop.deafPort());
        await shop.startExport(await shop.make(1));
        await shop.checkWorkerFree(6);
        await shop.address();
        shop.letGo();
        await shop.settle();
      },
    },
  },
  {
    id: "read-timeout",
    title: "Read time-out",
    import: {
      leads: "The worker gives up after _Read Time-Out_; the page is put back.",
      sees: NOTHING,
      guard: "timeouts",
      without: /^the worker hangs/,
      shop: { backend: { read_timeout: 1 } },
      run: async (shop) => {
        shop.faultOnPageTwo({ kind: "delay", ms: 9000 });
        await shop.startImport();
        await until("the second page", () => shop.requests("GET", shop.system.list)[1]);
        await shop.checkWorkerFree(6);
        await shop.settle();
      },
    },
    export: {
      leads: "The worker gives up; the system may have gone on, so the next try looks for the record first.",
      sees: NOTHING,
      guard: "settle",
      without: /^(doubled|dead letter)/,
      shop: { products: 0, backend: { read_timeout: 1 } },
      run: async (shop) => {
        shop.faultOnCreate({ kind: "delay", ms: 2000 });
        await shop.startExport(await shop.make(1));
        await shop.putBack();
        await until("the system's own work", () => shop.remote.length > 0 || undefined);
        await shop.settle();
      },
    },
  },
  {
    id: "cut",
    title: "Body cut in the middle",
    import: badPage({ kind: "cut" }),
    export: { ...lostCreate({ kind: "cut" }), shop: EMPTY },
  },
  {
    id: "wrong-json",
    title: "Wrong JSON",
    import: badPage({ kind: "wrong_json" }),
    export: { ...lostCreate({ kind: "wrong_json" }), shop: EMPTY },
  },
  {
    id: "html",
    title: "HTML for JSON",
    import: badPage({ kind: "html" }),
    export: { ...lostCreate({ kind: "html" }), shop: EMPTY },
  },
  {
    id: "repeated-page",
    title: "A page repeated",
    import: {
      leads: "The page is put back and asked for anew; after five tries the import is _Failed_ and can be resumed.",
      sees: NOTHING,
      guard: "repeat",
      without: /^lost: Product 4 is not in Odoo/,
      run: async (shop) => {
        shop.faultOnPageTwo({ kind: "repeat_page" });
        await shop.import();
      },
    },
    export: {
      leads: "The list in which a lost create is looked for is read anew, before anything is sent again.",
      sees: NOTHING,
      guard: "repeat",
      without: /^doubled: Product 9/,
      only: LISTS_ONLY_SHOPIFY,
      shop: { products: 3, page: 2 },
      run: async (shop) => {
        await shop.import();
        shop.faultOnCreate({ kind: "status", done: true });
        shop.faultOnPageTwo({ kind: "repeat_page" });
        await shop.export(await shop.make(9));
      },
    },
  },
  {
    id: "shrinking-list",
    title: "A list that shrinks while it is read",
    import: {
      leads: "What moved onto a page that was read already is read all the same.",
      sees: "The record that went away stays in Odoo, until a webhook or a reconciliation tells that it is gone.",
      guard: "paging",
      without: /^lost: Product 4 is not in Odoo/,
      run: async (shop) => {
        shop.faultOnPageTwo({ kind: "shrink" });
        await shop.import();
      },
      visible: [/^ghost: Product 1 /],
    },
    export: {
      leads: "A lost create is found, although other records went away before it in the list.",
      sees: NOTHING,
      guard: "paging",
      without: /^doubled: Product 9/,
      only: LISTS_ONLY_SHOPIFY,
      shop: { products: 2, page: 2 },
      run: async (shop) => {
        await shop.import();
        shop.faultOnCreate({ kind: "status", done: true });
        shop.faultOnPageTwo({ kind: "shrink" });
        await shop.export(await shop.make(9));
      },
      visible: [/^ghost: Product 1 /],
    },
  },
  {
    id: "growing-list",
    title: "A list that grows, and changes, while it is read",
    import: {
      leads: "New records come with the last page, what changed behind our back with the next import.",
      sees: NOTHING,
      guard: "checkpoint",
      without: /^differs: Product 1/,
      shop: { backend: { sync_overlap: 0 } },
      run: async (shop) => {
        shop.faultOnPageTwo({ kind: "delay", ms: 2600 });
        await shop.startImport();
        await until("the second page", () => shop.requests("GET", shop.system.list)[1]);
        // Stamps count seconds.
        await sleep(1100);
        shop.addProduct(7);
        shop.change(1, shop.system.rename(`${shop.tag} Product 1 renamed`));
        await shop.settle();
        await shop.import();
      },
    },
    export: {
      leads: "A lost create is found among whatever came after it.",
      sees: NOTHING,
      guard: "settle",
      without: /^doubled: Product 9/,
      only: LISTS_ONLY_SHOPIFY,
      shop: { products: 2, page: 2 },
      run: async (shop) => {
        await shop.import();
        const ids = await shop.make(9);
        shop.faultOnCreate({ kind: "status", done: true });
        await shop.startExport(ids);
        await shop.putBack();
        shop.addProduct(3);
        shop.faultOnPageTwo({ kind: "delay", ms: 500, after: 0 });
        await shop.settle();
        await shop.import();
      },
    },
  },
  {
    id: "deleted-meanwhile",
    title: "A record deleted meanwhile",
    import: {
      leads: "The Odoo record stays as it is: documents may depend on it.",
      sees: "Its binding is _Deleted Remotely_.",
      guard: "missing",
      without: /^(ghost|dead letter)/,
      run: async (shop) => {
        await shop.import();
        const [binding] = await shop.bindings();
        shop.fault({ kind: "delete", method: "GET", path: shop.system.one });
        await shop.odoo.call(`${shop.system.name}.product.template`, "action_import", [[binding?.id]]);
        await shop.settle();
      },
      visible: [/^deleted remotely: Product/],
    },
    export: {
      leads: "Nothing is made anew: somebody deleted it over there, and a person decides.",
      sees: "A dead letter with the system's words; the binding is _Deleted Remotely_, and batches leave it out.",
      guard: "missing",
      without: /^ghost/,
      run: async (shop) => {
        await shop.import();
        const [binding] = await shop.bindings();
        const id = binding?.odoo_id[0] ?? 0;
        await shop.odoo.call("product.template", "write", [[id], { name: `${shop.tag} Product renamed` }]);
        shop.fault({ kind: "delete", method: "PUT", path: shop.system.one });
        await shop.export([id]);
      },
      visible: [/^deleted remotely: Product/, /^dead letter \(export, product\): HTTP 40[04]/],
    },
  },
  {
    id: "order-without-product",
    title: "An order whose product can't go along",
    import: {
      leads: "The order waits for its product; all other orders come through.",
      sees: "A dead letter for the product that says why, and one for the order.",
      guard: "dead_letter",
      without: /^lost: order/,
      shop: { products: 3 },
      run: async (shop) => {
        shop.addOrder(1, 2);
        shop.addOrder(1, 3);
        shop.spoil(2, shop.system.badName);
        await shop.import("orders");
      },
      visible: [/^dead letter \(import, product\): /, /^dead letter \(import, order\): /],
      repair: {
        how: "Correct the product in the shop, then retry both dead letters.",
        run: async (shop) => {
          shop.change(2, shop.system.rename(shop.product(2).name));
          await shop.retryLetters();
        },
      },
    },
    export: {
      leads: "Never half an order: it waits for its product.",
      sees: "A dead letter for the product with the system's words, and one for the order that names it.",
      guard: "dead_letter",
      without: /^lost: order/,
      shop: EMPTY,
      run: async (shop) => {
        const products = await shop.make(1, 2);
        const order = await shop.makeOrder(products);
        shop.faultOnCreate({ kind: "status", status: 422, after: 1 });
        await shop.export([order], "sale.order");
      },
      visible: [/^dead letter \(export, product\): HTTP 422/, /^dead letter \(export, order\): /],
      repair: { how: "Correct the product, then retry both dead letters.", run: (shop) => shop.retryLetters() },
    },
  },
  {
    id: "bad-record",
    title: "One bad record in a page of 250",
    import: {
      leads: "249 records come through (WooCommerce gives pages of 100 at most).",
      sees: "One dead letter, with the record and the reason.",
      guard: "halving",
      without: /^lost: Product 126 is not in Odoo/,
      shop: { products: 250, page: 250 },
      run: async (shop) => {
        const barcode = `B-${shop.tag}`;
        await shop.odoo.call("product.product", "create", [{ name: "Holds the barcode", barcode }]);
        shop.spoil(125, shop.system.barcode(shop.remoteProduct(125), barcode));
        await shop.import();
      },
      visible: [/^dead letter \(import, product\): .*arcode/],
      repair: {
        how: "Correct the record, then retry the dead letter.",
        run: async (shop) => {
          shop.spoil(125, shop.system.barcode(shop.remoteProduct(125), ""));
          await shop.retryLetters();
        },
      },
    },
    export: {
      leads: "Each record has a job of its own: all others go out.",
      sees: "One dead letter, with what was sent and the system's words.",
      guard: "dead_letter",
      without: /^lost: Product \d+ is not in the shop/,
      shop: EMPTY,
      run: async (shop) => {
        shop.faultOnCreate({ kind: "status", status: 422, after: 10 });
        await shop.export(await shop.make(...Array.from({ length: 25 }, (_item, index) => index + 1)));
      },
      visible: [/^dead letter \(export, product\): HTTP 422/],
      repair: { how: "Correct the record, then retry the dead letter.", run: (shop) => shop.retryLetters() },
    },
  },
  {
    id: "killed-in-a-page",
    title: "A worker killed (SIGKILL) in the middle of a page",
    import: {
      leads: "No half page: the page's job runs again.",
      sees: NOTHING,
      guard: "one_transaction",
      without: /^lost: Product 1 is not in Odoo/,
      shop: { holds: ["page"] },
      run: async (shop) => {
        await shop.startImport();
        await shop.kill(await shop.held("page"));
        await shop.requeue();
        await shop.settle();
      },
    },
    export: {
      leads: "The system carries the request out although nobody waits for its answer; the next try finds the record.",
      sees: NOTHING,
      guard: "settle",
      without: /^(doubled|dead letter)/,
      shop: { products: 0, holds: ["sending"] },
      run: async (shop) => {
        shop.faultOnCreate({ kind: "delay", ms: 1000 });
        await shop.go("sending");
        await shop.startExport(await shop.make(1));
        const worker = await shop.held("sending");
        await until("the request", () => shop.requests("POST", shop.system.create)[0]);
        await shop.kill(worker);
        await until("the system's own work", () => shop.remote.length > 0 || undefined);
        await shop.requeue();
        await shop.settle();
      },
    },
  },
  {
    id: "killed-before-commit",
    title: "A worker killed (SIGKILL) between the remote create and the commit",
    import: {
      leads: "An import that meets the new record before the export's job is repeated links it: it is the same one.",
      sees: NOTHING,
      guard: "adopt",
      without: /^(doubled|lost)/,
      shop: { products: 0, holds: ["created"] },
      run: async (shop) => {
        await shop.startExport(await shop.make(1));
        await shop.kill(await shop.held("created"));
        await shop.startImport();
        await shop.tried("Import", "run");
        await shop.requeue();
        await shop.settle();
      },
    },
    export: {
      leads: "The next try finds the attempt and its record, and links it.",
      sees: NOTHING,
      guard: "settle",
      without: /^(doubled|dead letter)/,
      shop: { products: 0, holds: ["created"] },
      run: async (shop) => {
        await shop.startExport(await shop.make(1));
        await shop.kill(await shop.held("created"));
        await shop.requeue();
        await shop.settle();
      },
    },
  },
  {
    id: "killed-before-note",
    title: "A worker killed (SIGKILL) between the remote create and the note of its answer",
    import: {
      leads:
        "An import that meets the new record before the export's job is repeated knows it by its key (its SKU) and links it.",
      sees: NOTHING,
      guard: "adopt",
      without: /^(doubled|lost)/,
      shop: { products: 0, holds: ["answered"] },
      run: async (shop) => {
        await shop.startExport(await shop.make(1));
        await shop.kill(await shop.held("answered"));
        await shop.startImport();
        await shop.tried("Import", "run");
        await shop.requeue();
        await shop.settle();
      },
    },
    export: {
      leads: "The next try finds the attempt, looks for its record, and links it.",
      sees: NOTHING,
      guard: "settle",
      without: /^(doubled|dead letter)/,
      shop: { products: 0, holds: ["answered"] },
      run: async (shop) => {
        await shop.startExport(await shop.make(1));
        await shop.kill(await shop.held("answered"));
        await shop.requeue();
        await shop.settle();
      },
    },
  },
  {
    id: "import-during-export",
    title: "A record that comes back while its export is at work",
    import: {
      leads: "The page is put back until the export is through, and finds the record linked.",
      sees: NOTHING,
      guard: "adopt",
      without: /^(doubled|lost)/,
      shop: { products: 0, holds: ["answered"] },
      run: async (shop) => {
        await shop.startExport(await shop.make(1));
        await shop.held("answered");
        await shop.startImport();
        await shop.tried("Import", "run");
        await shop.go("answered");
        await shop.settle();
      },
    },
    export: {
      leads: "The system's own webhook about the new record is put back until the export is through.",
      sees: NOTHING,
      guard: "adopt",
      without: /^(doubled|lost)/,
      shop: { products: 0, holds: ["answered"] },
      run: async (shop) => {
        await shop.startExport(await shop.make(1));
        await shop.held("answered");
        await shop.webhook(1);
        await shop.tried("Process", "run");
        await shop.go("answered");
        await shop.settle();
      },
    },
  },
  {
    id: "two-workers",
    title: "Two workers on one record",
    import: {
      leads: "A page and a webhook bring the same record: who comes second is put back, and finds it done.",
      sees: NOTHING,
      guard: "lock",
      without: /^(webhook failed|dead letter|doubled)/,
      shop: { holds: ["page"] },
      run: async (shop) => {
        await shop.startImport();
        await shop.held("page");
        await shop.webhook(2);
        await shop.tried("Process", "begun");
        await sleep(700);
        await shop.go("page");
        await shop.settle();
      },
    },
    export: {
      leads: "Who comes second is put back, and finds nothing to do.",
      sees: NOTHING,
      guard: "export_lock",
      without: /^(doubled|sent twice)/,
      shop: { products: 0, holds: ["before_create"] },
      run: async (shop) => {
        const ids = await shop.make(1);
        await shop.startExport(ids);
        await shop.held("before_create");
        await shop.startExport(ids);
        // The first one is at work; this one is put back, or does it all.
        await until("the second job", async () => {
          const jobs = await shop.jobs([...OPEN, "done"]);
          return jobs.some((job) => job.state === "done" || job.eta !== false) ? true : undefined;
        });
        await shop.go("before_create");
        await shop.settle();
        if (shop.requests("POST", shop.system.create).length > 1) shop.problems.push("sent twice");
      },
    },
  },
  {
    id: "breaker",
    title: "The breaker opening under load",
    import: {
      leads:
        "The system is left alone; imports wait for as long as it takes, and use up no tries. One probe tells when it works again.",
      sees: "The backend's form says that requests pause, since when and why, with a button that ends the pause.",
      guard: "breaker",
      without: /^(import of products failed|the breaker is not open)/,
      shop: { backend: { breaker_threshold: 3, breaker_cooldown: 600 } },
      run: async (shop) => {
        await shop.startImport();
        await shop.outage();
        await shop.checkBreaker();
        await shop.settle();
      },
    },
    export: {
      leads:
        "The system is left alone; exports wait for as long as it takes, and use up no tries. One probe tells when it works again.",
      sees: "The backend's form says that requests pause, since when and why, with a button that ends the pause.",
      guard: "breaker",
      without: /^dead letter \(export, product\): HTTP 503/,
      shop: { products: 0, backend: { breaker_threshold: 3, breaker_cooldown: 600 } },
      run: async (shop) => {
        await shop.startExport(await shop.make(1, 2, 3, 4, 5, 6, 7, 8));
        await shop.outage();
        await shop.checkBreaker();
        await shop.settle();
      },
    },
  },
  {
    id: "database-restart",
    title: "The database restarted in the middle",
    alone: true,
    import: {
      leads: "The page's work is rolled back and its job runs again; other workers and the job runner connect anew.",
      sees: NOTHING,
      guard: "one_transaction",
      without: /^lost: Product 1 is not in Odoo/,
      shop: { holds: ["page"] },
      run: async (shop) => {
        await shop.startImport();
        await shop.restartDatabase("page");
        await shop.settle();
      },
    },
    export: {
      leads: "The create was noted before: the next try finds its record and links it.",
      sees: NOTHING,
      guard: "settle",
      without: /^(doubled|dead letter)/,
      shop: { products: 0, holds: ["created"] },
      run: async (shop) => {
        await shop.startExport(await shop.make(1));
        await shop.restartDatabase("created");
        await shop.settle();
      },
    },
  },
];
