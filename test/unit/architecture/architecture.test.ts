import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkFile } from "./rules.ts";

const src = fileURLToPath(new URL("../../../src", import.meta.url));

describe("who may import whom", () => {
  it("holds in every file of src/", () => {
    const files = readdirSync(src, { recursive: true, encoding: "utf8" })
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => path.endsWith(".ts"));
    expect(files.length).toBeGreaterThan(30);
    const violations = files.flatMap((file) => checkFile(file, readFileSync(join(src, file), "utf8")));
    expect(violations.map(({ file, line, message }) => `src/${file}:${line} ${message}`)).toEqual([]);
  });

  it.each([
    ["plan/a.ts", 'import { x } from "../write/writer.ts";', "plan may not import write"],
    ["plan/a.ts", 'import type { X } from "../app/create.ts";', "plan may not import app"],
    ["spec/deep/a.ts", 'export { x } from "../../render/literals.ts";', "spec may not import render"],
    ["spec/a.ts", 'const x = await import("../format/format.ts");', "spec may not import format"],
    ["app/a.ts", 'import { main } from "../cli.ts";', "nobody imports cli.ts"],
    ["app/a.ts", 'import { tell } from "../commands/init-connector.ts";', "nobody imports commands"],
    ["write/a.ts", 'import { nodeFileSystem } from "../fs/node.ts";', "write may import only types of fs"],
    ["write/a.ts", 'import { mergeText } from "../patch/merge.ts";', "write may import only types of patch"],
    ["app/a.ts", 'import { readFile } from "node:fs/promises";', "only src/fs touches the disk"],
    ["write/a.ts", 'import fse from "fs-extra";', "only src/fs touches the disk"],
    ["app/a.ts", 'import { spawn } from "node:child_process";', "only src/lab and src/git start processes"],
    ["app/a.ts", 'console.log("x");', "only commands and reporters print"],
    ["format/a.ts", 'process.stdout.write("x");', "only commands and reporters print"],
    ["format/a.ts", 'import prettier from "prettier";', "import it inside a function"],
    ["cli.ts", 'import chalk from "chalk";', "cli.ts imports commander only"],
    ["odoo/a.ts", 'import { hostname } from "node:os";', "odoo is pure"],
    ["prompts/a.ts", 'import { select } from "@inquirer/prompts";', "import it inside a function"],
    ["app/a.ts", 'const { select } = await import("@inquirer/prompts");', "only src/prompts asks"],
    ["newhouse/a.ts", "", "the house newhouse is not in the table"],
  ])("catches %s with %s", (file, text, message) => {
    expect(
      checkFile(file, text)
        .map((violation) => violation.message)
        .join("; "),
    ).toContain(message);
  });

  it("lets pass what is allowed", () => {
    const fine = [
      'import type { Document } from "yaml";',
      'import { type Document } from "yaml";',
      'const yaml = await import("yaml");',
      'import type { FileSystem } from "../fs/port.ts";',
      'import { own } from "./own.ts";',
      '// console.log("in a comment")',
      'const text = "process.stdout";',
    ];
    expect(checkFile("write/a.ts", fine.join("\n"))).toEqual([]);
  });
});
