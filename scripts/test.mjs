// `npm test`: installs what is missing, builds, lints, and runs every suite, the real Odoo included.
// Ends with one plain line, "N passed, N failed, N skipped", that any CI can read.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function run(title, command, args) {
  console.log(`\n== ${title}`);
  const started = performance.now();
  const result = spawnSync(command, args, { cwd: root, stdio: "inherit", env: process.env });
  console.log(`== ${title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result.status ?? 1;
}

function must(title, command, args) {
  const status = run(title, command, args);
  if (status !== 0) {
    console.log(`\n${title} failed.`);
    process.exit(status);
  }
}

if (!existsSync(join(root, "node_modules", "vitest"))) must("install", "npm", ["ci"]);
must("build", "npm", ["run", "--silent", "build"]);
must("lint", "npm", ["run", "--silent", "lint"]);

const folder = mkdtempSync(join(tmpdir(), "odoo-connector-test-"));
const report = join(folder, "report.json");
const only = process.argv.slice(2);
const status = run("tests", process.execPath, [
  join(root, "node_modules", "vitest", "vitest.mjs"),
  "run",
  ...only,
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
]);

// A run that died before it could report is a failure, whatever its exit code.
if (!existsSync(report)) process.exit(status || 1);
const { numPassedTests, numFailedTests, numPendingTests, success } = JSON.parse(readFileSync(report, "utf8"));
rmSync(folder, { recursive: true });
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exit(success && status === 0 ? 0 : status || 1);
