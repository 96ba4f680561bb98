/** What a version's views do not know any more, or not yet. */
import type { Lifetime } from "./lifetimes.ts";

/** Attributes of elements in a view (ir_ui_view.py of each version). */
export const VIEW_ATTRIBUTES: Readonly<Record<string, Lifetime>> = {
  attrs: { until: 16, instead: 'invisible="…", readonly="…", required="…" with an expression of Python\'s' },
  states: { until: 16, instead: "invisible=\"state not in ('draft', …)\"" },
  column_invisible: { from: 17, instead: 'attrs="{\'column_invisible\': […]}", or invisible="1" for always' },
};

/** Elements of a view. */
export const VIEW_TAGS: Readonly<Record<string, Lifetime>> = {
  tree: { until: 17, instead: "<list>" },
  list: { from: 18, instead: "<tree>" },
  chatter: { from: 18, instead: '<div class="oe_chatter">' },
};

/** Names of templates in a kanban view. */
export const VIEW_TEMPLATES: Readonly<Record<string, Lifetime>> = {
  "kanban-box": { until: 17, instead: "card" },
  card: { from: 18, instead: "kanban-box" },
};

/** Types of views in a `view_mode`; the browser took `list` for `tree` before there was one. */
export const VIEW_MODES: Readonly<Record<string, Lifetime>> = {
  tree: { until: 17, instead: "list" },
};
