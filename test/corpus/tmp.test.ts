import { it } from "vitest";
import { ODOO_VERSIONS } from "../../src/odoo/capabilities.ts";
import { connectors, treesOf } from "../generated/trees.ts";
import { MUTATIONS } from "../mutations/index.ts";
import { apply } from "../mutations/apply.ts";
it("x", async () => { const all = await connectors(); const trees = new Map(); for (const v of ODOO_VERSIONS) trees.set(v, await treesOf(all, v));
 const out: string[] = [];
 for (const m of MUTATIONS) { try { const t = trees.get(m.version).get(m.addon); const r = apply(m, t); out.push(`${m.rule} ${m.version} ${m.addon} ${r.place} | ${r.files.get(r.place.replace(/:\d+$/,""))?.split("\n")[Number(r.place.split(":").pop())-1]}`);} catch (e) { out.push("BAD " + m.rule + " " + m.version + " " + (e as Error).message); } }
 (await import("node:fs")).writeFileSync("/tmp/f3/mut.txt", out.join("\n")); }, 100000);
