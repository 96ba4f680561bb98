import type { SystemMock } from "./types.ts";

/** Systems whose quirks and data are written by hand; loaded only when asked for. */
const KNOWN: Readonly<Record<string, () => Promise<SystemMock>>> = {
  shopify: async () => (await import("../systems/shopify.mock.ts")).shopifyMock,
  woocommerce: async () => (await import("../systems/woocommerce.mock.ts")).woocommerceMock,
};

/** The hand-written part of a system's mock, or undefined for a system that only its spec describes. */
export async function loadSystemMock(name: string): Promise<SystemMock | undefined> {
  return Object.hasOwn(KNOWN, name) ? await KNOWN[name]?.() : undefined;
}
