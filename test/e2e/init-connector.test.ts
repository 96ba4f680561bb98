import { spawn } from "node:child_process";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectSound } from "../generated/sound.ts";
import { bin, needBuild, project, run, timesOf, treeOf, withFolder } from "./support.ts";

needBuild();

const SHOPIFY = ["shopify", "--type", "ecommerce"];

describe("init-connector of a system that nobody has described", () => {
  const acme = ["acme", "--base-url", "https://{tenant}.acme.example/v1", "--auth", "bearer", "--pagination", "cursor"];

  it.each(["ecommerce", "logistics", "accounting", "crm"])("drafts a spec of type %s that a second run keeps", (type) =>
    withFolder(async (folder) => {
      const args = [...acme, "--type", type, "--path", folder];
      const { code, stderr } = await bin("init-connector", args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const tree = await treeOf(folder);
      expect(tree["acme_connector/connector.yaml"]).toContain("kind: cursor");
      expect((await bin("init-connector", ["acme", "--path", folder])).code).toBe(0);
      // A slash at the end of an address is no other address.
      const url = "https://{tenant}.acme.example/v1";
      const said = ["acme", "--path", folder, "--base-url", `${url}/`, "--set", `system.base_url=${url}`];
      expect(await bin("init-connector", said)).toMatchObject({ code: 0, stderr: "" });
      expect(await treeOf(folder)).toEqual(tree);
    }),
  );

  it("names every option that is missing, and writes nothing", () =>
    withFolder(async (folder) => {
      const { code, stderr } = await bin("init-connector", ["acme", "--path", folder]);
      expect(code).toBe(2);
      expect(stderr).toContain("--type: is missing");
      expect(stderr).toContain("--base-url: is missing");
      expect(await treeOf(folder)).toEqual({});
    }));
});

describe("init-connector shopify", () => {
  it("writes a formatted connector and the runtime beside it, and says what to type next", () =>
    withFolder(async (folder) => {
      const env = { ...process.env, npm_command: "run-script" };
      const args = [...SHOPIFY, "--path", "addons"];
      const { code, stdout, stderr } = await bin("init-connector", args, { cwd: folder, env });
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const tree = await treeOf(join(folder, "addons"));
      const files = Object.keys(tree).filter((path) => path.startsWith("shopify_connector/"));
      expect(files.length).toBeGreaterThanOrEqual(40);
      expect(Object.keys(tree)).toContain("connector_base_backend/__manifest__.py");
      expect(Object.keys(tree)).toContain("generic_connector/__manifest__.py");
      expect(tree["shopify_connector/connector.yaml"]).toMatch(/^# yaml-language-server: \$schema=https:\/\/\S+\n/);
      expect(stdout.trimEnd().split("\n").slice(-3)).toEqual([
        "  odoo-connector lab up addons/shopify_connector",
        "  odoo-connector lab test addons/shopify_connector",
        "  odoo-connector mock addons/shopify_connector",
      ]);
      // By npx the executables are nowhere else.
      const again = await bin("init-connector", args, { cwd: folder, env: { ...env, npm_command: "exec" } });
      expect(again.stdout).toContain("  npx odoo-connector lab up addons/shopify_connector\n");
      // No tool of the writer is left behind.
      expect(Object.keys(tree).filter((path) => /staging|\.lock$/.test(path))).toEqual([]);
    }));

  it("changes nothing the second time, not even a time stamp", () =>
    withFolder(async (folder) => {
      await bin("init-connector", [...SHOPIFY, "--path", folder]);
      const [tree, times] = [await treeOf(folder), await timesOf(folder)];
      const { code, stdout } = await bin("init-connector", [...SHOPIFY, "--path", folder]);
      expect(code).toBe(0);
      expect(stdout).toContain("is up to date: nothing to do.");
      expect(await treeOf(folder)).toEqual(tree);
      expect(await timesOf(folder)).toEqual(times);
    }));

  it("keeps the Odoo version that an addon was made for", () =>
    withFolder(async (folder) => {
      await bin("init-connector", [...SHOPIFY, "--path", folder, "--odoo", "16.0"]);
      const tree = await treeOf(folder);
      const again = await bin("init-connector", ["shopify", "--path", folder]);
      expect(again.stdout).toContain("nothing to do");
      expect(await treeOf(folder)).toEqual(tree);
    }));

  it.each(["page", "offset", "cursor", "link_header", "none"])("drafts a system that pages by %s", (pagination) =>
    withFolder(async (folder) => {
      const facts = ["--type", "ecommerce", "--base-url", "https://{host}/api", "--pagination", pagination];
      const { code, stderr } = await bin("init-connector", ["acme", ...facts, "--path", folder]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    }),
  );

  it("is the same program under both names", () =>
    withFolder(async (folder) => {
      await bin("init-connector", [...SHOPIFY, "--path", join(folder, "a")]);
      await bin("odoo-connector", ["init", ...SHOPIFY, "--path", join(folder, "b")]);
      expect(await treeOf(join(folder, "b"))).toEqual(await treeOf(join(folder, "a")));
    }));

  it.each(["16.0", "17.0", "18.0"])("writes for Odoo %s", (version) =>
    withFolder(async (folder) => {
      const { code } = await bin("init-connector", [...SHOPIFY, "--path", folder, "--odoo", version]);
      expect(code).toBe(0);
      const tree = await treeOf(folder);
      for (const addon of ["shopify_connector", "generic_connector", "connector_base_backend"]) {
        expect(tree[`${addon}/__manifest__.py`]).toContain(`"version": "${version}.`);
      }
    }),
  );

  it("plans a dry run as the real one, writes nothing, and prints a diff that git takes", () =>
    withFolder(async (folder) => {
      const dry = await bin("init-connector", [...SHOPIFY, "--path", folder, "--dry-run", "--json", "--diff"]);
      expect(await treeOf(folder)).toEqual({});
      const planned = JSON.parse(dry.stdout) as { diff: string; files: unknown; dryRun: boolean };
      expect(planned.dryRun).toBe(true);
      await writeFile(join(folder, "all.patch"), planned.diff);
      await run("git", ["init", "-q"], { cwd: folder });
      const applied = await run("git", ["apply", "all.patch"], { cwd: folder });
      expect(applied).toEqual({ code: 0, stdout: "", stderr: "" });
      const byPatch = await treeOf(folder);
      await withFolder(async (other) => {
        const real = await bin("init-connector", [...SHOPIFY, "--path", other, "--json"]);
        expect((JSON.parse(real.stdout) as { files: unknown }).files).toEqual(planned.files);
        for (const [path, text] of Object.entries(await treeOf(other))) {
          if (!/\.connector\.(?:lock\.json|base)$/.test(path)) expect(byPatch[path]).toBe(text);
        }
      });
    }));

  it("keeps an edit, merges it into a new plan, and refuses with exit 3 where both changed the same", () =>
    withFolder(async (folder) => {
      await bin("init-connector", [...SHOPIFY, "--path", folder]);
      const file = join(folder, "shopify_connector/components/adapter.py");
      await appendFile(file, "\n# mine\n");
      const kept = await bin("init-connector", [...SHOPIFY, "--path", folder]);
      expect(kept.code).toBe(0);
      expect(kept.stdout).toContain("components/adapter.py  edited by you");

      const size = (rows: number): string[] => [
        ...[...SHOPIFY, "--path", folder],
        ...["--set", `system.pagination.size=${rows}`],
      ];
      const merged = await bin("init-connector", size(100));
      expect({ code: merged.code, stderr: merged.stderr }).toEqual({ code: 0, stderr: "" });
      expect(merged.stdout).toContain("± components/adapter.py");
      expect(await readFile(file, "utf8")).toMatch(/100[^]*# mine\n$/);

      await writeFile(file, (await readFile(file, "utf8")).replaceAll("100", "123"));
      const before = await treeOf(folder);
      const refused = await bin("init-connector", size(90));
      expect(refused.code).toBe(3);
      expect(refused.stderr).toContain("components/adapter.py: edited by you, and the plan changed too");
      expect(refused.stderr).toContain("odoo-connector upgrade");
      expect(await treeOf(folder)).toEqual(before);

      const dry = await bin("init-connector", [...size(90), "--dry-run"]);
      expect(dry.code).toBe(3);
      const forced = await bin("init-connector", [...size(90), "--force"]);
      expect(forced.code).toBe(0);
      expect(forced.stdout).toContain("1 file overwritten");
      expect(await readFile(file, "utf8")).not.toContain("# mine");
    }));

  it("takes the connector.yaml of an addon that is there as its spec", () =>
    withFolder(async (folder) => {
      await bin("init-connector", [...SHOPIFY, "--path", folder]);
      const file = join(folder, "shopify_connector/connector.yaml");
      await writeFile(file, (await readFile(file, "utf8")).replace("title: Shopify", "title: Corner Shop"));
      const { code, stdout } = await bin("init-connector", ["shopify", "--path", folder]);
      expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("Corner Shop") as unknown });
      expect(await readFile(join(folder, "shopify_connector/__manifest__.py"), "utf8")).toContain("Corner Shop");
      expect(await readFile(file, "utf8")).toContain("title: Corner Shop");
    }));

  it("leaves out entities, and with them their webhooks and exports", () =>
    withFolder(async (folder) => {
      const { code, stdout } = await bin("init-connector", [
        ...SHOPIFY,
        ...["--path", folder, "--entities", "customers", "--no-webhooks", "--direction", "import", "--json"],
      ]);
      expect(code).toBe(0);
      expect((JSON.parse(stdout) as { entities: string[] }).entities).toEqual(["customer"]);
      const tree = await treeOf(join(folder, "shopify_connector"));
      expect(Object.keys(tree).filter((path) => /order|product|webhook/.test(path))).toEqual([]);
      expect(tree["connector.yaml"]).not.toMatch(/orders\/create|exports:/);
    }));

  it("uses runtime addons that another addons folder has", () =>
    withFolder(async (folder) => {
      await bin("init-connector", [...SHOPIFY, "--path", join(folder, "one")]);
      const { code } = await bin("init-connector", [
        ...SHOPIFY,
        ...["--path", join(folder, "two"), "--addons-path", join(folder, "one")],
      ]);
      expect(code).toBe(0);
      expect(new Set(Object.keys(await treeOf(join(folder, "two"))).map((path) => path.split("/")[0]))).toEqual(
        new Set(["shopify_connector"]),
      );
    }));
});

describe("what init-connector refuses", () => {
  it.each([
    [["shopfy"], "NAME", "did you mean shopify?"],
    [["Shop-ify"], "NAME", "write shop_ify"],
    [["class"], "NAME", "class_api"],
    [["shopify", "--type", "ecomerce"], "--type", "did you mean ecommerce?"],
    [["shopify", "--type", "crm"], "--type", "write --type ecommerce"],
    [["shopify", "--odoo", "19"], "--odoo", "did you mean 19.0?"],
    [["shopify", "--direction", "in"], "--direction", "import"],
    [["shopify", "--entities", "custmer"], "--entities", "did you mean customer?"],
    [["shopify", "--entities", "order"], "--entities", "write --entities customer,product,order"],
    [["shopify", "--entities", ","], "--entities names no entity", "customer"],
    [["stripe", "--direction", "export", "--base-url", "notaurl"], "--base-url", undefined],
    [["shopify", "--base-url", "notaurl"], "--base-url", undefined],
    [["shopify", "--api-docs", "javascript:alert(1)"], "--api-docs", "web address"],
    [["shopify", "--author", "a\u0001"], "--author", "U+0001"],
    [["acme", "--type", "crm", "--base-url", "https://a.test", "--api-docs", ""], "--api-docs", undefined],
    [["acme", "--type", "crm", "--base-url", "https://{class}.test"], "--base-url", "class"],
    [["acme", "--type", "crm", "--base-url", "https://a.test", "--entities", ""], "--entities", "contact"],
    [
      ["acme", "--type", "crm", "--base-url", "https://a.test", "--packaging", ""],
      "--packaging",
      "pyproject,pre_commit",
    ],
    [
      ["acme", "--type", "crm", "--base-url", "https://a.test", "--auth", "digest"],
      "--auth",
      "bearer, basic, query or none",
    ],
    [["acme", "--type", "crm", "--base-url", "https://a.test", "--auth", "oauth2"], "--auth", "--spec"],
    [["acme", "--type", "payment", "--base-url", "https://a.test"], "--type", "describe the system with --spec"],
    [
      ["acme", "--type", "crm", "--base-url", "https://a.test", "--entities", "res.partner"],
      "--entities",
      "partner:res.partner",
    ],
    [["shopify", "--entities", "Order:sale.order"], "--entities", "write order"],
    [["shopify", "--entities", "task:project.task"], "--entities", "- { name: task, model: project.task,"],
    [["shopify", "--set", "connector.name=foo"], "--set connector.name=foo NAME", "write init-connector foo"],
    [["acme", "--type", "crm", "--base-url", "https://a.test", "--set", "connector.name=foo"], "--set", "NAME"],
    [["shopify", "--author", "A", "--set", "connector.author=B"], "--set connector.author=B", "leave one of them out"],
    [["shopify", "--set", "entities.customer.model=res.partnr"], "--set entities.customer.model", "res.partner?"],
    [
      ["shopify", "--author", "A", "--entities", "customer", "--set", "entities.customer.model=res.partnr"],
      "--set entities.customer.model",
      "res.partner?",
    ],
    [["shopify", "--webhooks", "--no-webhooks"], "--webhooks --no-webhooks", undefined],
    [["shopify", "--set", "system.pagination.sze=1"], "--set system.pagination.sze=1", "did you mean size?"],
    [["shopify", "--set", "entities.customer.mapping[1].odoo=emial"], "--set", "email"],
    [["shopify", "--optoin"], undefined, "see --help"],
    [["--spec", "missing.yaml"], "--spec missing.yaml", undefined],
    [[], "NAME", undefined],
  ])("%j: one message with place and the nearest right word, exit 2, nothing written", (args, place, hint) =>
    withFolder(async (folder) => {
      const { code, stdout, stderr } = await bin("init-connector", [...args, "--json"], { cwd: folder });
      const document = JSON.parse(stdout) as { ok: boolean; exitCode: number; problems: Record<string, string>[] };
      expect({ code, stderr, ok: document.ok, exitCode: document.exitCode }).toEqual({
        code: 2,
        stderr: "",
        ok: false,
        exitCode: 2,
      });
      const told = document.problems.map((problem) => Object.values(problem).join(" ")).join(" ");
      if (place !== undefined) expect(told).toContain(place);
      if (hint !== undefined) expect(told).toContain(hint);
      expect(await treeOf(folder)).toEqual({});
    }),
  );

  it("refuses another type than that of the spec that is there", () =>
    withFolder(async (folder) => {
      const draft = ["acme", "--base-url", "https://a.test", "--path", folder];
      expect((await bin("init-connector", [...draft, "--type", "ecommerce"])).code).toBe(0);
      const tree = await treeOf(folder);
      const { code, stderr } = await bin("init-connector", ["acme", "--path", folder, "--type", "crm"]);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: "error: --type: acme is of type ecommerce, not crm\n  write --type ecommerce, or leave it out\n",
      });
      expect(await treeOf(folder)).toEqual(tree);
    }));

  it("reads a spec from the standard input, and waits for no pipe", () =>
    withFolder(async (folder) => {
      const spec = join(project, "src/systems/shopify.yaml");
      const init = `${process.execPath} ${join(project, "bin/init-connector.js")}`;
      const piped = await run("bash", ["-c", `${init} --spec - --path out < ${spec}`], { cwd: folder });
      expect({ code: piped.code, stderr: piped.stderr }).toEqual({ code: 0, stderr: "" });
      expect(await treeOf(join(folder, "out"))).toHaveProperty(["shopify_connector/connector.yaml"]);
      await expectSound(join(folder, "out"));
      const broken = await run("bash", ["-c", `printf 'spec: 2' | ${init} --spec -`], { cwd: folder });
      expect(broken.stderr).toContain("standard input:1:1");
      await run("mkfifo", [join(folder, "pipe")]);
      await writeFile(join(folder, "bin.yaml"), new Uint8Array([0xff, 0xfe, 0]));
      for (const [file, message] of [
        ["pipe", "--spec pipe: is no file"],
        ["bin.yaml", "--spec bin.yaml: is no UTF-8 text"],
        [".", "--spec .: is a folder, not a file"],
      ] as const) {
        const { code, stderr } = await bin("init-connector", ["--spec", file], { cwd: folder });
        expect(stderr).toContain(message);
        expect(code).toBe(2);
      }
    }));

  it("points into the user's own file", () =>
    withFolder(async (folder) => {
      const spec = await readFile(join(project, "src/systems/shopify.yaml"), "utf8");
      const line = spec.split("\n").findIndex((text) => text.includes("{ odoo: email, remote: email }")) + 1;
      await writeFile(
        join(folder, "my.yaml"),
        spec.replace("- { odoo: email, remote: email }", "- { odoo: emial, remote: email }"),
      );
      const { code, stderr } = await bin("init-connector", ["--spec", "my.yaml"], { cwd: folder });
      expect(code).toBe(2);
      expect(stderr).toMatch(new RegExp(`my\\.yaml:\\d+:\\d+: .*emial[^]*email`));
      expect(line).toBeGreaterThan(0);
    }));

  it("a target that is a file, with nothing changed", () =>
    withFolder(async (folder) => {
      await writeFile(join(folder, "addons"), "x");
      const { code, stderr } = await bin("init-connector", [...SHOPIFY, "--path", "addons"], { cwd: folder });
      expect(code).toBe(2);
      expect(stderr).toContain("is a file, not a folder");
      expect(await readFile(join(folder, "addons"), "utf8")).toBe("x");
    }));
});

