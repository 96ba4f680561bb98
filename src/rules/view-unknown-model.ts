import type { Word } from "../addon/types.ts";
import { writeInstead } from "./lib/fields.ts";
import { wordOf } from "./lib/words.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "view-unknown-model",
  group: "view",
  severity: "error",
  title: "A view or an action of a model that does not exist",
  why: "Installing the addon stops at the view; an action opens with an error.",
  instead: "Name a model of this version, and add the addon that defines it to `depends`.",
  check({ addon, world, report, unresolved }) {
    const words: (Word | undefined)[] = [];
    for (const { record } of addon.views) words.push(wordOf(record, "model"));
    for (const record of addon.records)
      if (record.model.text === "ir.actions.act_window") words.push(wordOf(record, "res_model"));
    for (const word of words) {
      if (word === undefined) continue;
      const answer = world.hasModel(addon, word.text);
      if (answer === "unknown") unresolved(word, `whether there is a model ${word.text}`);
      if (answer !== "no") continue;
      report({ at: word, message: `there is no model ${word.text}`, ...writeInstead(world.nearestModel(word.text)) });
    }
  },
});
