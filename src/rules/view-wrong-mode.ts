import { wordOf } from "./lib/words.ts";
import { entryOf, lives, whenOf } from "./lib/lifetimes.ts";
import { VIEW_MODES } from "./lib/view-lifetimes.ts";
import { nearWord } from "./lib/near.ts";
import { rule } from "./rule.ts";

/** Types of views that Odoo's own modules have, enterprise ones included. */
const KINDS = "list tree form search kanban calendar graph pivot activity gantt map cohort grid hierarchy qweb".split(
  " ",
);

export default rule({
  code: "view-wrong-mode",
  group: "view",
  severity: "error",
  title: "An action opens a type of view that this version does not have",
  why: "The menu behind it opens with an error in the browser, in production as in the test.",
  instead: "Write `list,form` from 18.0.",
  check({ addon, cap, report }) {
    for (const record of addon.records) {
      const field = { "ir.actions.act_window": "view_mode", "ir.actions.act_window.view": "view_mode" }[
        record.model.text
      ];
      const word = field === undefined ? undefined : wordOf(record, field);
      if (word === undefined) continue;
      let from = word.from;
      for (const part of word.text.split(",")) {
        const mode = part.trim();
        const start = from + part.indexOf(mode);
        const at = { file: word.file, from: start, to: start + mode.length };
        from += part.length + 1;
        const lifetime = entryOf(VIEW_MODES, mode);
        const isOdd = lifetime === undefined && !KINDS.includes(mode) && mode !== "";
        // Modules bring types of their own: only what is nearly one of Odoo's is taken for a slip.
        const near = isOdd ? nearWord(mode, KINDS, 2) : undefined;
        if (near !== undefined) report({ at, message: `there is no view type ${mode}`, instead: `Write ${near}.` });
        if (lifetime !== undefined && !lives(lifetime, cap.major)) {
          report({
            at,
            message: `view type ${mode} ${whenOf(lifetime, cap.major)}`,
            instead: `Write ${lifetime.instead}.`,
            fix: [{ ...at, text: lifetime.instead }],
          });
        }
      }
    }
  },
});
