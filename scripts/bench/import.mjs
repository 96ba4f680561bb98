// Products imported page by page over HTTP, bindings and all: against a bare batch create of the same records, against
// the same import once more when nothing changed, and against itself without breaker, audit and rate limit.
import { median, spread } from "./measure.mjs";
import { inShops, prelude, SYSTEMS } from "./shop.mjs";

const PRODUCTS = 1000;
const ROUNDS = 5;

/**
 * All in one process and one database, in turn; each is rolled back, and its rows are cleared away. Seconds as JSON on
 * the last line.
 */
const SCRIPT = (shop) => `${prelude(shop)}
from odoo.addons.generic_connector.components.adapter import GenericAdapter
from odoo.addons.generic_connector.components.exchange_recorder import ExchangeRecorder

NAMES = ["Product %d" % n for n in range(${PRODUCTS})]
#: what tells one run from another
OWN = ["id", "product_tmpl_id", "create_date", "write_date"]

def bare():
    """What a script would do that knows of nothing but these products."""
    Model = env["product.template"].with_context(
        tracking_disable=True, mail_create_nosubscribe=True, connector_no_export=True
    )
    rows = [
        {"name": name, "description_sale": "Text of product %d" % n, "list_price": 10.0 + n % 90,
         "default_code": "SKU-%d" % n, "barcode": "40%011d" % n, "weight": 0.25}
        for n, name in enumerate(NAMES)
    ]
    if "is_storable" in Model._fields:
        rows = [{**row, "is_storable": True} for row in rows]
    for start in range(0, len(rows), 250):
        Model.create(rows[start:start + 250])
        env.flush_all()

def paged():
    run = begin()
    moments = [time.perf_counter()]
    for _page in pages(run):
        moments.append(time.perf_counter())
    assert run.created_count == ${PRODUCTS}, run.created_count
    return [end - start for start, end in zip(moments, moments[1:])]

def unguarded():
    """The import by page, its requests sent as they are: no breaker, no rate limit, no line of an audit."""
    guarded = GenericAdapter._send_through_gate, ExchangeRecorder._note_exchange
    GenericAdapter._send_through_gate = lambda self, *request: self._send(*request[:7])
    ExchangeRecorder._note_exchange = lambda self, *exchange: None
    try:
        return paged()
    finally:
        GenericAdapter._send_through_gate, ExchangeRecorder._note_exchange = guarded

def again():
    run = begin(full=True)
    for _page in pages(run):
        pass
    assert run.skipped_count == ${PRODUCTS}, run.skipped_count

def what_is_there():
    """Return the products with all their columns, and how many rows each table of Odoo has."""
    env.cr.execute("SELECT to_jsonb(t) - %s FROM product_template t ORDER BY name->>'en_US', id", (OWN,))
    found = env.cr.fetchall()
    env.cr.execute("SELECT to_jsonb(p) - %s FROM product_product p ORDER BY barcode, id", (OWN,))
    found += env.cr.fetchall()
    env.cr.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND relname !~ '^(generic_|queue_job|${shop.system}_)' ORDER BY relname"
    )
    for (table,) in env.cr.fetchall():
        env.cr.execute('SELECT count(*) FROM "%s"' % table)
        found.append((table, env.cr.fetchone()[0]))
    return found

def timed(work):
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result

# The first round of each warms up, and shows that both leave the same behind.
bare()
theirs = what_is_there()
tidy()
unguarded()
tidy()
paged()
ours = what_is_there()
assert ours == theirs, [pair for pair in zip(ours, theirs) if pair[0] != pair[1]][:3]
tidy()

found = {"bare": [], "paged": [], "again": [], "guarded": [], "unguarded": []}
for number in range(${ROUNDS}):
    # Who comes first changes from round to round.
    for work in (bare, paged, unguarded) if number % 2 else (unguarded, paged, bare):
        seconds, lapses = timed(work)
        if work is paged:
            # It stands on what was just imported.
            again_seconds, _none = timed(again)
            found["again"].append(again_seconds)
            found["guarded"] += lapses
        if work is unguarded:
            found["unguarded"] += lapses
        else:
            found[work.__name__].append(seconds)
        tidy()
print(json.dumps(found))
`;

const titlesOf = (system) => ({
  paged: `import ${system}: ${PRODUCTS} products by page vs bare batch create`,
  again: `import ${system}: ${PRODUCTS} unchanged products vs the first import`,
  guarded: `import ${system}: a page vs without breaker, audit and rate limit`,
});

export default function importing() {
  return inShops(
    SYSTEMS,
    (system) => Object.values(titlesOf(system)),
    async (shop) => {
      shop.list("products", PRODUCTS);
      const found = await shop.run(await shop.database(), SCRIPT(shop));
      const titles = titlesOf(shop.system);
      // Rates against rates: the more the better.
      const figure = (name, ours, theirs, limit) => {
        const figure = { name, unit: "s", ours: spread(ours), theirs: spread(theirs) };
        // Round by round, where both are of one round: a machine that slows down for a while slows both.
        const pairs = ours.map((seconds, round) => theirs[round] / seconds);
        const ratio = ours.length === ROUNDS ? median(pairs) : figure.theirs.median / figure.ours.median;
        return { ...figure, ratio, limit: `>= ${limit}`, ok: ratio >= limit };
      };
      return [
        figure(titles.paged, found.paged, found.bare, 0.8),
        figure(titles.again, found.again, found.paged, 20),
        figure(titles.guarded, found.guarded, found.unguarded, 0.95),
      ];
    },
  );
}
