import { execFile, spawn } from "node:child_process";
import { mkdtemp, mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeFileSystem as fs } from "../../src/fs/node.ts";
import { madeOnce, type LabContext } from "../../src/lab/context.ts";
import { withLock } from "../../src/lab/lock.ts";
import { freePort, identify, isAlive, run, stopGroup } from "../../src/lab/process.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
let folder = "";

beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "lab-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The built executable, with a cache of its own; resolves with what it said and its exit code. */
function lab(args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, "bin", "odoo-connector.js"), "lab", ...args],
      { env: { ...process.env, ODOO_CONNECTOR_CACHE: join(folder, "cache"), ...env } },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const context = (messages: string[] = []): LabContext => ({
  fs,
  cache: folder,
  onProgress: ({ message }) => void messages.push(message),
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const isRunning = async (pid: number): Promise<boolean> => (await identify(fs, pid)) !== undefined;

describe("the lab's commands", () => {
  it("name the way that is left where no Odoo can be had", async () => {
    const { code, stderr } = await lab(["up"], { PATH: folder });
    expect(code).toBe(2);
    expect(stderr).toContain("there is no apt-get on this machine");
    expect(stderr).toContain("--odoo DIR");
    // What was begun is gone.
    expect(await readdir(join(folder, "cache", "odoo"))).toEqual([]);
  });

  it.each(["up", "test"])("refuse an addon whose writing was interrupted: %s", async (command) => {
    await mkdir(join(folder, ".odoo-connector-staging"));
    await writeFile(join(folder, ".odoo-connector-staging", "undo.json"), "{}");
    const { code, stderr } = await lab([command, join(folder, "shopify_connector")]);
    expect(code).toBe(2);
    expect(stderr).toContain("a write was interrupted here");
    expect(stderr).toContain("run the command again");
  });

  it("refuse what is no addon, no Odoo and no series before anything is made", async () => {
    await mkdir(join(folder, "empty"));
    for (const [args, message] of [
      [["test", "nowhere"], "there is no addon here"],
      [["up", "--odoo", join(folder, "empty")], "no Odoo in"],
      [["up", "--series", "17.0"], "--odoo DIR"],
      [["up", "--port", "x"], "no whole number"],
    ] as const) {
      const { code, stderr } = await lab([...args]);
      expect(stderr).toContain(message);
      expect(code).toBe(2);
    }
  });

  it("take the series from the addon's version", async () => {
    for (const [name, version] of [
      ["one", "18.0.1.0.0"],
      ["two", "17.0.1.0.0"],
    ] as const) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, "__manifest__.py"), `{"name": "x", "version": "${version}"}`);
    }
    expect((await lab(["up", join(folder, "one")])).stderr).toContain("18.0 must be on this machine");
    const both = await lab(["test", join(folder, "one"), join(folder, "two")]);
    expect(both.stderr).toContain("can't run together: one is for 18.0, two is for 17.0");
  });

  it("find nothing to stop in an empty cache", async () => {
    const { code, stdout } = await lab(["down", "--json"]);
    expect(JSON.parse(stdout)).toEqual({ stopped: [], postgres: false });
    expect(code).toBe(0);
  });

  it("stop a server that a killed `up` left, but never another process of that number", async () => {
    const left = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
    const [pid = 0, stranger = 0] = [left.pid, other.pid];
    await mkdir(join(folder, "cache", "up"), { recursive: true });
    const state = (database: string, server: unknown): Promise<void> =>
      writeFile(
        join(folder, "cache", "up", `${database}.json`),
        JSON.stringify({
          database,
          series: "19.0",
          addonsPaths: [],
          addons: [],
          url: `http://${database}`,
          since: 1,
          server,
        }),
      );
    await state("mine", await identify(fs, pid));
    await state("stale", { pid: stranger, started: "long ago", host: hostname() });
    try {
      expect((await lab(["down"])).stdout.trim()).toBe("stopped http://mine");
      expect(await isRunning(pid)).toBe(false);
      expect(await isRunning(stranger)).toBe(true);
    } finally {
      await stopGroup(stranger, 10, "SIGKILL");
    }
  });
});

