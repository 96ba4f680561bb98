import { distance } from "fastest-levenshtein";
import { rule } from "./rule.ts";

/** Modules that connectors need, whether or not an index has them. */
const OTHERS = [
  "connector",
  "component",
  "component_event",
  "queue_job",
  "connector_base_backend",
  "generic_connector",
];

export default rule({
  code: "manifest-unknown-dependency",
  group: "manifest",
  severity: "warning",
  title: "A dependency that differs by one letter from a module that exists",
  why: "Odoo refuses to install an addon when one that it depends on is not there, and the message comes on the customer's server first.",
  instead: "Write the module's name as its folder is called.",
  check({ addon, world, report, unresolved }) {
    const { manifest } = addon;
    const missing = world.missing(addon);
    const known = [...world.index.moduleNames(), ...world.addons.map(({ name }) => name), ...OTHERS];
    for (const word of manifest?.depends ?? []) {
      if (!missing.has(word.text)) continue;
      const meant = known.find((name) => isSlip(word.text, name));
      if (meant === undefined) {
        unresolved(
          word,
          `what ${word.text} brings: name its folder by --addons-path, or an index that has it by --index`,
        );
      } else {
        report({
          at: word,
          message: `nobody knows a module ${word.text}`,
          instead: `Write ${meant}, if that is meant; else name the folder that it is in by --addons-path.`,
        });
      }
    }
    const listed = new Set(manifest?.depends.map(({ text }) => text));
    const beyond = [...missing].filter((name) => !listed.has(name)).sort();
    const at = manifest?.keys.get("depends")?.key;
    if (at !== undefined && beyond.length > 0) {
      unresolved(at, `what ${beyond.join(", ")} bring, which its dependencies need`);
    }
  },
});

const lettersOf = (name: string): string => Array.from(name).sort().join("");

/** Whether one letter is wrong, missing, too much or in the other's place. Countries' modules differ by one letter. */
function isSlip(name: string, other: string): boolean {
  if (name.length < 5 || name.startsWith("l10n_")) return false;
  const far = distance(name, other);
  const isSwap = far === 2 && name.length === other.length && lettersOf(name) === lettersOf(other);
  return far === 1 || isSwap;
}
