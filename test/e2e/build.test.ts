import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadSpec } from "../../src/spec/load.ts";
import { needBuild, project } from "./support.ts";

needBuild();

it("holds every known system as its YAML says", async () => {
  const folder = join(project, "src", "systems");
  const systems = (await readdir(folder)).filter((file) => file.endsWith(".yaml"));
  expect(systems).toContain("shopify.yaml");
  for (const file of systems) {
    const { spec } = await loadSpec(await readFile(join(folder, file), "utf8"), file);
    const built = await readFile(join(project, "dist", "systems", file.replace(/yaml$/, "json")), "utf8");
    expect(JSON.parse(built)).toEqual(spec);
  }
});
