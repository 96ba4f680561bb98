import { rule } from "./rule.ts";

export default rule({
  code: "test-not-loaded",
  group: "test",
  severity: "warning",
  title: "A test file that `tests/__init__.py` does not import",
  why: "Odoo never runs the tests in it, and a run without them looks green.",
  instead: "Import it in `tests/__init__.py`.",
  check({ addon, report }) {
    for (const { path, module } of addon.python.values()) {
      const name = /^tests\/(?:.*\/)?(test_\w+)\.py$/.exec(path)?.[1];
      if (name === undefined || !module.body.some(({ kind }) => kind === "ClassDef")) continue;
      // However a file of the tests imports it, it names it.
      const word = new RegExp(`\\b${name}\\b`);
      const isNamed = [...addon.files.values()].some(
        ({ kind, path: other, text = "" }) =>
          kind === "python" && other !== path && text.includes(name) && word.test(text),
      );
      if (isNamed) continue;
      report({
        at: { file: path, from: 0, to: 0 },
        message: `nothing imports ${path}`,
        instead: `Write \`from . import ${name}\` in ${path.replace(/[^/]+$/, "__init__.py")}.`,
      });
    }
  },
});
