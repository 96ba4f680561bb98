import type { Expr } from "../parse/python/ast.ts";
import { at, writeNearest } from "./lib/components.ts";
import { childrenOf, directOf, lacking, type MapperFacts, mappersOf } from "./lib/mappers.ts";
import { renameFix } from "./lib/renames.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "mapper-unknown-target",
  group: "mapper",
  severity: "error",
  title: "An import mapper fills a field that the model has not got",
  why: "The first record that has a value for it raises a KeyError, or a ValueError when it is created: nothing of this model is imported.",
  instead: "Write the name of a field of the model, or leave the pair out.",
  check({ addon, world, report, unresolved }) {
    for (const facts of mappersOf(world, addon)) {
      if (facts.side !== "import") continue;
      for (const target of targetsOf(facts)) {
        if (target.kind !== "Str") continue;
        const lack = lacking(world, addon, facts.models, target.value);
        if (lack === undefined) continue;
        if (lack.answer === "unknown")
          unresolved(at(facts.one.file, target), `whether ${lack.model} has ${target.value}`);
        else {
          const fix = renameFix({ addon, world }, lack.model, target.value, at(facts.one.file, target));
          report({
            at: at(facts.one.file, target),
            message: `${lack.model} has no field ${target.value}`,
            ...writeNearest(world.nearestField(addon, lack.model, target.value)),
            ...(fix !== undefined && { fix }),
          });
        }
      }
    }
  },
});

/** What `direct`, `children` and the runtime's `_stamps` write to; what `finalize` may still rename left out. */
function targetsOf({ one, isPlain, isFinished }: MapperFacts): readonly Expr[] {
  const stamps = one.attributes.get("_stamps")?.value;
  const direct = directOf(one).filter(({ source }) => !isFinished || (isPlain && source.kind === "Str"));
  return [
    ...direct.map(({ target }) => target),
    ...(isFinished ? [] : childrenOf(one).map(({ target }) => target)),
    ...(stamps?.kind === "Dict" ? stamps.items.flatMap(({ key }) => key ?? []) : []),
  ];
}
