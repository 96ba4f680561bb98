import { rule } from "./rule.ts";

export default rule({
  code: "test-missing",
  group: "test",
  severity: "warning",
  title: "A connector without a single test",
  why: "The next change of the remote API or of Odoo is noticed by users, in their data.",
  instead: "Write `tests/test_….py` with a test of each mapper, and import it in `tests/__init__.py`.",
  needs: "generic_connector",
  check({ addon, report }) {
    if ([...addon.files.keys()].some((path) => /^tests\/(?:.*\/)?test_\w+\.py$/.test(path))) return;
    const { manifest } = addon;
    if (manifest !== undefined)
      report({
        at: { file: manifest.file, from: manifest.from, to: manifest.from + 1 },
        message: `${addon.name} has no tests`,
      });
  },
});
