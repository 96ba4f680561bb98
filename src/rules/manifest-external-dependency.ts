import type { World } from "../addon/world.ts";
import type { AddonModel } from "../addon/types.ts";
import { importedIn } from "./lib/imports.ts";
import { ODOO_PACKAGES, STANDARD_MODULES } from "./lib/packages.ts";
import { rule } from "./rule.ts";

/** Names of packages that say nothing of the module that is imported. */
const CALLED: Readonly<Record<string, string>> = {
  Crypto: "pycryptodome",
  bs4: "beautifulsoup4",
  fitz: "pymupdf",
  ldap3: "ldap3",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  yaml: "pyyaml",
};

export default rule({
  code: "manifest-external-dependency",
  group: "manifest",
  severity: "warning",
  title: "A package of Python that the manifest does not name",
  why: "Odoo lets the addon be installed where the package is missing, and then the server stops at the import. Builds that take their packages from the manifests leave it out.",
  instead: 'Name the package: `"external_dependencies": {"python": ["…"]}`.',
  check({ addon, world, report }) {
    const { manifest } = addon;
    if (manifest === undefined) return;
    // Code that is not in literals may name any.
    const written = manifest.keys.get("external_dependencies")?.value;
    if (written !== undefined && written.kind !== "Dict") return;
    const declared = declaredFor(world, addon);
    const told = new Set<string>();
    const asked = new Set<string>();
    const undeclared = [...importedIn(addon)].filter(({ name, at }) => {
      const [module = ""] = name.split(".");
      if (addon.python.get(at.file)?.isTest !== false) return false;
      asked.add(module);
      return !STANDARD_MODULES.has(module) && !ODOO_PACKAGES.has(module) && !declared.some((one) => fits(one, module));
    });
    // A package whose module nobody imports may be what brings this one, under a name of its own.
    const idle = manifest.externalPython.some(({ text }) => ![...asked].some((module) => fits(text, module)));
    if (idle) return;
    for (const { name, at } of undeclared) {
      const [module = ""] = name.split(".");
      if (told.has(module) || module.startsWith("_")) continue;
      told.add(module);
      report({
        at,
        message: `${module} is no part of Python or Odoo, and external_dependencies does not name it`,
        instead: `Write \`"external_dependencies": {"python": ["${CALLED[module] ?? module}"]}\`.`,
      });
    }
  },
});

/** The packages that an addon or one that it needs names. */
const declaredFor = (world: World, addon: AddonModel): readonly string[] => {
  const needs = world.needs(addon);
  return world.addons
    .filter(({ name }) => needs.has(name))
    .flatMap(({ manifest }) => manifest?.externalPython.map(({ text }) => text) ?? []);
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** Whether a package, as it is called where packages are had, probably brings a module. */
function fits(declared: string, module: string): boolean {
  const [name = ""] = declared.split(/[<>=!~;[ ]/);
  const [package_, wanted] = [plain(name), plain(module)];
  return CALLED[module] === name.toLowerCase() || package_.includes(wanted) || wanted.includes(package_);
}
