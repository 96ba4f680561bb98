import { bindingsOf } from "./lib/bindings.ts";
import { atName, componentsOf, isHidden, isKindOf } from "./lib/components.ts";
import { directOf, mappingsOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-without-apply-on",
  group: "component",
  severity: "warning",
  title: "A mapper, importer or exporter that is made for one model and applies on all",
  why: "It is taken for every model that has none of its own: records are filled with the values of others, or two are found and the job fails with SeveralComponentError.",
  instead: "Write `_apply_on` with the binding's model.",
  check({ addon, world, report, unresolved }) {
    if (componentsOf(addon).length === 0) return;
    const bindings = bindingsOf(world, addon).map(({ model }) => model);
    for (const one of componentsOf(addon)) {
      if (!one.isConcrete || one.name === undefined) continue;
      const { complete, applyOn, collection } = world.resolve(addon, one);
      if (applyOn !== undefined) continue;
      const name = one.name.text;
      // The name says for which: the longest that it begins with.
      const [meant] = bindings.filter((model) => name.startsWith(`${model}.`)).sort((a, b) => b.length - a.length);
      const isMapper = isKindOf(world, addon, one, "base.mapper");
      const isOther = ["base.importer", "base.exporter"].some((kind) => isKindOf(world, addon, one, kind));
      const isOfOneModel = isMapper && bindings.length > 0 && (directOf(one).length > 0 || mappingsOf(one).length > 0);
      // Without a collection it is a library's, for others to inherit.
      if ((!isOfOneModel && !(meant !== undefined && (isMapper || isOther))) || collection === undefined) continue;
      if (!complete) unresolved(atName(one), `whether an ancestor of ${one.className} says its models`);
      else if (!isHidden(world, one, "_apply_on"))
        report({
          at: atName(one),
          message: `${one.className} applies on every model of ${collection}`,
          ...(meant === undefined ? {} : { instead: `Write \`_apply_on = "${meant}"\`.` }),
        });
    }
  },
});
