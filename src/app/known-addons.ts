/** Addons that nearly every connector stands on and that need not be at hand: OCA's, and the runtime of this tool. */
import { type AddonFacts, factsOf } from "../addon/facts.ts";
import { readAddon } from "../addon/read.ts";
import type { FileSystem } from "../fs/port.ts";
import type { OdooVersion } from "../odoo/capabilities.ts";
import { builtFacts, indexReader } from "./package.ts";

/** What those addons bring in a version of Odoo. */
export async function knownAddons(fs: FileSystem, version: OdooVersion): Promise<readonly AddonFacts[]> {
  const { brotliDecompressSync } = await import("node:zlib");
  const [packed, runtime] = await Promise.all([
    indexReader(fs)(`${version}.oca.br`),
    builtFacts(fs, version).then((built) => built ?? runtimeFacts(fs, version)),
  ]);
  return [...(JSON.parse(brotliDecompressSync(packed).toString("utf8")) as AddonFacts[]), ...runtime];
}

/** The runtime addons' facts from their templates: the build makes them once and for all. */
export async function runtimeFacts(fs: FileSystem, version: OdooVersion): Promise<readonly AddonFacts[]> {
  const { frameworkFiles } = await import("./framework.ts");
  // How a text is laid out says nothing of what it brings.
  const asIs = { format: ({ content }: { readonly content: string }) => Promise.resolve(content) };
  const addons = new Map<string, Map<string, string>>();
  for (const { path, content } of await frameworkFiles(fs, version, Promise.resolve(asIs))) {
    const [name = "", ...below] = path.split("/");
    const files = addons.get(name) ?? new Map<string, string>();
    addons.set(name, files.set(below.join("/"), content));
  }
  return [...addons].map(([name, files]) => factsOf(readAddon(name, files)));
}
