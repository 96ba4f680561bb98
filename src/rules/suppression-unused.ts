import { byEngine, rule } from "./rule.ts";

export default rule({
  code: "suppression-unused",
  group: "suppression",
  severity: "warning",
  title: "A comment that ignores a rule which finds nothing there",
  why: "It outlived what it was written for, and would silence the next mistake on that line.",
  instead: "Remove the comment; `--fix` does.",
  check: byEngine,
});
