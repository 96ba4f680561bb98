/** The icon of an addon as a PNG: the same drawing for all, in a colour of its own. */
import { drawing } from "./drawing.ts";
import { chunk, SIZE, STEPS } from "./png.ts";

/** Colour of a name: a hue by its letters, dark enough for white. */
function colourOf(name: string): [number, number, number] {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 3600;
  const hue = hash / 10;
  const channel = (shift: number) => {
    const k = (shift + hue / 30) % 12;
    return Math.round(255 * (0.4 - 0.26 * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

/**
 * @param name what the colour is made from
 * @returns the bytes of a PNG of 128 × 128, as base64 text
 */
export function iconPng(name: string): string {
  const colour = colourOf(name);
  // 0 to STEPS: nothing to tile colour; STEPS + 1 to 2 × STEPS: tile colour to white.
  const palette: number[] = [];
  const alpha: number[] = [];
  for (let step = 0; step <= STEPS; step += 1) {
    palette.push(...colour);
    alpha.push(Math.round((255 * step) / STEPS));
  }
  for (let step = 1; step <= STEPS; step += 1) {
    palette.push(...colour.map((part) => Math.round(part + ((255 - part) * step) / STEPS)));
    alpha.push(255);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([4, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette)),
    chunk("tRNS", Buffer.from(alpha)),
    Buffer.from(drawing(), "base64"),
    chunk("IEND", Buffer.alloc(0)),
  ]).toString("base64");
}
