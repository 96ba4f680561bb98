import { crc32, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { iconPng } from "../../../src/render/icon.ts";

/** Chunks of a PNG by type, their checksums checked. */
function chunks(png: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    found.set(body.toString("latin1", 0, 4), body.subarray(4));
    at += 12 + length;
  }
  return found;
}

describe("the icon", () => {
  it("is a PNG of 128 × 128 that any reader takes", () => {
    const png = Buffer.from(iconPng("shopify"), "base64");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    const found = chunks(png);
    expect([...found.keys()]).toEqual(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);
    expect(found.get("IHDR")?.readUInt32BE(0)).toBe(128);
    const rows = inflateSync(found.get("IDAT") ?? Buffer.alloc(0));
    expect(rows.length).toBe(128 * 65);
    const colours = (found.get("PLTE")?.length ?? 0) / 3;
    for (const byte of rows) expect(Math.max(byte >> 4, byte & 15)).toBeLessThan(colours);
  });

  it("has a colour by name, and is the same each time", () => {
    expect(iconPng("shopify")).toBe(iconPng("shopify"));
    expect(iconPng("shopify")).not.toBe(iconPng("woocommerce"));
  });
});
