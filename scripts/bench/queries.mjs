// How many statements a page takes, in a large page against a small one; and a worker's memory over a hundred pages.
import { inShops, prelude, SYSTEMS } from "./shop.mjs";

/** Records in a page; the larger is the system's own. */
const SIZES = { shopify: [50, 250], woocommerce: [20, 100] };
/** Pages whose memory is compared, and by how much the last may be above the first. */
const PAGES = [20, 100];
const PAGE = 10;
const GROWTH = 1.05;

/** The second page counts: the first fills the caches. All cursors count, those of the gate and the audit too. */
const QUERIES = (shop, sizes) => `${prelude(shop)}
import re

WRITES = re.compile(r"\\s*(INSERT|UPDATE|DELETE|SAVEPOINT|ROLLBACK|RELEASE)", re.IGNORECASE)
statements = []
execute = sql_db.Cursor.execute

def noting(self, query, *args, **kwargs):
    statements.append(str(getattr(query, "code", query)))
    return execute(self, query, *args, **kwargs)

def second_page(size, **options):
    """Return (all statements, those that only read) of a run's second page."""
    backend.page_size = size
    env.flush_all()
    run = begin(full=True, **options)
    following = pages(run)
    next(following)
    env.invalidate_all()
    statements.clear()
    sql_db.Cursor.execute = noting
    try:
        next(following)
    finally:
        sql_db.Cursor.execute = execute
    assert run.fetched_count == 2 * size, run.fetched_count
    counts = len(statements), sum(not WRITES.match(statement) for statement in statements)
    env.cr.rollback()
    env.invalidate_all()
    return counts

for _page in pages(begin()):
    pass
env.cr.commit()
found = {}
for size in ${JSON.stringify(sizes)}:
    found[size] = second_page(size)[0], second_page(size, force=True)[1]
print(json.dumps(found))
`;

/** Each page with a cursor and an environment of its own, as in a worker of Odoo. */
const MEMORY = (shop) => `${prelude(shop)}
import os
from odoo import api

def megabytes():
    gc.collect()
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1048576

backend.page_size = ${PAGE}
run = begin()
env.cr.commit()
found = {}
for number in range(1, ${PAGES[1]} + 1):
    with env.registry.cursor() as cr:
        work_env = api.Environment(cr, env.uid, {})
        work_env[backend._name].browse(backend.id)._for_jobs()._run_page(run.id)
    if number in ${JSON.stringify(PAGES)}:
        found[number] = megabytes()
env.cr.rollback()
env.invalidate_all()
assert run.created_count == ${PAGE * PAGES[1]}, (run.state, run.created_count, run.message)
print(json.dumps(found))
`;

const sizesOf = (system) => SIZES[system].toReversed().join(" vs ");
const titlesOf = (system) => ({
  unchanged: `import ${system}: statements of an unchanged page of ${sizesOf(system)}`,
  forced: `import ${system}: reading statements of a page imported anew, ${sizesOf(system)}`,
  memory: `import ${system}: a worker's memory after ${PAGES.toReversed().join(" vs ")} pages`,
});

export default function queries() {
  return inShops(
    SYSTEMS,
    (system) => Object.values(titlesOf(system)),
    async (shop) => {
      const titles = titlesOf(shop.system);
      const [small, large] = SIZES[shop.system];
      shop.list("products", 2 * large + 1);
      const database = await shop.database();
      const counts = await shop.run(database, QUERIES(shop, [small, large]));
      const figures = [titles.unchanged, titles.forced].map((name, place) => {
        const [ours, theirs] = [counts[large][place], counts[small][place]];
        return figure(name, "statements", ours, theirs, 1);
      });
      shop.list("products", PAGE * PAGES[1]);
      const memory = await shop.run(await shop.database(), MEMORY(shop));
      return [...figures, figure(titles.memory, "MB", memory[PAGES[1]], memory[PAGES[0]], GROWTH)];
    },
  );
}

function figure(name, unit, ours, theirs, limit) {
  const ratio = ours / theirs;
  return { name, unit, ours: { median: ours }, theirs: { median: theirs }, ratio, limit, ok: ratio <= limit };
}
