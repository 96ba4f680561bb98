// 2,000 products imported page by page over HTTP, bindings and all, against a bare batch create of the same records.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { parse } from "yaml";
import { measure, project, spread, withFolder } from "./measure.mjs";

const PRODUCTS = 2000;
const ROUNDS = 3;
const LIMIT = 0.6;

/** Both sides in one process and one database, in turn; each is rolled back. Seconds as JSON on the last line. */
const SCRIPT = (system, backend) => `
import json, time
backend = env["${system}.backend"].create(${backend})
env.cr.commit()

def bare():
    Model = env["product.template"].with_context(tracking_disable=True)
    rows = [
        {"name": "Product %d" % n, "description_sale": "Text of product %d" % n, "list_price": 10.0 + n % 90,
         "default_code": "SKU-%d" % n, "barcode": "40%011d" % n, "weight": 0.25}
        for n in range(${PRODUCTS})
    ]
    for start in range(0, len(rows), 250):
        Model.create(rows[start:start + 250])
        env.flush_all()

def paged():
    with backend.work_on("${system}.product.template") as work:
        run = work.component(usage="batch.importer").run()
    while run.state == "running":
        backend._run_page(run.id)
        env.flush_all()
    assert run.state == "done" and run.created_count == ${PRODUCTS}, (run.state, run.created_count, run.message)

def timed(work):
    started = time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    env.cr.rollback()
    env.invalidate_all()
    return seconds

bare_seconds, paged_seconds = [], []
timed(bare), timed(paged)
for _round in range(${ROUNDS}):
    bare_seconds.append(timed(bare))
    paged_seconds.append(timed(paged))
print(json.dumps({"bare": bare_seconds, "paged": paged_seconds}))
`;

/** The same products as each system lists them. */
const LISTED = { shopify: shopifyProduct, woocommerce: wooProduct };

/** With its one default variant. */
function shopifyProduct(index) {
  const id = 7_000_000_000_000_000n + BigInt(index);
  const at = "2026-01-01T00:00:00+00:00";
  const variant = {
    ...{ id: id + 1_000_000_000n, product_id: id, title: "Default Title", option1: "Default Title" },
    ...{ option2: null, option3: null, sku: `SKU-${index}`, barcode: `40${String(index).padStart(11, "0")}` },
    ...{ price: (10 + (index % 90)).toFixed(2), grams: 250, inventory_item_id: id + 2_000_000_000n, updated_at: at },
  };
  return {
    ...{ id, title: `Product ${index}`, body_html: `<p>Text of product ${index}</p>`, status: "active" },
    options: [{ name: "Title", values: ["Default Title"], position: 1 }],
    ...{ variants: [variant], images: [], tags: "", created_at: at, updated_at: at },
  };
}

/** Without variations, as most of a shop's products. */
function wooProduct(index) {
  const at = "2026-01-01T00:00:00";
  return {
    ...{ id: 1000 + index, name: `Product ${index}`, slug: `product-${index}`, type: "simple", status: "publish" },
    ...{ short_description: `<p>Text of product ${index}</p>`, description: "", sku: `SKU-${index}` },
    ...{ global_unique_id: `40${String(index).padStart(11, "0")}`, regular_price: (10 + (index % 90)).toFixed(2) },
    ...{ weight: "0.25", manage_stock: false, stock_quantity: null, attributes: [], variations: [], images: [] },
    ...{ categories: [], tags: [], date_created: at, date_created_gmt: at, date_modified: at, date_modified_gmt: at },
  };
}

/** The lab and the mock are TypeScript: bundled beside the build for this run. */
async function load() {
  const outfile = join(project, "dist", "bench-import.mjs");
  await build({
    stdin: {
      contents: `export { openLab } from "./src/lab/index.ts"; export { startMock } from "./src/mock/server.ts";`,
      resolveDir: project,
    },
    ...{ bundle: true, platform: "node", format: "esm", packages: "external", outfile, logLevel: "error" },
  });
  try {
    return await import(outfile);
  } finally {
    rmSync(outfile);
  }
}

export default async function importing() {
  const { openLab, startMock } = await load();
  let lab;
  try {
    lab = await openLab();
  } catch (error) {
    return Object.keys(LISTED).map((system) => ({ name: titleOf(system), missing: error.message }));
  }
  try {
    const figures = [];
    for (const [system, product] of Object.entries(LISTED)) {
      const rows = Array.from({ length: PRODUCTS }, (_, index) => product(index));
      figures.push(await importOf(system, rows, lab, startMock));
    }
    return figures;
  } finally {
    await lab.close();
  }
}

const titleOf = (system) => `import ${system}: ${PRODUCTS} products by page vs bare batch create`;

async function importOf(system, rows, lab, startMock) {
  const spec = parse(readFileSync(join(project, `src/systems/${system}.yaml`), "utf8"));
  const mock = await startMock({ spec, records: { products: 0, customers: 0, orders: 0 }, generous: true });
  try {
    for (const row of rows) mock.store.put("products", row);
    return await withFolder(async (folder) => {
      await measure(process.execPath, [
        join(project, "bin/init-connector.js"),
        ...[system, "--type", "ecommerce", "--quiet", "--yes", "--path", folder],
      ]);
      const database = await lab.createDatabase({ modules: [`${system}_connector`], addonsPaths: [folder] });
      const values = { ...mock.credentials, name: "Bench", base_url: mock.url };
      const printed = await lab.shell(database, SCRIPT(system, JSON.stringify(values)), { addonsPaths: [folder] });
      const { bare, paged } = JSON.parse(printed.trim().split("\n").at(-1));
      const ours = spread(paged);
      const theirs = spread(bare);
      // A rate against a rate: the more the better.
      const ratio = theirs.median / ours.median;
      const name = titleOf(system);
      return { name, unit: "s", ours, theirs, ratio, limit: `>= ${LIMIT}`, ok: ratio >= LIMIT };
    });
  } finally {
    await mock.close();
  }
}
