import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findSpec, runMock } from "../../../src/app/mock.ts";
import { mockCommand } from "../../../src/commands/mock.ts";
import { ConnectorError } from "../../../src/errors.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";

const YAML = await readFile(new URL("../../../src/systems/shopify.yaml", import.meta.url), "utf8");
let fs: MemoryFileSystem;
beforeEach(async () => {
  fs = new MemoryFileSystem();
  await fs.makeDirectory("/systems");
  await fs.makeDirectory("/there/addon");
  await fs.makeDirectory("/there/empty");
  await fs.writeText("/systems/shopify.yaml", YAML);
  await fs.writeText("/there/addon/connector.yaml", YAML);
  await fs.writeText("/there/mine.yaml", YAML);
});
const target = (name: string) => ({ target: name, cwd: "/there", systems: "/systems" });

describe("what a target means", () => {
  it("is a file, a folder with a spec, or a known system", async () => {
    expect(await findSpec(fs, target("mine.yaml"))).toBe("/there/mine.yaml");
    expect(await findSpec(fs, target("addon"))).toBe("/there/addon/connector.yaml");
    expect(await findSpec(fs, target("shopify"))).toBe("/systems/shopify.yaml");
  });

  it("is no addon whose writing was interrupted", async () => {
    await fs.makeDirectory("/there/.odoo-connector-staging");
    await fs.writeText("/there/.odoo-connector-staging/journal.json", "{}");
    const error: unknown = await findSpec(fs, target("addon")).catch((reason: unknown) => reason);
    expect((error as ConnectorError).problems).toEqual([
      expect.objectContaining({ place: "/there", hint: expect.stringContaining("run the command again") as string }),
    ]);
  });

  it("is otherwise refused with the nearest right word", async () => {
    await expect(findSpec(fs, target("empty"))).rejects.toThrow(/no connector.yaml/);
    const error: unknown = await findSpec(fs, target("shopfy")).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectorError);
    expect((error as ConnectorError).problems[0]?.hint).toContain("shopify");
  });

  it("starts", async () => {
    const { mock, file } = await runMock(fs, target("shopify"), { records: 2 });
    expect(file).toBe("/systems/shopify.yaml");
    expect((await fetch(`${mock.url}/shop.json`)).status).toBe(401);
    await mock.close();
  });
});

describe("the command", () => {
  afterEach(() => vi.restoreAllMocks());
  const run = (...argv: string[]): Promise<unknown> => mockCommand().parseAsync(argv, { from: "user" });

  it("prints the address, the form's values and how to send a webhook, until it is stopped", async () => {
    for (const json of [true, false]) {
      let printed = "";
      vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
        printed += String(chunk);
        return true;
      });
      const done = run("shopify", "--records", "3", "--faults", "delay:ms=1", ...(json ? ["--json"] : []));
      await expect.poll(() => printed, { timeout: 10_000 }).toMatch(/\n$/);
      const url = /http:\/\/127\.0\.0\.1:\d+\/admin\/api\/[\d-]+/.exec(printed)?.[0] ?? "";
      expect((await fetch(`${url}/shop.json`)).status).toBe(401);
      if (json)
        expect(JSON.parse(printed)).toMatchObject({
          url,
          credentials: { shop_url: "mock-shop.myshopify.com" },
          records: { orders: 3 },
        });
      else expect(printed).toMatch(/shop_url[\s\S]*3 orders[\s\S]*X-Mock-Token[\s\S]*Ctrl-C/);
      process.emit("SIGINT");
      await done;
      await expect(fetch(`${url}/shop.json`)).rejects.toThrow();
      vi.restoreAllMocks();
    }
  });

  it.each([
    ["--records", "many"],
    ["--port", "70000"],
    ["--seed", "-1"],
    ["--faults", "explode"],
  ])("refuses %s %s", async (option, value) => {
    await expect(run("shopify", option, value)).rejects.toThrow(ConnectorError);
  });
});
