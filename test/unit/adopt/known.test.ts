/** Whether an adopted connector is one to a known system: told where the code leaves no doubt, else listed. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { backendsOf } from "../../../src/adopt/backend.ts";
import { Code } from "../../../src/adopt/facts.ts";
import { infer, type Inferred } from "../../../src/adopt/infer.ts";
import { withSystem } from "../../../src/adopt/known.ts";
import { AddonReader, readJudged } from "../../../src/app/read-addons.ts";
import { systemNames, systemSpec } from "../../../src/app/systems.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import { nodeFileSystem } from "../../../src/fs/node.ts";

const SEEDS = fileURLToPath(new URL("../../adopt/seeds/zest_connector", import.meta.url));
const HOST = "https://{self.backend_record.shop_url}";

/**
 * The seeds' sample, as somebody else would have it.
 * @param called what it is called instead of zest
 * @param edit of the adapter
 */
async function adopted(
  called: string,
  edit: (text: string) => string = (text) => text,
  baseUrl?: string,
): Promise<Inferred> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(SEEDS, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = (await readFile(path, "utf8")).replaceAll("zest", called).replaceAll("Zest", called);
    files[`/addons/connector_${called}/${path.slice(SEEDS.length + 1)}`] = path.endsWith("adapter.py")
      ? edit(text)
      : text;
  }
  const addon = await readJudged(
    await new AddonReader(new MemoryFileSystem(files)).source(`/addons/connector_${called}`),
  );
  const code = new Code(addon);
  const [backend] = backendsOf(code);
  if (backend === undefined) throw new Error("no backend");
  const systems = await Promise.all(
    (await systemNames(nodeFileSystem)).map((name) => systemSpec(nodeFileSystem, name)),
  );
  return withSystem(infer(addon, code, backend), addon, systems, baseUrl);
}

/** The path moves from the requests into the address, or becomes another one. */
const addressed =
  (address: string, path = "") =>
  (text: string): string => {
    const edited = text.replaceAll("/admin/api/2024-01", path).replace(HOST, address);
    expect(edited).not.toBe(text);
    return edited;
  };

const listed = ({ unknown }: Inferred): readonly string[] =>
  unknown.filter(({ key }) => key === "connector.system").map(({ why }) => why);

describe("a known system", () => {
  it.each([
    ["paths that all begin alike", "shopify", undefined, "https://{shop_url}/admin/api/2024-01"],
    [
      "an address with a field for the version",
      "shopify",
      addressed(`${HOST}/admin/api/{self.backend_record.api_version}`),
      "https://{shop_url}/admin/api/{api_version}",
    ],
    [
      "a field that holds the address",
      "woocommerce",
      addressed(`{self.backend_record.shop_url}/wp-json/wc/v3`),
      "{shop_url}/wp-json/wc/v3",
    ],
    ["a host that is nobody else's", "zest", addressed("https://api.stripe.com/v1"), "https://api.stripe.com/v1"],
  ])("is known by its name and %s", async (_, called, edit, address) => {
    const inferred = await adopted(called, edit);
    const name = called === "zest" ? "stripe" : called;
    expect(inferred.connector.system?.value).toBe(name);
    expect(inferred.system.base_url?.value).toBe(address);
    expect(listed(inferred)).toEqual([]);
    const { system, connector } = await systemSpec(nodeFileSystem, name);
    expect(inferred.connector.type?.value).toBe(connector.type);
    // What the code says stays; the rest is as the system has it.
    expect(inferred.system.auth?.value).toMatchObject({ kind: "header", value: "{api_key}" });
    for (const key of ["envelope", "pagination", "rate_limit", "formats"] as const) {
      expect(inferred.system[key]?.value).toEqual(system[key]);
    }
    const keys = inferred.unknown.map(({ key }) => key);
    for (const key of ["connector.type", "system.pagination", "system.rate_limit"]) expect(keys).not.toContain(key);
  });

  it("brings the fields that its own facts name, and no others", async () => {
    const inferred = await adopted("woocommerce", addressed("{self.backend_record.shop_url}/wp-json/wc/v3"));
    const fields = (inferred.system.fields?.value ?? []) as readonly { value: { name: string }; at: string }[];
    expect(fields.filter(({ at }) => at === "as WooCommerce has it").map(({ value }) => value.name)).toEqual([
      "weight_unit",
    ]);
    expect(new Set(fields.map(({ value }) => value.name)).size).toBe(fields.length);
  });

  it.each([
    [
      "another address",
      "shopify",
      addressed("https://{self.backend_record.shop_url}/graphql"),
      "and not with https://{shop_url}/graphql",
    ],
    [
      "paths of several versions",
      "shopify",
      (text: string) => text.replace("2024-01", "2024-04"),
      "and not with https://{shop_url}",
    ],
    [
      "paths with a version that is no field",
      "shopify",
      (text: string) => text.replaceAll("2024-01", "{version}").replaceAll("('/", "(f'/"),
      "and not with https://{shop_url}",
    ],
    [
      "nothing but the address",
      "zest",
      addressed("{self.backend_record.shop_url}/wp-json/wc/v3"),
      "nothing else says that it is WooCommerce",
    ],
  ])("is listed, not guessed, with %s", async (_, called, edit, why) => {
    const inferred = await adopted(called, edit);
    expect(inferred.connector.system).toBeUndefined();
    expect(listed(inferred)).toEqual([expect.stringContaining(why)]);
    expect(inferred.system.envelope).toBeUndefined();
    expect(inferred.unknown.map(({ key }) => key)).toContain("connector.type");
  });

  it("is no matter of a connector to another one", async () => {
    const inferred = await adopted("zest");
    expect(inferred.connector.system).toBeUndefined();
    expect(listed(inferred)).toEqual([]);
  });

  it("is known by an address that the user says, as it stands", async () => {
    const given = await adopted("shopify", undefined, "https://{shop_url}/admin/api/2026-07");
    expect(given.connector.system?.value).toBe("shopify");
    const short = await adopted("shopify", undefined, "https://{shop_url}");
    expect(short.connector.system).toBeUndefined();
    expect(listed(short)).toHaveLength(1);
  });
});
