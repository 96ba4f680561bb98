import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { makeWorld } from "../../src/addon/make-world.ts";
import { readAddon } from "../../src/addon/read.ts";
import type { AddonModel } from "../../src/addon/types.ts";
import { indexReader } from "../../src/app/package.ts";
import { nodeFileSystem } from "../../src/fs/node.ts";
import type { OdooVersion } from "../../src/odoo/capabilities.ts";
import { openIndex } from "../../src/odoo/index.ts";
import { faultOfXml } from "../../src/parse/xml-fault.ts";
import { FRAMEWORK_ADDONS } from "../../src/plan/framework.ts";
import { RULES } from "../../src/rules/registry.ts";
import { judge } from "../../src/validate/engine.ts";
import type { Finding } from "../../src/validate/types.ts";
import type { Tree, VersionTrees } from "../generated/trees.ts";
import { ocaAddons } from "./fetch.ts";

const known = new Map<string, Promise<any>>();
function knowledgeOf(version: OdooVersion) {
  let k = known.get(version);
  if (!k) known.set(version, (k = (async () => {
    const index = await openIndex(version, indexReader(nodeFileSystem));
    const [methods, xmlIds, values] = await Promise.all([index.methods(), index.xmlIds(), index.values()]);
    const oca = await ocaAddons(version);
    const base = ["component", "component_event", "connector", "queue_job"].map((n) => addonOf(n, treeAt(join(oca, n))));
    return { parts: { index, methods, xmlIds, values }, base };
  })()));
  return k;
}
const READ = /\.(py|xml|csv|yaml|yml|rst|md|txt|html|js)$/;
function treeAt(folder: string): Map<string, string | undefined> {
  const m = new Map<string, string | undefined>();
  for (const e of readdirSync(folder, { recursive: true, withFileTypes: true })) if (e.isFile()) { const p = join(e.parentPath, e.name); m.set(p.slice(folder.length + 1), /\.(py|xml|csv)$/.test(p) ? readFileSync(p, "utf8") : undefined); }
  return m;
}
function addonOf(name: string, files: ReadonlyMap<string, string | undefined>): AddonModel {
  const faults = new Map();
  for (const [path, text] of files) { const f = path.endsWith(".xml") && text !== undefined ? faultOfXml(text) : undefined; if (f) faults.set(path, f); }
  return readAddon(name, files, faults);
}
export const crashes: string[] = [];
function one(addon: AddonModel, version: OdooVersion, addons: AddonModel[], parts: any): readonly Finding[] {
  const world = makeWorld({ ...parts, addons: [...addons.filter((a) => a.name !== addon.name), addon] });
  const out: Finding[] = [];
  const t = performance.now();
  try { const all = judge({ addon, world, path: "", version: { odoo: version }, rules: RULES, choice: {} }).findings; if (performance.now() - t < 5000) return all; } catch { /* one by one */ }
  for (const rule of RULES) {
    const t0 = performance.now();
    try { out.push(...judge({ addon, world, path: "", version: { odoo: version }, rules: [rule], choice: {} }).findings); }
    catch (e) { crashes.push(`${rule.code} ${addon.name} ${version}: ${(e as Error).stack?.split("\n").slice(0, 3).join(" ")}`); }
    const ms = performance.now() - t0; if (ms > 1000) crashes.push(`SLOW ${rule.code} ${addon.name} ${version}: ${Math.round(ms)} ms`);
  }
  return out;
}
export async function judged(_fs: unknown, version: OdooVersion, paths: readonly string[], _addonsPath: readonly string[]): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const { parts, base } = await knowledgeOf(version);
  const folders = paths.flatMap((p) => readdirSync(p).map((n) => join(p, n)).filter((f) => existsSync(join(f, "__manifest__.py")) && statSync(f).isDirectory()));
  const addons = folders.map((f) => [f, addonOf(basename(f), treeAt(f))] as const);
  const all = [...addons.map(([, a]) => a)];
  for (const b of base) if (!all.some((a) => a.name === b.name)) all.push(b);
  const byName = new Map(all.map((a) => [a.name, a]));
  const close = (a: AddonModel): AddonModel[] => { const seen = new Set<string>(); const w = [a.name]; while (w.length) { const n = w.pop()!; if (seen.has(n)) continue; seen.add(n); for (const d of byName.get(n)?.manifest?.depends ?? []) w.push(d.text); } return [...seen].flatMap((n) => byName.get(n) ?? []); };
  return new Map(addons.map(([f, a]) => [f, one(a, version, close(a), parts)]));
}
export async function judgedTrees(version: OdooVersion, trees: VersionTrees, addons: readonly { readonly folder: string; readonly files: Tree }[]): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const { parts, base } = await knowledgeOf(version);
  const runtime = FRAMEWORK_ADDONS.map((n) => addonOf(n, trees.get(n) ?? new Map()));
  return new Map(addons.map(({ folder, files }) => { const a = addonOf(basename(folder), files); return [folder, one(a, version, [...base, ...runtime], parts)]; }));
}
export const told = ({ severity, code, path, start, message }: Finding): string => `${path}:${start.line} ${severity} ${code}: ${message}`;
