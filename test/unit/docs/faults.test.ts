/** The fault table: complete, every guard known to the addon that takes it away, and docs/faults.md what it says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { describe, expect, it } from "vitest";
import { renderFaults } from "../../odoo/faults/document.ts";
import { FAULTS, GUARDS } from "../../odoo/faults/table.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const page = join(root, "docs", "faults.md");

describe("the fault table", () => {
  it("has every fault once", () => {
    expect(FAULTS.map((row) => row.id)).toEqual([
      "429-seconds",
      "429",
      "500",
      "502",
      "refused",
      "connect-timeout",
      "read-timeout",
      "cut",
      "wrong-json",
      "html",
      "repeated-page",
      "shrinking-list",
      "growing-list",
      "deleted-meanwhile",
      "order-without-product",
      "bad-record",
      "killed-in-a-page",
      "killed-before-commit",
      "killed-before-note",
      "import-during-export",
      "two-workers",
      "breaker",
      "database-restart",
    ]);
  });

  it("needs every guard, and each can be taken away", () => {
    const used = new Set(FAULTS.flatMap((row) => [row.import.guard, row.export.guard]));
    expect([...used].sort()).toEqual(Object.keys(GUARDS).sort());
    const addon = join(root, "test", "odoo", "fixtures", "faults_sabotage", "components.py");
    const known = [...readFileSync(addon, "utf8").matchAll(/is_off\(self, "(\w+)"\)/g)].map((match) => match[1]);
    expect([...new Set(known)].sort()).toEqual(Object.keys(GUARDS).sort());
  });

  it("is docs/faults.md (npx vitest run -u writes it)", async () => {
    const options = await resolveConfig(page);
    await expect(await format(renderFaults(), { ...options, parser: "markdown" })).toMatchFileSnapshot(page);
  });
});
