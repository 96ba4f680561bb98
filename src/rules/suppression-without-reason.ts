import { byEngine, rule } from "./rule.ts";

export default rule({
  code: "suppression-without-reason",
  group: "suppression",
  severity: "warning",
  title: "A comment that ignores a rule and does not say why",
  why: "Nobody can tell later whether the finding was wrong, accepted for a while, or just in the way.",
  instead: "Write the reason behind the code: `# connector: ignore=CODE reason`.",
  check: byEngine,
});
