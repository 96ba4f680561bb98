import type { AddonModel, PythonFile } from "../addon/types.ts";
import type { World } from "../addon/world.ts";
import type { ClassDef } from "../parse/python/ast.ts";
import { originOf, placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

/** Cases that stand on a database. */
const CASES = /^odoo\.(?:tests|addons\.component\.tests)\.(?:\w+\.)*\w*(?:Transaction|Savepoint|Http)\w*Case$/;

export default rule({
  code: "test-without-tag",
  group: "test",
  severity: "hint",
  title: "A test of a database without `@tagged`",
  why:
    "It runs in the middle of the installation, before the addons that come later: on a database with more modules " +
    "their required columns are there and their fields are not, and each `create` fails.",
  instead: 'Write `@tagged("post_install", "-at_install")` above the class, or above the class that it stands on.',
  // Elsewhere it is a way of testing like another.
  needs: "component",
  check({ addon, world, report }) {
    for (const file of addon.python.values()) {
      if (!file.isTest) continue;
      for (const one of file.module.body) {
        if (one.kind !== "ClassDef" || !hasTests(one) || !isUntagged(world, addon, file, one)) continue;
        report({ at: placeOf(file.path, one.nameSpan), message: `${one.name} runs while the addon is installed` });
      }
    }
  },
});

const hasTests = ({ body }: ClassDef): boolean =>
  body.some((stmt) => stmt.kind === "FunctionDef" && stmt.name.startsWith("test"));

const isTagged = (file: PythonFile, { decorators, body }: ClassDef): boolean =>
  decorators.some((one) => /(?:^|\.)tagged$/.test(originOf(file, one.kind === "Call" ? one.func : one) ?? "")) ||
  body.some(
    (stmt) =>
      stmt.kind === "Assign" &&
      stmt.targets.some(
        (target) => target.kind === "Name" && /^(?:test_tags|at_install|post_install)$/.test(target.id),
      ),
  );

/** Whether a class stands on a case of a database, and no class on the way has tags; all of them must be at hand. */
function isUntagged(world: World, addon: AddonModel, file: PythonFile, one: ClassDef, depth = 0): boolean {
  if (depth > 10 || isTagged(file, one)) return false;
  let isCase = false;
  for (const base of one.bases) {
    const name = originOf(file, base) ?? "";
    if (CASES.test(name)) {
      isCase = true;
      continue;
    }
    const found = classOf(world, addon, file, name);
    if (found === undefined || !isUntagged(world, found.addon, found.file, found.node, depth + 1)) return false;
    isCase = true;
  }
  return isCase;
}

/** A class by its name in the same file, or by its full name in an addon that was read. */
function classOf(world: World, addon: AddonModel, file: PythonFile, name: string) {
  const [, home, path, word] = /^odoo\.addons\.(\w+)\.([\w.]+)\.(\w+)$/.exec(name) ?? [];
  const other = home === undefined ? addon : world.addons.find((each) => each.name === home);
  const place = path === undefined ? file : other?.python.get(`${path.replaceAll(".", "/")}.py`);
  const node = place?.module.body.find(
    (stmt): stmt is ClassDef => stmt.kind === "ClassDef" && stmt.name === (word ?? name),
  );
  return other === undefined || place === undefined || node === undefined
    ? undefined
    : { addon: other, file: place, node };
}
