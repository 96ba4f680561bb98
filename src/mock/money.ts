/**
 * Money in integer minor units (cents), rates in parts per million: nothing is ever a float,
 * so totals add up exactly. Every amount is zero or more; halves are rounded up.
 */
export const PPM = 1_000_000;

/** `amount * numerator / denominator`, rounded half up. Exact: intermediate values are big integers. */
export function scale(amount: number, numerator: number, denominator: number): number {
  const product = BigInt(amount) * BigInt(numerator) * 2n + BigInt(denominator);
  return Number(product / (2n * BigInt(denominator)));
}

/** Tax on top of an amount without tax. */
export function taxExcluded(amount: number, rate: number): number {
  return scale(amount, rate, PPM);
}

/** Tax contained in an amount with tax: amount − amount / (1 + rate). */
export function taxIncluded(amount: number, rate: number): number {
  return scale(amount, rate, PPM + rate);
}

/** Splits an amount in proportion to weights; the parts add up to the amount exactly (largest remainder first). */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Math.floor((amount * weight) / sum));
  const order = weights
    .map((weight, index) => ({ index, rest: (amount * weight) % sum }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let left = amount - parts.reduce((total, part) => total + part, 0);
  for (const { index } of order) {
    if (left <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

/** Minor units as a decimal string with two digits: `1234` -> `12.34`. */
export function decimal(minor: number): string {
  const sign = minor < 0 ? "-" : "";
  const digits = String(Math.abs(minor)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A decimal string in minor units; undefined where it is no amount with at most two decimals. */
export function minor(text: string): number | undefined {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const value = Number(match[2]) * 100 + Number((match[3] ?? "").padEnd(2, "0"));
  return match[1] ? -value : value;
}
