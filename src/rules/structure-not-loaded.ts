import type { AddonModel, PythonFile } from "../addon/types.ts";
import { dotted } from "../parse/python/walk.ts";
import { rule } from "./rule.ts";

/** Odoo reads these itself, or never: they are no part of the addon's package. */
const APART =
  /^(?:__manifest__\.py|setup\.py|(?:.*\/)?__main__\.py|docs?\/|scripts\/|static\/|(?:upgrades|migrations)\/)/;

/** Whether Odoo would get something of a file, or of a folder (`models/`): models, components, controllers. */
function brings({ models, components, routes, python }: AddonModel, path: string): boolean {
  const isIn = (file: string): boolean => file === path || (path.endsWith("/") && file.startsWith(path));
  if ([...models, ...components, ...routes].some(({ file }) => isIn(file))) return true;
  return [...python].some(([file, one]) => isIn(file) && extendsController(one));
}

/** Whether a file changes a controller of another addon, which need not have routes of its own. */
const extendsController = ({ module, imports }: PythonFile): boolean =>
  module.body.some(
    (stmt) =>
      stmt.kind === "ClassDef" &&
      stmt.bases.some((base) => /^odoo\.addons\.\w+\.controllers\b/.test(imports.get(dotted(base) ?? "") ?? "")),
  );

/** Whether a text of the addon names the module: `odoo.addons.demo.controllers.main.DemoController`. */
function isNamed(addon: AddonModel, path: string): boolean {
  const dotted = `addons.${addon.name}.${path.replace(/(?:\/__init__)?\.py$/, "").replaceAll("/", ".")}.`;
  return [...addon.files.values()].some(({ kind, text }) => kind === "python" && text?.includes(dotted) === true);
}

/** Whether the addon's own code loads files by their paths, as drivers of devices are. */
const loadsByPath = (addon: AddonModel): boolean =>
  [...addon.python.values()].some(
    ({ path, isLoaded }) => isLoaded && /\bspec_from_file_location\b/.test(addon.files.get(path)?.text ?? ""),
  );

export default rule({
  code: "structure-not-loaded",
  group: "structure",
  severity: "error",
  title: "A Python file with models, components or controllers that no `__init__.py` imports",
  why:
    "Odoo never runs such a file: its models, components and routes don't exist, and nothing in the log says so. " +
    "A component that is missing this way is told at the first job as NoComponentError.",
  instead: "Import it in the `__init__.py` of its folder, or remove it.",
  check({ addon, report }) {
    // What a broken file imports is not known.
    if ([...addon.files.values()].some(({ kind, fault }) => kind === "python" && fault !== undefined)) return;
    for (const { path, isLoaded, isTest } of addon.python.values()) {
      if (isLoaded || isTest || path.startsWith("tests/") || APART.test(path)) continue;
      const cut = path.lastIndexOf("/");
      const folder = path.slice(0, cut + 1);
      const name = path.slice(cut + 1).replace(/\.py$/, "");
      const parent = name === "__init__" ? folder.replace(/[^/]+\/$/, "") : folder;
      // A folder that nobody imports is told once.
      const init = addon.python.get(`${parent}__init__.py`);
      if (init !== undefined && !init.isLoaded && !init.isTest) continue;
      // What else stands there (functions, texts, scripts) is missed by whoever asks for it.
      if (!brings(addon, name === "__init__" ? folder : path)) continue;
      if (isNamed(addon, path) || (init === undefined && loadsByPath(addon))) continue;
      const imported = name === "__init__" ? folder.slice(parent.length, -1) : name;
      report({
        at: { file: path, from: 0, to: 0 },
        message: `${path} is imported nowhere`,
        instead: `Write \`from . import ${imported}\` in ${parent}__init__.py, or remove the file.`,
      });
    }
  },
});
