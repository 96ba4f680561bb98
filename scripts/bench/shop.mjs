// Shared by the figures that need a real Odoo: a lab, a shop that is mocked over HTTP, and a database with its connector.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { parse } from "yaml";
import { measure, project, withFolder } from "./measure.mjs";

export const SYSTEMS = ["shopify", "woocommerce"];

/** The same records as each system lists them. */
const LISTED = {
  shopify: { products: shopifyProduct, customers: shopifyCustomer },
  woocommerce: { products: wooProduct },
};

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

function shopifyCustomer(index) {
  const at = "2026-01-01T00:00:00+00:00";
  const name = { first_name: "Anna", last_name: `Number ${index}` };
  const place = { address1: `Street ${index}`, city: "Berlin", zip: "10115", country_code: "DE", country: "Germany" };
  const address = { id: 9_000_000 + index, customer_id: 8_000_000 + index, ...name, ...place, default: true };
  return {
    ...{ id: 8_000_000 + index, email: `anna${index}@example.com`, ...name, phone: null, state: "enabled" },
    ...{ tags: "", note: null, addresses: [address], default_address: address, created_at: at, updated_at: at },
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
  const outfile = join(project, "dist", `bench-${process.pid}.mjs`);
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

/**
 * The figures that `work(shop)` gives for each of these systems; each named in `titles` is missing where there is no lab.
 *
 * A shop has its `system` and `lab`, fills itself with records (`list`), and hands out databases that have its connector
 * (`database()`), a script's last line as JSON (`run(database, script)`) and what its backend is made of (`values`).
 */
export async function inShops(systems, titles, work) {
  const { openLab, startMock } = await load();
  let lab;
  try {
    lab = await openLab();
  } catch (error) {
    return systems.flatMap((system) => titles(system).map((name) => ({ name, missing: error.message })));
  }
  try {
    const figures = [];
    for (const system of systems) figures.push(...(await inShop(system, lab, startMock, work)));
    return figures;
  } finally {
    await lab.close();
  }
}

async function inShop(system, lab, startMock, work) {
  const spec = parse(readFileSync(join(project, `src/systems/${system}.yaml`), "utf8"));
  const mock = await startMock({ spec, records: { products: 0, customers: 0, orders: 0 }, generous: true });
  try {
    return await withFolder(async (folder) => {
      await measure(process.execPath, [
        join(project, "bin/init-connector.js"),
        ...[system, "--type", "ecommerce", "--quiet", "--yes", "--path", folder],
      ]);
      const addonsPaths = [folder];
      return work({
        ...{ system, lab, addonsPaths },
        list(kind, count) {
          for (let index = 0; index < count; index++) mock.store.put(kind, LISTED[system][kind](index));
        },
        database: () => lab.createDatabase({ modules: [`${system}_connector`], addonsPaths }),
        // The rate limit is at work, and lets everything through.
        values: { ...mock.credentials, name: "Bench", base_url: mock.url, requests_per_second: 1000 },
        async run(database, script) {
          const printed = await lab.shell(database, script, { addonsPaths });
          return JSON.parse(printed.trim().split("\n").at(-1));
        },
      });
    });
  } finally {
    await mock.close();
  }
}

/** Python: a backend, and one whole import by page as jobs do it, without the queue between the pages. */
export const prelude = ({ system, values }) => `
import gc, json, time
import psycopg2
from odoo import sql_db

backend = env["${system}.backend"].create(json.loads(${JSON.stringify(JSON.stringify(values))}))
env.cr.commit()

def begin(entity="product.template", **options):
    """Return a run that was just begun."""
    with backend.with_context(connector_sync=options)._for_jobs().work_on("${system}." + entity) as work:
        return work.component(usage="batch.importer").run()

def pages(run):
    """Import the pages of a run; yield after each."""
    while run.state == "running":
        backend._run_page(run.id)
        env.flush_all()
        yield run
    assert run.state == "done" and not run.failed_count, (run.state, run.failed_count, run.message)

def tidy():
    """Take back what is not committed, and leave nothing of it in the tables: the next one would be slower."""
    env.cr.rollback()
    env.invalidate_all()
    _name, options = sql_db.connection_info_for(env.cr.dbname)
    connection = psycopg2.connect(**options)
    connection.autocommit = True
    connection.cursor().execute("VACUUM ANALYZE")
    connection.close()
    gc.collect()
`;