describe("processes", () => {
  it("are run to their end, line by line", async () => {
    const lines: string[] = [];
    const script =
      "process.stdin.on('data', (d) => { console.log(String(d)); console.error('no'); process.exitCode = 3 })";
    const result = await run(process.execPath, ["-e", script], {
      input: "a\nb",
      onLine: (line, from) => lines.push(`${from} ${line}`),
    });
    expect(result).toEqual({ code: 3, stdout: "a\nb\n", stderr: "no\n" });
    expect(lines.sort()).toEqual(["stderr no", "stdout a", "stdout b"]);
  });

  it("that are missing are a result", async () => {
    expect(await run("no-such-program", [])).toMatchObject({ code: null, failure: "ENOENT" });
  });

  it("end as a whole group when the caller gives up, the stubborn ones too", async () => {
    const child = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
    const script = `const c = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]); console.log(c.pid); setInterval(() => {}, 1000)`;
    const abort = new AbortController();
    let grandchild = 0;
    const running = run(process.execPath, ["-e", script], {
      signal: abort.signal,
      onLine: (line) => {
        grandchild = Number(line);
        abort.abort(new Error("enough"));
      },
    });
    await expect(running).rejects.toThrow("enough");
    for (const until = Date.now() + 8000; Date.now() < until && (await isRunning(grandchild));) await sleep(100);
    expect(await isRunning(grandchild)).toBe(false);
  });

  it("are told apart from a later one of the same number", async () => {
    const me = await identify(fs, process.pid);
    expect(me).toBeDefined();
    if (!me) return;
    expect(await isAlive(fs, me)).toBe(true);
    expect(await isAlive(fs, { ...me, started: "another time" })).toBe(false);
    // Nobody can tell from here.
    expect(await isAlive(fs, { ...me, started: "another time", host: "elsewhere" })).toBe(true);
  });

  it("get a port that is free", async () => {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("what is made once", () => {
  it("is made by one while the other waits and says for whom", async () => {
    const order: string[] = [];
    const file = join(folder, "x.lock");
    const holder = `
      const fs = require('fs');
      fs.writeFileSync(${JSON.stringify(file)}, process.argv[1], { flag: 'wx' });
      console.log('held');
      setTimeout(() => fs.unlinkSync(${JSON.stringify(file)}), 700);`;
    const other = spawn(process.execPath, [
      "-e",
      "process.stdin.on('data', (d) => { process.argv[1] = String(d); " + holder + " })",
    ]);
    const identity = await identify(fs, other.pid ?? 0);
    other.stdin.write(JSON.stringify({ ...identity, purpose: "making something" }));
    await new Promise((resolve) => other.stdout.once("data", resolve));
    const ended = new Promise((resolve) => other.once("exit", resolve));
    await withLock({ ...context(order), file, purpose: "waiting" }, () => Promise.resolve(order.push("mine")));
    other.stdin.end();
    await ended;
    expect(order[0]).toContain(`waiting for process ${other.pid ?? 0}`);
    expect(order[0]).toContain("which is making something");
    expect(order[1]).toBe("mine");
  });

  it("is taken over from a process that died, and from a lock that was cut off", async () => {
    for (const text of [JSON.stringify({ pid: 1, started: "never", host: hostname(), purpose: "x" }), "{"]) {
      const file = join(folder, "dead.lock");
      await writeFile(file, text);
      expect(await withLock({ ...context(), file, purpose: "mine" }, () => Promise.resolve("done"))).toBe("done");
      expect(await readdir(folder)).toEqual([]);
    }
  });

  it("is one after the other within a process, also after a failure", async () => {
    const file = join(folder, "y.lock");
    const order: number[] = [];
    const one = (number: number): Promise<void> =>
      withLock({ ...context(), file, purpose: "x" }, async () => {
        order.push(number);
        await sleep(20);
        order.push(number);
        if (number === 2) throw new Error("failed");
      });
    const results = await Promise.allSettled([one(1), one(2), one(3)]);
    expect(order).toEqual([1, 1, 2, 2, 3, 3]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("never stands half-made", async () => {
    const failing = madeOnce(context(), "thing", "making it", async (making) => {
      await writeFile(join(making, "half"), "");
      throw new Error("no network");
    });
    await expect(failing).rejects.toThrow("no network");
    expect(await readdir(folder)).toEqual([]);
    // Left by a process that was killed: swept by the next.
    await mkdir(join(folder, "thing.making-1"));
    await writeFile(join(folder, "thing.making-1", "half"), "");
    let times = 0;
    for (let count = 0; count < 2; count += 1) {
      await madeOnce(context(), "thing", "making it", async (making) => {
        times += 1;
        await writeFile(join(making, "whole"), "");
      });
    }
    expect(times).toBe(1);
    expect(await readdir(join(folder, "thing"))).toEqual(["whole"]);
    expect((await stat(join(folder, "thing"))).isDirectory()).toBe(true);
  });
});
