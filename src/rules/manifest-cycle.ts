import { rule } from "./rule.ts";

export default rule({
  code: "manifest-cycle",
  group: "manifest",
  severity: "error",
  title: "Addons that depend on each other in a circle",
  why: "Odoo finds no order in which to load them: none of them can be installed.",
  instead: "Move what both need into a third addon, or take one of the dependencies out.",
  check({ addon, world, report }) {
    const read = new Map(world.addons.map((one) => [one.name, one] as const));
    for (const word of addon.manifest?.depends ?? []) {
      const seen = new Set<string>();
      const waiting = [word.text];
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        if (name === addon.name) {
          report({
            at: word,
            message: name === word.text ? "the addon depends on itself" : `${word.text} depends on ${addon.name} too`,
          });
          break;
        }
        if (seen.has(name)) continue;
        seen.add(name);
        for (const next of read.get(name)?.manifest?.depends ?? []) waiting.push(next.text);
      }
    }
  },
});
