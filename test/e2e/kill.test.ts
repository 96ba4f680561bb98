import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bin, needBuild, project, treeOf, withFolder } from "./support.ts";

needBuild();

const ADDON = "shopify_connector";
const MUTEX = ".odoo-connector.lock";
/** Stands there from the first file that is made ready to the last that is in its place. */
const STAGING = ".odoo-connector-staging";
const KILLS = 100;

/** How long a write takes on this machine, in milliseconds: kills are spread over so much time. */
interface Span {
  length: number;
}

interface End {
  isKilled: boolean;
  /** How long the write took; undefined where its end was not seen. */
  written: number | undefined;
}

/**
 * Runs a command, and kills it at a random moment of its write.
 * @param span undefined: nothing is killed
 */
async function killed(folder: string, args: readonly string[], span: Span | undefined): Promise<End> {
  let begun: number | undefined;
  let written: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, (event, name) => {
    if (event !== "rename" || name !== STAGING) return;
    if (begun !== undefined) written ??= performance.now() - begun;
    begun ??= performance.now();
    if (span !== undefined) timer ??= setTimeout(() => child.kill("SIGKILL"), Math.random() * span.length);
  });
  const child = spawn(process.execPath, [join(project, "bin/odoo-connector.js"), ...args], {
    cwd: folder,
    stdio: "ignore",
  });
  const isKilled = await new Promise<boolean>((resolve) => {
    child.on("close", (_code, signal) => resolve(signal === "SIGKILL"));
  });
  clearTimeout(timer);
  watcher.close();
  return { isKilled, written };
}

describe(`a write that is killed, at ${KILLS} random moments`, () => {
  it(
    "leaves the old tree or the new one, be it a merge or its way back",
    () =>
      withFolder(async (folder) => {
        const { code } = await bin("init-connector", [
          ...["shopify", "--entities", "customers", "--path", folder, "--quiet"],
        ]);
        expect(code).toBe(0);
        await appendFile(join(folder, ADDON, "models/backend.py"), "\n    def my_own(self):\n        return 42\n");
        const manifest = join(folder, ADDON, "__manifest__.py");
        await writeFile(manifest, (await readFile(manifest, "utf8")).replace(/"name": ".*"/, '"name": "My Shop"'));
        const spec = join(folder, ADDON, "connector.yaml");
        await writeFile(spec, (await readFile(spec, "utf8")).replace("title: Shopify", "title: Corner Shop"));

        // One writes a merge with a conflict, the other what stood there before: each makes the other's beginning.
        const merge = { args: ["upgrade", ADDON], span: { length: 0 } };
        const back = { args: ["upgrade", ADDON, "--abort"], span: { length: 0 } };
        const old = await treeOf(folder);
        merge.span.length = (await killed(folder, merge.args, undefined)).written ?? 50;
        const fresh = await treeOf(folder);
        expect(fresh[`${ADDON}/.connector.pending`]).toBeDefined();
        back.span.length = (await killed(folder, back.args, undefined)).written ?? 50;
        expect(await treeOf(folder)).toEqual(old);

        const outcomes = { kept: 0, changed: 0 };
        let isFresh = false;
        let same = 0;
        for (let kills = 0; kills < KILLS || outcomes.changed === 0 || outcomes.kept === 0;) {
          const { args, span } = isFresh ? back : merge;
          const { isKilled } = await killed(folder, args, span);
          // The next command puts things right before it does anything.
          await bin("odoo-connector", ["upgrade", ADDON, "--continue"], { cwd: folder });
          const { [MUTEX]: _, ...tree } = await treeOf(folder);
          const isNow = tree[`${ADDON}/.connector.pending`] !== undefined;
          expect(tree).toEqual(isNow ? fresh : old);
          const hasChanged = isNow !== isFresh;
          isFresh = isNow;
          if (isKilled) {
            kills++;
            outcomes[hasChanged ? "changed" : "kept"]++;
          }
          // A machine that has become slower or faster since: the kills follow.
          same = hasChanged ? 0 : same + 1;
          if (!isKilled) span.length *= 0.8;
          else if (same >= 5) span.length *= 1.5;
        }
        expect(outcomes.kept + outcomes.changed).toBeGreaterThanOrEqual(KILLS);
      }),
    300_000,
  );
});
