/**
 * The icon of an addon as a PNG: the same drawing for all, in a colour of its own. The image data is stored, not
 * compressed, so that every machine and every zlib make the same bytes.
 * Format: https://www.w3.org/TR/png-3/ (indexed colour, 4 bits), RFC 1950 and 1951 (stored blocks).
 */
const SIZE = 128;
/** Steps of a blend between two colours. */
const STEPS = 5;

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
  drawn ??= chunk("IDAT", stored(draw()));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette)),
    chunk("tRNS", Buffer.from(alpha)),
    drawn,
    chunk("IEND", Buffer.alloc(0)),
  ]).toString("base64");
}

/** The drawing, which is the same for every name. */
let drawn: Buffer | undefined;

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

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A zlib stream of one stored block. */
function stored(data: Buffer): Buffer {
  const head = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0]);
  head.writeUInt16LE(data.length, 3);
  head.writeUInt16LE(data.length ^ 0xffff, 5);
  let low = 1;
  let high = 0;
  for (const byte of data) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(high * 65536 + low);
  return Buffer.concat([head, data, sum]);
}

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
