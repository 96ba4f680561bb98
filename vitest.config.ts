import { defineConfig } from "vitest/config";

// Four suites: unit (no process, no network), e2e (the built binary), corpus (the validator on generated, broken and other
// people's code), odoo (a real server over real HTTP).
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 20_000 } },
      { test: { name: "e2e", include: ["test/e2e/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } },
      { test: { name: "corpus", include: ["test/corpus/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 300_000 } },
      {
        test: {
          name: "odoo",
          include: ["test/odoo/**/*.test.ts"],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          // Two at a time: each waits for its Odoo most of the time. After the others, whose tests want the processor.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
