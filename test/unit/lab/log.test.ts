import { describe, expect, it } from "vitest";
import { OdooLog, parseLog, readTestCounts } from "../../../src/lab/log.ts";

const line = (level: string, logger: string, message: string): string =>
  `2026-01-31 12:00:00,123 4711 ${level} db ${logger}: ${message}`;

describe("Odoo's log", () => {
  it("keeps every line of WARNING and worse, with its continuation lines", () => {
    const log = parseLog(
      [
        "Running as user 'root' is a security risk.",
        line("INFO", "odoo.modules.loading", "Loading module base"),
        "a line that belongs to nobody",
        line("WARNING", "odoo.addons.x", "careful "),
        line("ERROR", "odoo.sql_db", "bad query: SELECT"),
        "Traceback (most recent call last):",
        "  ValueError: boom",
        line("INFO", "odoo.modules.loading", "done: fine"),
        "not part of the error",
      ].join("\n"),
    );
    expect(log.problems).toEqual([
      { level: "WARNING", database: "db", logger: "odoo.addons.x", message: "careful", text: "careful" },
      {
        level: "ERROR",
        database: "db",
        logger: "odoo.sql_db",
        message: "bad query: SELECT",
        text: "bad query: SELECT\nTraceback (most recent call last):\n  ValueError: boom",
      },
    ]);
    expect(log.tail(1)).toBe("not part of the error");
  });

  it("counts tests by the last sum and names the failed ones", () => {
    const log = parseLog(
      [
        line("ERROR", "odoo.addons.x.tests.test_a", "FAIL: TestA.test_one"),
        "Traceback (most recent call last):",
        "AssertionError: 1 != 2",
        line("ERROR", "odoo.addons.x.tests.test_a", "ERROR: setUpClass (odoo.addons.x.tests.test_b.TestB)"),
        line("ERROR", "odoo.tests.result", "1 failed, 0 error(s) of 3 tests when loading database 'db'"),
        line("ERROR", "odoo.tests.result", "1 failed, 1 error(s) of 5 tests when loading database 'db'"),
      ].join("\n"),
    );
    const counts = readTestCounts(log);
    expect(counts).toMatchObject({ tests: 5, failed: 1, errors: 1 });
    expect(counts.failures.map(({ kind, test }) => `${kind} ${test}`)).toEqual([
      "FAIL TestA.test_one",
      "ERROR setUpClass (odoo.addons.x.tests.test_b.TestB)",
    ]);
    expect(counts.failures[0]?.text).toContain("1 != 2");
  });

  it("says nothing of tests where the log does not", () => {
    expect(readTestCounts(parseLog(line("INFO", "odoo", "hello")))).toEqual({
      tests: 0,
      failed: 0,
      errors: 0,
      failures: [],
    });
  });

  it("drops the oldest lines of an endless log and never a problem", () => {
    const log = new OdooLog();
    log.add(line("WARNING", "odoo", "first"));
    for (let count = 0; count < 20_000; count += 1) log.add(line("INFO", "odoo", "x".repeat(1000)));
    expect(log.text().length).toBeLessThan(17 * 1024 * 1024);
    expect(log.text()).toMatch(/^… \d+ earlier lines dropped\n/);
    expect(log.problems.map(({ message }) => message)).toEqual(["first"]);
  });

  it("tells listeners until they have enough", () => {
    const log = new OdooLog();
    const seen: string[] = [];
    const stop = log.onLine((text, entry) => seen.push(`${entry?.level ?? "-"} ${text.slice(0, 5)}`));
    log.add(line("INFO", "odoo", "one"));
    log.add("more");
    stop();
    log.add("unheard");
    expect(seen).toEqual(["INFO 2026-", "- more"]);
  });
});
