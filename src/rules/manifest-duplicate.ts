import type { Word } from "../addon/types.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "manifest-duplicate",
  group: "manifest",
  severity: "warning",
  title: "A file or an addon that the manifest lists twice",
  why: "A data file that is listed twice is loaded twice at each update, which takes time and writes over what users changed.",
  instead: "Take the second line out.",
  check({ addon, report }) {
    const { manifest } = addon;
    const check = (words: readonly Word[]): void => {
      const seen = new Set<string>();
      for (const word of words) {
        if (seen.has(word.text)) report({ at: word, message: `${word.text} is listed already` });
        seen.add(word.text);
      }
    };
    check(manifest?.depends ?? []);
    check([...(manifest?.data ?? []), ...(manifest?.demo ?? [])]);
  },
});
