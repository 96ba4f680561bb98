import { shownIn } from "./lib/views.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

/** What the web client draws: a letter of one of its two fonts, or a picture by its path. */
const ICON = /^(?:(?:fa|oi|fa-\w+|oi-\w+)[\w-]*|\/?[\w.-]+(?:\/[\w.-]+)+)(?:\s+[\w-]+)*$/;

export default rule({
  code: "view-unknown-icon",
  group: "view",
  severity: "warning",
  title: "An icon that is neither of a font nor the path of a picture",
  why: "The web client takes it for a picture's address: the button shows a broken one, and each form asks the server for what is not there.",
  instead: "Write `fa-…` or `oi-…`, or the path of a picture below `static/`.",
  check(context) {
    for (const { element, file } of shownIn(context)) {
      if (element.name !== "button") continue;
      const icon = element.attributes.get("icon");
      // What is filled in can't be told, and older names are pictures of the web client.
      if (icon === undefined || /[%#{]|^(?:STOCK_|gtk-|terp-)/.test(icon.value) || ICON.test(icon.value.trim()))
        continue;
      const shown = icon.value.length > 30 ? `${icon.value.slice(0, 29)}…` : icon.value;
      context.report({ at: placeOf(file, icon.valueSpan), message: `${shown} is no icon` });
    }
  },
});
