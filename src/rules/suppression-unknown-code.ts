import { byEngine, rule } from "./rule.ts";

export default rule({
  code: "suppression-unknown-code",
  group: "suppression",
  severity: "warning",
  title: "A comment that ignores a rule which does not exist",
  why: "It silences nothing: what it was meant for is still told, or was never looked at.",
  instead: "Write the code as the finding shows it, in brackets at its end.",
  check: byEngine,
});
