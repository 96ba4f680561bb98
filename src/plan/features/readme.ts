import type { ResolvedEntity } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { backendOptions } from "../backend-parts.ts";
import { capital } from "../text.ts";
import { manyOf } from "../wording.ts";

const ARROWS = { import: "→ Odoo", export: "Odoo →", both: "↔" } as const;
const WAYS = { import: "into Odoo", export: "out of Odoo", both: "both ways" } as const;

/** Fragments as OCA names them, in the order of README.rst. */
const FRAGMENTS = ["DESCRIPTION", "INSTALL", "CONFIGURE", "USAGE", "DEVELOP"] as const;

function row(entity: ResolvedEntity) {
  const phrase = `${manyOf(entity)} ${WAYS[entity.direction]}`;
  return {
    label: entity.names.labelPlural,
    model: entity.specModel,
    direction: ARROWS[entity.direction],
    children: entity.children.map((child) => child.names.labelPlural.toLowerCase()),
    matched: entity.matchOn.map(({ odoo }) => odoo),
    phrase,
    sentence: `${capital(phrase)}.`,
  };
}

/**
 * What the connector does, how it is set up, and where what happened can be seen: README.rst and the fragments that the
 * OCA's tools make one from, the page and icon of the Apps menu, the changelog. What only its authors can write on is
 * theirs once it was written.
 */
export function readme(context: PlanContext): AddonFile[] {
  const { spec, cap } = context;
  const data = {
    // The version's own list, and the job runner.
    serverWide: cap.rpcModule ? "base,rpc,web,queue_job" : "base,web,queue_job",
    summary: spec.connector.summary,
    rows: spec.entities.map(row),
    fields: spec.system.fields,
    options: backendOptions(context),
    tables: spec.tables.map(({ facts }) => facts.label),
    topics: spec.webhooks.map(({ topic }) => topic),
    exports: [...new Set(spec.exports.map(({ model }) => model))],
    hasImports: spec.entities.some((entity) => entity.imports),
    hasWebhooks: spec.system.webhooks !== undefined,
    matched: spec.entities.filter((entity) => entity.matchOn.length > 0),
    order: spec.entities.some((entity) => entity.order !== undefined),
  };
  const file = (path: string): AddonFile => ({ path, template: path, data });
  return [
    file("README.rst"),
    ...FRAGMENTS.map((name) => file(`readme/${name}.rst`)),
    { ...file("readme/CONTRIBUTORS.rst"), ownership: "seed" },
    { ...file("CHANGELOG.md"), ownership: "seed" },
    { ...file("static/description/icon.png"), ownership: "seed" },
    file("static/description/index.html"),
  ];
}
