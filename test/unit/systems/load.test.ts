import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import { knownSystems, loadSystem, nearestSystem, type SystemSource } from "../../../src/systems/load.ts";
import { problemsOf } from "../spec/helpers.ts";

const folder = new URL("../../../src/systems/", import.meta.url);
const read: string[] = [];
const source: SystemSource = {
  list: () => readdir(folder),
  read: (file) => {
    read.push(file);
    return readFile(new URL(file, folder), "utf8");
  },
};

describe("known systems", () => {
  it("are the files of the folder; listing reads none", async () => {
    expect(await knownSystems(source)).toEqual(["shopify", "stripe", "woocommerce"]);
    expect(read).toEqual([]);
  });

  it("are called like their file and resolve", async () => {
    for (const name of await knownSystems(source)) {
      const loaded = await loadSystem(name, source);
      expect(loaded.spec.connector.name).toBe(name);
      expect(resolveSpec(loaded.spec).names.name).toBe(name);
    }
  });

  it("take overrides", async () => {
    const loaded = await loadSystem("shopify", source, { set: ["connector.title=My Shop"] });
    expect(loaded.spec.connector.title).toBe("My Shop");
  });

  it("are suggested for what is misspelt", async () => {
    expect(nearestSystem("shopfy", ["shopify", "stripe"])).toBe("shopify");
    expect(await problemsOf(() => loadSystem("woocomerce", source))).toEqual([
      { message: 'no system is known by the name "woocomerce"', hint: "did you mean woocommerce?" },
    ]);
    expect((await problemsOf(() => loadSystem("magento", source)))[0]?.hint).toBe(
      "known are shopify, stripe or woocommerce; describe any other with --spec",
    );
  });

  it("use the names of fields that every connector's users know", async () => {
    for (const name of await knownSystems(source)) {
      const { spec } = await loadSystem(name, source);
      const fields = spec.system.fields.map((field) => field.name);
      expect(fields).toContain("api_key");
      expect(fields).toContain("webhook_secret");
    }
  });
});
