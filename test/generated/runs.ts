/**
 * How property tests draw their cases: the same ones on every machine, so that a change is what breaks them. To look
 * further, `ODOO_CONNECTOR_TEST_SEED=4711` draws others and `ODOO_CONNECTOR_TEST_RUNS=50` that many times as many.
 */
const SEED = numberOf("ODOO_CONNECTOR_TEST_SEED", 20261122);
const FACTOR = numberOf("ODOO_CONNECTOR_TEST_RUNS", 1);

/** Parameters of `fc.assert`; what fails is told with its seed. */
export const runs = (count: number): { numRuns: number; seed: number } => ({
  numRuns: Math.ceil(count * FACTOR),
  seed: SEED,
});

/** Whether more is asked for than what a test does of its own accord: then it may take as long as it takes. */
export const timeout = (usual: number): number => usual * Math.max(FACTOR, 1);

function numberOf(name: string, otherwise: number): number {
  const text = process.env[name] ?? "";
  const value = text === "" ? otherwise : Number(text);
  if (Number.isFinite(value)) return value;
  throw new Error(`${name}: ${text} is no number`);
}
