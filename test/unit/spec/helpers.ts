import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { ConnectorError, type Problem } from "../../../src/errors.ts";
import { openIndex } from "../../../src/odoo/index.ts";
import type { OdooVersion } from "../../../src/odoo/capabilities.ts";
import type { Example } from "../../../src/spec/examples.ts";
import { loadSpec } from "../../../src/spec/load.ts";
import type { Spec } from "../../../src/spec/schema.ts";

export function systemText(name: string): string {
  return readFileSync(new URL(`../../../src/systems/${name}.yaml`, import.meta.url), "utf8");
}

export async function systemSpec(name: string): Promise<Spec> {
  return (await loadSpec(systemText(name), `${name}.yaml`)).spec;
}

export const readIndex = (file: string) => readFile(new URL(`../../../data/odoo-index/${file}`, import.meta.url));
export const indexOf = (version: OdooVersion) => openIndex(version, readIndex);

/** The smallest spec that is right, to be changed by a test. */
export function smallSpec(): Spec {
  return {
    spec: 1,
    connector: { name: "acme", type: "ecommerce" },
    system: {
      base_url: "https://{host}/api",
      fields: [
        { name: "host", required: true, tenant: true },
        { name: "api_key", secret: true },
        { name: "region", type: "selection", values: ["eu", "us"], default: "eu" },
      ],
      auth: { kind: "bearer", token: "{api_key}" },
      envelope: { list: "{plural}", item: "{singular}", request: null },
    },
    entities: [
      {
        name: "customer",
        model: "res.partner",
        direction: "both",
        endpoints: { list: "GET /customers", create: "POST /customers", update: "PUT /customers/{id}" },
        match_on: [{ odoo: "email", remote: "email" }],
        mapping: [
          { odoo: "name", remote: "name" },
          { odoo: "email", remote: "email" },
        ],
      },
    ],
  };
}

/** {@link smallSpec} with what an example of the reference shows in it. */
export function exampleSpec({ connector, system, entity, tables, adopted }: Example): object {
  const base = smallSpec();
  return {
    ...base,
    connector: { ...base.connector, ...connector },
    system: { ...base.system, ...system },
    entities: [{ ...base.entities[0], ...entity }],
    ...(tables !== undefined && { tables }),
    ...(adopted !== undefined && { adopted }),
  };
}

/** What a step complains about. */
export async function problemsOf(step: () => unknown): Promise<readonly Problem[]> {
  try {
    await step();
  } catch (error) {
    if (error instanceof ConnectorError) return error.problems;
    throw error;
  }
  throw new Error("nothing was wrong");
}
