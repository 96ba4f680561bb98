// Builds what is installed from the repository: by npm, by pre-commit. npm hands a global installation on to the one that
// prepares it, which then lacks what the build needs: that is installed first.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(join(root, "node_modules", "esbuild"))) {
  const here = ["--global=false", "--location=project", "--include=dev"];
  run("npm", ["ci", ...here, "--ignore-scripts", "--no-audit", "--no-fund"]);
}
run(process.execPath, [join(root, "scripts", "build.mjs")]);
