/** What every icon shows. It never changes: the build puts its result in place of this file (scripts/build.mjs). */
import { chunk, SIZE, STEPS, stored } from "./png.ts";

/** The image data of the icon's file, as base64. */
export const drawing = (): string => chunk("IDAT", stored(draw())).toString("base64");

/** How much of a point lies inside a circle, 0 to 1. */
const disc = (x: number, y: number, cx: number, cy: number, radius: number): number =>
  clamp(radius - Math.hypot(x - cx, y - cy) + 0.5);

const clamp = (value: number): number => Math.max(0, Math.min(1, value));

/** The tile: a square with round corners. */
function tile(x: number, y: number): number {
  const inset = 26;
  const cx = Math.max(inset, Math.min(SIZE - inset, x));
  const cy = Math.max(inset, Math.min(SIZE - inset, y));
  return disc(x, y, cx, cy, inset - 2);
}

/** Two rings and the bar that links them. */
function link(x: number, y: number): number {
  const ring = (cx: number, cy: number) => Math.min(disc(x, y, cx, cy, 20), 1 - disc(x, y, cx, cy, 10));
  // Distance to the segment between the rings.
  const along = clamp((x - 46 + (82 - y)) / 72);
  const bar = clamp(4.5 - Math.hypot(x - (46 + 36 * along), y - (82 - 36 * along)) + 0.5);
  const open = Math.min(1 - disc(x, y, 42, 86, 19), 1 - disc(x, y, 86, 42, 19));
  return Math.max(ring(42, 86), ring(86, 42), Math.min(bar, open));
}

/** Rows of palette entries, each after its filter byte. */
function draw(): Buffer {
  const rows = Buffer.alloc(SIZE * (1 + SIZE / 2));
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const white = Math.round(STEPS * link(x + 0.5, y + 0.5));
      const entry = white > 0 ? STEPS + white : Math.round(STEPS * tile(x + 0.5, y + 0.5));
      const at = y * (1 + SIZE / 2) + 1 + (x >> 1);
      rows[at] = (rows[at] ?? 0) | (x % 2 === 0 ? entry << 4 : entry);
    }
  }
  return rows;
}
