// Two entities imported at once by two workers of a prefork Odoo with the real job runner, against one worker.
import { spread } from "./measure.mjs";
import { inShops, prelude } from "./shop.mjs";

/** Of each as many as take about as long. */
const RECORDS = { products: 1000, customers: 4000 };
const ROUNDS = 2;
const LIMIT = 1.6;

const BACKEND = (shop) => `${prelude(shop)}
print(json.dumps(backend.id))
`;

/** Seconds from the start of both imports to the end of the last. */
async function importing(shop, workers) {
  const database = await shop.database();
  const backend = await shop.run(database, BACKEND(shop));
  const server = await shop.lab.startServer({
    ...{ database, addonsPaths: shop.addonsPaths },
    // One more answers the questions of this script.
    ...{ workers: workers + 1, channels: `root:8,root.${shop.system}:${workers}` },
  });
  try {
    const client = await server.client();
    const started = process.hrtime.bigint();
    // Customers come first where both are started together: products would wait for them.
    await client.call(`${shop.system}.backend`, "sync_products", [[backend]]);
    await client.call(`${shop.system}.backend`, "sync_customers", [[backend]]);
    const { failed } = await client.waitForJobs({ timeoutMs: 300_000 });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const runs = await client.searchRead("generic.run", [], ["entity", "state", "created_count"]);
    const created = Object.fromEntries(runs.map((run) => [run.entity, run.created_count]));
    if (failed.length > 0 || Object.entries(RECORDS).some(([entity, count]) => created[entity] !== count))
      throw new Error(`the import did not come through: ${JSON.stringify({ failed, runs })}`);
    return seconds;
  } finally {
    await server.stop();
    await shop.lab.dropDatabase(database);
  }
}

const TITLE = `import shopify: ${RECORDS.products} products and ${RECORDS.customers} customers by two workers vs one`;

export default function workers() {
  return inShops(
    ["shopify"],
    () => [TITLE],
    async (shop) => {
      for (const [kind, count] of Object.entries(RECORDS)) shop.list(kind, count);
      const found = { one: [], two: [] };
      for (let round = 0; round < ROUNDS; round++) {
        found.one.push(await importing(shop, 1));
        found.two.push(await importing(shop, 2));
      }
      const [ours, theirs] = [spread(found.two), spread(found.one)];
      const ratio = theirs.median / ours.median;
      return [{ name: TITLE, unit: "s", ours, theirs, ratio, limit: `>= ${LIMIT}`, ok: ratio >= LIMIT }];
    },
  );
}
