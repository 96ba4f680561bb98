import { appendFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { bin, needBuild, project, type Run, treeOf, withFolder } from "./support.ts";

needBuild();

const ADDONS = { oca: "connector_acme", seeds: "zest_connector" } as const;
const oc = (folder: string, ...args: string[]): Promise<Run> => bin("odoo-connector", args, { cwd: folder });

interface Gap {
  key: string;
  why: string;
  isNeeded: boolean;
}
interface Document {
  canGrow: boolean;
  name: string;
  odoo: string;
  entities: { name: string; direction?: string; endpoints: Record<string, string> }[];
  notInferred: Gap[];
  files: { path: string; action: string }[];
  diff?: string;
}

async function standing(folder: string, style: keyof typeof ADDONS): Promise<string> {
  const name = ADDONS[style];
  await cp(join(project, "test/adopt", style, name), join(folder, name), { recursive: true });
  return name;
}

async function findings(folder: string, addon: string): Promise<string[]> {
  const { stdout } = await oc(folder, "validate-connector", addon, "--format", "json");
  const found = JSON.parse(stdout) as { findings: { code: string; file: string; message: string }[] };
  return found.findings.map(({ code, file, message }) => `${code} ${file} ${message}`).sort();
}

const CATEGORY = ["add-binding", "category", "--odoo-model", "res.partner.category"];

describe.each(Object.keys(ADDONS) as (keyof typeof ADDONS)[])("an addon in the style of %s", (style) => {
  it("is adopted without a change of its files, and told what was not inferred", () =>
    withFolder(async (folder) => {
      const addon = await standing(folder, style);
      const before = await treeOf(folder);
      const dry = await oc(folder, "adopt", addon, "--dry-run", "--json", "--diff", "--type", "ecommerce");
      expect({ code: dry.code, stderr: dry.stderr }).toEqual({ code: 0, stderr: "" });
      expect(await treeOf(folder)).toEqual(before);

      const real = await oc(folder, "adopt", addon, "--json", "--type", "ecommerce");
      expect({ code: real.code, stderr: real.stderr }).toEqual({ code: 0, stderr: "" });
      const [planned, done] = [JSON.parse(dry.stdout) as Document, JSON.parse(real.stdout) as Document];
      const { diff, ...same } = planned;
      expect({ ...same, dryRun: false }).toEqual(done);
      expect(diff).toContain("+adopted:");
      expect(done).toMatchObject({ canGrow: true, odoo: "19.0" });
      const after = await treeOf(folder);
      const added = Object.keys(after).filter((path) => !(path in before));
      expect(added.sort()).toEqual(
        [".connector.base", ".connector.lock.json", "connector.yaml"].map((file) => `${addon}/${file}`),
      );
      expect(Object.fromEntries(Object.entries(after).filter(([path]) => path in before))).toEqual(before);
      // What is not inferred stands in the spec as well.
      for (const { why } of done.notInferred) expect(after[`${addon}/connector.yaml`]).toContain(why);

      expect((await oc(folder, "status", addon)).code).toBe(0);
      expect((await oc(folder, "upgrade", addon)).stdout).toBe(`${addon} is up to date: nothing to do.\n`);
      expect(await treeOf(folder)).toEqual(after);
    }));

  it("grows: no line of its owner is lost, and no rule finds more than before", () =>
    withFolder(async (folder) => {
      const addon = await standing(folder, style);
      const before = await treeOf(folder);
      const known = await findings(folder, addon);
      expect((await oc(folder, "adopt", addon, "--quiet", "--type", "ecommerce")).code).toBe(0);
      const { code, stderr } = await oc(folder, ...CATEGORY, "--connector", addon);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const grown = await treeOf(folder);
      const own = addon.replace(/_connector$|^connector_/g, "");
      const changed = Object.keys(before).filter((path) => grown[path] !== before[path]);
      const shared = ["__init__.py", "__manifest__.py", "tests/__init__.py"].map((file) => `${addon}/${file}`);
      expect(changed.sort()).toEqual(shared.filter((path) => path in before));
      for (const [path, text] of Object.entries(before)) {
        const lines = new Set(grown[path]?.split("\n"));
        expect(text.split("\n").filter((line) => !lines.has(line))).toEqual([]);
      }
      expect(grown[`${addon}/${own}_api/models/category_binding.py`]).toContain(`"${own}_api.res.partner.category"`);
      expect(grown).toHaveProperty("generic_connector/__manifest__.py");
      expect(await findings(folder, addon)).toEqual(known);

      // An edit of what was generated is merged, as anywhere.
      const backend = join(folder, addon, `${own}_api/models/backend.py`);
      await appendFile(backend, "\n    def my_own(self):\n        return 42\n");
      const more = await oc(folder, "add-binding", "tag", "--odoo-model", "res.partner.industry", "--connector", addon);
      expect({ code: more.code, stderr: more.stderr }).toEqual({ code: 0, stderr: "" });
      expect(await readFile(backend, "utf8")).toContain("def my_own");
      expect(await findings(folder, addon)).toEqual(known);
      const settled = await treeOf(folder);
      expect((await oc(folder, "upgrade", addon)).code).toBe(0);
      expect(await treeOf(folder)).toEqual(settled);
    }));
});

/** Every command that lets a connector grow. */
const GROWTH = [
  ["add-binding", "customer", "--odoo-model", "res.partner"],
  ["add-binding", "tag", "--odoo-model", "res.partner.industry", "--direction", "import"],
  ["add-webhook", "customer.updated", "--entity", "customer"],
  ["add-export", "res.partner.industry"],
  ["add-field", "customer", "website", "--remote", "links.home"],
  ["add-auth", "oauth1"],
  ["remove-binding", "tag", "--yes"],
  ["upgrade"],
] as const;

describe.each([
  ["oca", '"version": "18.0.1.4.1"'],
  ["seeds", "'version': '18.0.2.0.1'"],
] as const)("an addon in the style of %s that has names like ours", (style, version) => {
  it("grows in all ways and moves to another version, and all of its owner's stays", () =>
    withFolder(async (folder) => {
      const addon = await standing(folder, style);
      const place = (path: string): string => join(folder, addon, path);
      await mkdir(place("tests"), { recursive: true });
      await writeFile(place("hooks.py"), "def uninstall_hook(env):\n    pass\n");
      await appendFile(place("__init__.py"), "from .hooks import uninstall_hook\n");
      const manifest = await readFile(place("__manifest__.py"), "utf8");
      const hooked = manifest.replace(/(["'])installable\1/, '"uninstall_hook": "uninstall_hook",\n    $&');
      expect(hooked).not.toBe(manifest);
      await writeFile(place("__manifest__.py"), hooked);
      await writeFile(
        place("tests/test_customer.py"),
        "from odoo.tests import TransactionCase\n\n\nclass TestOwn(TransactionCase):\n    def test_own(self):\n        self.assertTrue(self.env)\n",
      );
      await appendFile(place("tests/__init__.py"), "from . import test_customer\n");
      const before = await treeOf(folder);
      const known = await findings(folder, addon);
      expect((await oc(folder, "adopt", addon, "--quiet", "--type", "ecommerce")).code).toBe(0);
      for (const [index, args] of GROWTH.entries()) {
        const where = args[0] === "upgrade" ? [addon] : ["--connector", addon];
        const { code, stdout, stderr } = await oc(folder, ...args, ...where);
        expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: "" });
        if (index === 0 && style === "oca") {
          expect(stdout).toContain("The adopted code exchanges res.partner too, as acme.res.partner: neither knows");
        } else expect(stdout).not.toContain("neither knows");
        if (index === 0) expect(stdout).toMatch(/uninstall_hook \(line \d+\): the new plan brings it too; yours stays/);
        expect({ args, findings: await findings(folder, addon) }).toEqual({ args, findings: known });
      }
      const grown = await treeOf(folder);
      const changed = Object.keys(before).filter((path) => grown[path] !== before[path]);
      const shared = ["__init__.py", "__manifest__.py", "tests/__init__.py"].map((file) => `${addon}/${file}`);
      expect(changed.sort()).toEqual(shared);
      for (const path of shared) {
        const lines = new Set(grown[path]?.split("\n"));
        const lost = before[path]?.split("\n").filter((line) => !lines.has(line)) ?? [];
        // The removal has raised the version.
        expect(lost.filter((line) => !line.includes("version"))).toEqual([]);
      }
      const own = style === "oca" ? "acme_api" : "zest_api";
      expect(grown[`${addon}/__init__.py`]).toContain(`from .${own}.hooks import uninstall_hook as uninstall_${own}\n`);
      expect(grown[`${addon}/tests/__init__.py`]).toContain(
        `from ..${own}.tests import test_customer as test_${own}_customer\n`,
      );

      // Nobody has edited anything that was generated.
      const status = await oc(folder, "status", addon, "--json");
      const { addons } = JSON.parse(status.stdout) as {
        addons: { name: string; files: { path: string; state: string }[] }[];
      };
      const states = addons.flatMap(({ files }) => files).map(({ path, state }) => `${state} ${path}`);
      expect(states.filter((one) => one.startsWith("shared "))).toEqual(shared.map((path) => `shared ${path}`));
      expect(states.filter((one) => /^(?:edited|deleted|conflict|kept) /.test(one))).toEqual([]);
      expect((await oc(folder, "status", addon)).stdout).not.toContain("not written by this tool");
      expect(await oc(folder, "diff", addon)).toEqual({ code: 0, stdout: "", stderr: "" });

      const moved = await oc(folder, "migrate", "--to", "18.0", addon, "--json");
      expect({ code: moved.code, stderr: moved.stderr }).toEqual({ code: 0, stderr: "" });
      expect((JSON.parse(moved.stdout) as { findings: unknown[] }).findings).toEqual([]);
      expect(await readFile(place("__manifest__.py"), "utf8")).toContain(version);
      expect((await oc(folder, "upgrade", addon)).stdout).toBe(`${addon} is up to date: nothing to do.\n`);
    }));
});

/** A command and the hint with which it is refused. */
type Refusal = readonly [args: readonly string[], hint: string];

/** Of each tree: an entity that came with the code, and where its binding stands. */
const OWN = {
  oca: { name: "partner", model: "res.partner", at: "acme.res.partner (models/partner/common.py:6)" },
  seeds: { name: "product", model: "product.template", at: "zest.product.template (models/product_binding.py:4)" },
} as const;

describe.each(Object.keys(OWN) as (keyof typeof OWN)[])("what came with the code of %s", (style) => {
  const { name, model, at } = OWN[style];

  it("is its owner's: no command touches it, and each says what to do", () =>
    withFolder(async (folder) => {
      const addon = await standing(folder, style);
      await oc(folder, "adopt", addon, "--quiet", "--type", "ecommerce");
      const own: readonly Refusal[] = [
        [
          ["add-binding", name, "--odoo-model", model],
          `take ${name} out of adopted.entities once its own code is gone`,
        ],
        [["add-field", name, "name"], "write the field into your own mapper of"],
        [["add-field", `${name}s`, "name"], "write the field into your own mapper of"],
        [["add-export", model], `add-binding ${name}_export --odoo-model ${model} --direction export`],
        [["add-export", name], "write the export into your own code"],
        [["add-export", model, "--entity", name], "write the export into your own code"],
        [
          ["add-webhook", `${name}.created`, "--entity", name],
          style === "seeds" ? "where your own code listens: /zest/webhook" : "let your own code listen for",
        ],
        [["remove-binding", name, "--yes"], `then take ${name} out of adopted.entities`],
      ];
      const refusals = async (): Promise<void> => {
        const tree = await treeOf(folder);
        for (const [args, hint] of own) {
          const { code, stderr } = await oc(folder, ...args, "--connector", addon);
          expect({ args, code }).toEqual({ args, code: 2 });
          expect(stderr).toMatch(new RegExp(`^error: ${addon}/connector\\.yaml:\\d+:7: `));
          expect(stderr).toContain(`${name} is in the adopted code already, as ${at}\n`);
          expect(stderr).toContain(hint);
        }
        expect(await treeOf(folder)).toEqual(tree);
      };
      await refusals();
      for (const [word, ...args] of [
        ["TOPIC", "add-webhook"],
        ["MODEL", "add-export"],
        ["ENTITY", "add-field"],
      ] as const) {
        const { code, stderr } = await oc(folder, ...args, "--connector", addon);
        expect({ code, stderr }).toEqual({
          code: 2,
          stderr: `error: ${word}: is missing, and nothing was added to the adopted code that it could be said of\n  run add-binding ENTITY --odoo-model MODEL first\n`,
        });
      }

      // What was added has no part in it either, and its last entity stays.
      expect((await oc(folder, ...CATEGORY, "--connector", addon, "--quiet")).code).toBe(0);
      if (style === "seeds") await refusals();
      const last = await oc(folder, "remove-binding", "category", "--yes", "--connector", addon);
      expect(last.code).toBe(2);
      expect(last.stderr).toContain("keep one, and archive the backends of ");
    }));
});

describe("a connector to a known system that somebody else wrote", () => {
  /** The seeds' sample as one to Shopify. */
  async function shopify(folder: string): Promise<string> {
    await standing(folder, "seeds");
    const addon = "shopify_sync";
    for (const [path, text] of Object.entries(await treeOf(join(folder, ADDONS.seeds)))) {
      const place = join(folder, addon, path);
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, text.replaceAll("zest", "shopify").replaceAll("Zest", "Shopify"));
    }
    await rm(join(folder, ADDONS.seeds), { recursive: true });
    return addon;
  }

  it("is known by its name and its requests, and grows by what is known of it", () =>
    withFolder(async (folder) => {
      const addon = await shopify(folder);
      const known = await findings(folder, addon);
      const adopted = await oc(folder, "adopt", addon, "--json");
      const { canGrow, ...document } = JSON.parse(adopted.stdout) as Document & { system?: string };
      expect({ canGrow, name: document.name, system: document.system }).toEqual({
        canGrow: true,
        name: "shopify_api",
        system: "shopify",
      });
      expect(document.notInferred.map(({ key }) => key)).toEqual(["system.webhooks"]);
      const grown = await oc(folder, "add-binding", "customer", "--odoo-model", "res.partner", "--connector", addon);
      expect({ code: grown.code, stderr: grown.stderr }).toEqual({ code: 0, stderr: "" });
      expect(grown.stdout).toContain("as Shopify is known");
      const topic = await oc(folder, "add-webhook", "customers/create", "--connector", addon);
      expect({ code: topic.code, stderr: topic.stderr }).toEqual({ code: 0, stderr: "" });
      const tree = await treeOf(folder);
      expect(tree[`${addon}/connector.yaml`]).toContain("\nentities:\n  - name: customer\n    model: res.partner\n");
      expect(tree[`${addon}/connector.yaml`]).toContain("      list: GET /customers.json\n");
      expect(tree[`${addon}/shopify_api/models/backend.py`]).toContain("https://{shop_url}/admin/api/2024-01");
      expect(tree[`${addon}/shopify_api/models/backend.py`]).toContain("X-Shopify-Hmac-Sha256");
      // Its owner's code does not say that this is what deliveries name.
      expect(tree[`${addon}/shopify_api/models/backend.py`]).toContain('_tenant_field = "shop_url"');
      expect(await findings(folder, addon)).toEqual(known);

      // Of what its owner's code does nothing is known to this tool, however well it knows the system.
      const other = await oc(folder, "add-webhook", "products/create", "--connector", addon);
      expect(other.code).toBe(2);
      expect(other.stderr).toContain("product is in the adopted code already, as shopify.product.template");
    }));

  it("is refused where connector.system names one that is not known", () =>
    withFolder(async (folder) => {
      const addon = await shopify(folder);
      await oc(folder, "adopt", addon, "--quiet");
      const spec = join(folder, addon, "connector.yaml");
      await writeFile(spec, (await readFile(spec, "utf8")).replace("system: shopify", "system: shopfy"));
      for (const args of [
        ["upgrade", addon],
        ["spec", "check", addon],
        ["add-binding", "customer", "--connector", addon],
      ]) {
        const { code, stderr } = await oc(folder, ...args);
        expect({ args, code }).toEqual({ args, code: 2 });
        expect(stderr).toContain(
          `${addon}/connector.yaml:7:3: connector.system: no system is known by the name shopfy`,
        );
        expect(stderr).toContain("did you mean shopify?");
      }
    }));
});

describe("adopt", () => {
  it("does not let a new entity refer to an adopted one", () =>
    withFolder(async (folder) => {
      const addon = await standing(folder, "oca");
      const spec = join(folder, addon, "connector.yaml");
      await oc(folder, "adopt", addon, "--quiet", "--type", "ecommerce");
      await writeFile(spec, (await readFile(spec, "utf8")).replace("name: partner\n", "name: customer\n"));
      const { code, stderr } = await oc(folder, "add-binding", "order", "--connector", addon);
      expect(code).toBe(2);
      expect(stderr).toContain(`customer is in the adopted code already, as ${OWN.oca.at}\n`);
      expect(stderr).toContain("order needs a generated one: take customer out of adopted.entities");
    }));

  it("does not let an adopted entity be generated once more", () =>
    withFolder(async (folder) => {
      const addon = await standing(folder, "seeds");
      await oc(folder, "adopt", addon, "--quiet", "--type", "ecommerce");
      const tree = await treeOf(folder);
      const { code, stderr } = await oc(
        folder,
        "add-binding",
        "product",
        "--odoo-model",
        "product.template",
        "--connector",
        addon,
      );
      expect(code).toBe(2);
      expect(stderr).toContain(
        "product is in the adopted code already, as zest.product.template (models/product_binding.py:4)",
      );
      expect(await treeOf(folder)).toEqual(tree);
    }));

  it("says what is missing before it can grow, and takes it from the options", () =>
    withFolder(async (folder) => {
      const addon = await standing(folder, "seeds");
      await writeFile(join(folder, addon, "models/adapter.py"), "");
      const { code, stdout } = await oc(folder, "adopt", addon, "--json");
      expect(code).toBe(0);
      const { canGrow, notInferred } = JSON.parse(stdout) as Document;
      expect(canGrow).toBe(false);
      const needed = notInferred.filter(({ isNeeded }) => isNeeded).map(({ key }) => key);
      expect(needed.sort()).toEqual(["connector.type", "system.auth", "system.base_url"]);
      const refused = await oc(folder, ...CATEGORY, "--connector", addon);
      expect(refused.code).toBe(2);
      for (const key of needed) expect(refused.stderr).toContain(`${key}: is missing`);

      await rm(join(folder, addon), { recursive: true });
      await standing(folder, "seeds");
      const given = ["--type", "crm", "--base-url", "https://api.zest.example", "--name", "zest_sync"];
      expect((await oc(folder, "adopt", addon, "--quiet", ...given)).code).toBe(0);
      const spec = await readFile(join(folder, addon, "connector.yaml"), "utf8");
      expect(spec).toContain("base_url: https://api.zest.example".replace(/: (.*)/, ': "$1"'));
      expect(spec).toContain("type: crm");
      expect((await oc(folder, ...CATEGORY, "--connector", addon)).code).toBe(0);
      expect(await treeOf(folder)).toHaveProperty(`${addon}/zest_sync/models/backend.py`);
    }));

  it("refuses what is no connector, what is known already, and what it cannot tell apart", () =>
    withFolder(async (folder) => {
      const addon = await standing(folder, "oca");
      const refused = async (words: string, ...args: string[]): Promise<void> => {
        const tree = await treeOf(folder);
        const { code, stderr } = await oc(folder, "adopt", ...args, "--type", "crm");
        expect({ code: code === 3 ? 2 : code, said: stderr.includes(words) ? words : stderr }).toEqual({
          code: 2,
          said: words,
        });
        expect(await treeOf(folder)).toEqual(tree);
      };
      await refused("there is no such folder", "nowhere");
      await refused(`did you mean ${addon}?`, ".");
      await refused('"17.1" is none of 16.0', addon, "--odoo", "17.1");
      await refused("there is no such backend: acme.backend", addon, "--backend", "other.backend");
      const manifest = join(folder, addon, "__manifest__.py");
      const text = await readFile(manifest, "utf8");
      await writeFile(manifest, text.replace("19.0.1.4.0", "1.4"));
      await refused("say which it is for with --odoo", addon);
      await writeFile(manifest, text.replace("19.0.1.4.0", "12.0.1.4.0"));
      await refused("is for Odoo 12.0", addon);
      await writeFile(manifest, text);
      const models = join(folder, addon, "models/acme_backend.py");
      const backend = await readFile(models, "utf8");
      await appendFile(
        models,
        `\n\nclass Second(models.Model):\n    _name = "acme.second"\n    _inherit = "connector.backend"\n`,
      );
      await refused("has several backends: acme.backend, acme.second", addon);
      await writeFile(models, "x = (");
      await refused("models/acme_backend.py: cannot be read", addon);
      await writeFile(models, backend);
      expect((await oc(folder, "adopt", addon, "--quiet", "--type", "crm")).code).toBe(0);
      await refused("is known to this tool already", addon);
      await rm(join(folder, addon, ".connector.lock.json"));
      await refused("stands there already: nothing is written over it", addon);
      await rm(join(folder, addon, "models"), { recursive: true });
      await rm(join(folder, addon, "components"), { recursive: true });
      await rm(join(folder, addon, "connector.yaml"));
      await writeFile(join(folder, addon, "__init__.py"), "");
      await refused("has no backend", addon);
    }));
});
