// Writes the golden trees and the examples anew: `npm run golden`. Files that are no longer generated go.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";

const root = new URL("..", import.meta.url);
const examples = new URL("examples/", root);
rmSync(new URL("test/golden", root), { recursive: true, force: true });
for (const entry of readdirSync(examples, { withFileTypes: true }).filter((one) => one.isDirectory())) {
  const folder = new URL(`${entry.name}/`, examples);
  for (const name of readdirSync(folder).filter((one) => one.endsWith("_connector"))) {
    rmSync(new URL(name, folder), { recursive: true });
  }
}
const { status } = spawnSync("npx", ["vitest", "run", "--project", "unit", "test/unit/plan/golden.test.ts", "-u"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, GOLDEN: "1" },
});
process.exitCode = status ?? 1;
