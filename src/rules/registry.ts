/** All rules, by code. Made by scripts/rules.mjs from the files beside it. */
import type { Rule } from "./rule.ts";
import componentWithoutName from "./component-without-name.ts";
import manifestMissing from "./manifest-missing.ts";
import manifestVersionUnknown from "./manifest-version-unknown.ts";
import structureNotLoaded from "./structure-not-loaded.ts";
import suppressionUnknownCode from "./suppression-unknown-code.ts";
import suppressionUnused from "./suppression-unused.ts";
import suppressionWithoutReason from "./suppression-without-reason.ts";

export const RULES: readonly Rule[] = [
  componentWithoutName,
  manifestMissing,
  manifestVersionUnknown,
  structureNotLoaded,
  suppressionUnknownCode,
  suppressionUnused,
  suppressionWithoutReason,
];
