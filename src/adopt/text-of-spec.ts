/** The inferred spec as text: each fact with the place where it was read, each gap with the reason. */
import { SYSTEM_ORDER } from "../spec/edits/edit.ts";
import type { Fact, Unknown } from "./facts.ts";
import type { Inferred, InferredEntity } from "./infer.ts";
import { KINDS } from "./requests.ts";

/** What the user said instead of the code. */
export interface Given {
  readonly type?: string | undefined;
  readonly baseUrl?: string | undefined;
}

const HEAD = `# Inferred from the code of this addon: behind each line stands where it was read.
# What stands below \`adopted\` is the owner's, and nothing is generated for it. What is added to \`entities\` is
# generated into the folder {folder}/, beside the code that is there.
`;

/** A value of YAML on one line; texts are quoted wherever YAML could take them for something else. */
export function yamlOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlOf).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).map(([key, one]) => `${yamlOf(key)}: ${yamlOf(one)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  if (typeof value !== "string") return String(value);
  const isPlain = /^[A-Za-z_/][\w./ -]*$/.test(value) && !/ $|^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

/** @param unknown what stays open */
export function textOfSpec(inferred: Inferred, unknown: readonly Unknown[], given: Given): string {
  const { connector, system, name } = inferred;
  const lines: string[] = [HEAD.replace("{folder}", name).trimEnd(), "spec: 1", "connector:"];
  const put = (indent: number, key: string, fact: Fact<unknown> | undefined): void => {
    if (fact === undefined) return;
    const at = fact.at === "" ? "" : ` # ${fact.at}`;
    lines.push(`${" ".repeat(indent)}${key}: ${yamlOf(fact.value)}${at}`);
  };
  const gap = (indent: number, key: string): void => {
    for (const one of unknown.filter((other) => other.key === key)) {
      lines.push(`${" ".repeat(indent)}# ${key.slice(key.lastIndexOf(".") + 1)}: not inferred: ${oneLine(one.why)}`);
    }
  };
  lines.push(`  name: ${name} # what generated models, classes and folders begin with`);
  const { system: known, type, ...said } = connector;
  put(2, "system", known);
  gap(2, "connector.system");
  for (const [key, fact] of Object.entries(said)) put(2, key, fact);
  if (given.type === undefined) {
    put(2, "type", type);
    gap(2, "connector.type");
  } else lines.push(`  type: ${given.type}`);
  lines.push("system:");
  if (given.baseUrl === undefined) {
    put(2, "base_url", system.base_url);
    gap(2, "system.base_url");
  } else lines.push(`  base_url: ${yamlOf(given.baseUrl)}`);
  const fields = (system.fields?.value ?? []) as readonly Fact<unknown>[];
  lines.push(fields.length === 0 ? "  fields: []" : "  fields:");
  for (const field of fields) lines.push(`    - ${yamlOf(field.value)} # ${field.at}`);
  for (const key of SYSTEM_ORDER.filter((one) => one !== "base_url" && one !== "fields")) {
    put(2, key, system[key]);
    gap(2, `system.${key}`);
  }
  lines.push("entities: []", "adopted:");
  lines.push(`  addon: ${inferred.addon}`);
  lines.push("  backend:", `    model: ${inferred.backend.value}`, `    file: ${yamlOf(inferred.backend.at)}`);
  if (inferred.routes.length > 0) {
    lines.push("  routes:");
    for (const route of inferred.routes) lines.push(`    - ${yamlOf(route.value)} # ${route.at}`);
  }
  lines.push(inferred.entities.length === 0 ? "  entities: []" : "  entities:");
  for (const entity of inferred.entities) lines.push(...linesOf(entity, unknown));
  return lines.join("\n") + "\n";
}

function linesOf(entity: InferredEntity, unknown: readonly Unknown[]): string[] {
  const { name, model, binding, direction, endpoints, mapping, kept } = entity;
  const lines = [
    `    - name: ${name}`,
    `      model: ${model.value}`,
    `      binding: ${binding.value}`,
    `      file: ${yamlOf(binding.at)}`,
  ];
  if (direction !== undefined) lines.push(`      direction: ${direction.value} # ${direction.at}`);
  const requests = KINDS.flatMap((kind) => {
    const fact = endpoints[kind];
    return fact === undefined ? [] : [`        ${kind}: ${yamlOf(fact.value)} # ${fact.at}`];
  });
  if (requests.length > 0) lines.push("      endpoints:", ...requests);
  if (mapping.length > 0) {
    lines.push("      mapping:");
    for (const { odoo, remote, direction: way, by, at } of mapping) {
      const value = {
        odoo,
        remote: remote.length === 1 ? remote[0] : remote,
        ...(way !== "both" && { direction: way }),
        ...(by !== undefined && { by }),
      };
      lines.push(`        - ${yamlOf(value)} # ${at}`);
    }
  }
  if (kept.length > 0) lines.push(`      kept: ${yamlOf(kept)}`);
  for (const { key, why, look } of unknown) {
    if (!key.startsWith(`adopted.entities.${name}.`)) continue;
    const what = key.slice(`adopted.entities.${name}.`.length);
    lines.push(`      # ${what}: not inferred: ${oneLine(why)}${look === undefined ? "" : ` (${look})`}`);
  }
  return lines;
}
