/** Classes of OCA `component`. */
import { type FoundClass, kindsOf, partsOfClass } from "./classes.ts";
import { wordsOf } from "./source.ts";
import type { ComponentClass, Word } from "./types.ts";

/** Where the two base classes may be imported from; some addons hand them on. */
const isBase = (name: string, wanted: string): boolean =>
  name === wanted || (name.startsWith("odoo.addons.") && name.endsWith(`.${wanted}`));

/** `GenericImporter` of the runtime, `ImportMapper` of OCA's connector: classes that a component may be made of in Python. */
const OF_FRAMEWORKS = /^odoo\.addons\.(?:connector|generic_connector)\.components\.\w+\.(?!\w*Error$)[A-Z]\w*$/;

const kindOfBase = (name: string): "concrete" | "abstract" | undefined => {
  if (isBase(name, "AbstractComponent")) return "abstract";
  return isBase(name, "Component") || OF_FRAMEWORKS.test(name) ? "concrete" : undefined;
};

/** Reads the components among the classes of an addon. */
export function readComponents(
  classes: readonly FoundClass[],
  texts: ReadonlyMap<string, string>,
): readonly ComponentClass[] {
  const kindOf = kindsOf(classes, kindOfBase);
  const found: ComponentClass[] = [];
  for (const one of classes) {
    const kind = kindOf(one);
    if (kind === undefined) continue;
    const { file, node } = one;
    const { methods, assigned: attributes } = partsOfClass(file.path, node);
    const words = (name: string): readonly Word[] | undefined =>
      wordsOf(file.path, texts.get(file.path) ?? "", attributes.get(name)?.value);
    found.push({
      className: node.name,
      node,
      name: words("_name")?.[0],
      inherit: words("_inherit") ?? [],
      isConcrete: kind === "concrete",
      collection: words("_collection")?.[0],
      usage: words("_usage")?.[0],
      applyOn: words("_apply_on"),
      methods,
      attributes,
      file: file.path,
      ...node.nameSpan,
    });
  }
  return found;
}
