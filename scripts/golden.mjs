// Writes the golden trees and the example anew: `npm run golden`. Files that are no longer generated go.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";

const root = new URL("..", import.meta.url);
for (const folder of ["examples/shopify/shopify_connector", "test/golden"]) {
  rmSync(new URL(folder, root), { recursive: true, force: true });
}
const { status } = spawnSync("npx", ["vitest", "run", "--project", "unit", "test/unit/plan/golden.test.ts", "-u"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, GOLDEN: "1" },
});
process.exitCode = status ?? 1;