describe("killed at any moment", () => {
  it("leaves the old tree or the new one", () =>
    withFolder(async (folder) => {
      const args = [...SHOPIFY, "--path", folder];
      await bin("init-connector", args);
      const old = await treeOf(folder);
      const change = [...args, "--set", "connector.title=Corner Shop"];
      await withFolder(async (other) => {
        await bin("init-connector", [...SHOPIFY, "--path", other]);
        await bin("init-connector", [...SHOPIFY, "--path", other, "--set", "connector.title=Corner Shop"]);
        const fresh = await treeOf(other);
        let kills = 0;
        for (let round = 0; round < 12; round++) {
          const child = spawn(process.execPath, [join(project, "bin/init-connector.js"), ...change], {
            stdio: "ignore",
          });
          const ended = new Promise<boolean>((resolve) => child.on("close", (code) => resolve(code === 0)));
          // The write is at the end: watch for its lock, then give it a moment that differs from round to round.
          await Promise.race([seen(join(folder, ".odoo-connector.lock")), ended]);
          await pause(round % 13);
          child.kill("SIGKILL");
          if (!(await ended)) kills++;
          // The next start, whatever it is for, puts things right: here it goes back to the old spec.
          await bin("init-connector", ["shopify", "--path", folder]);
          const tree = await treeOf(folder);
          const isNew = tree["shopify_connector/connector.yaml"]?.includes("Corner Shop") === true;
          expect(tree).toEqual(isNew ? fresh : old);
          if (isNew) {
            await rm(folder, { recursive: true });
            await mkdir(folder);
            await bin("init-connector", args);
          }
        }
        expect(kills).toBeGreaterThan(1);
      });
    }));
});

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function seen(path: string): Promise<void> {
  for (let waited = 0; waited < 20_000; waited++) {
    if (
      await readFile(path).then(
        () => true,
        () => false,
      )
    )
      return;
    await pause(1);
  }
}
