/** Which of an addon's models is the backend: the record of a connection. */
import type { ModelClass } from "../addon/types.ts";
import type { Code } from "./facts.ts";

/** Models of the frameworks that make a model a backend, by inheritance or by delegation. */
const ROOTS: ReadonlySet<string> = new Set([
  ...["connector.backend", "generic.backend.mixin", "generic.backend", "connector.base.backend"],
]);

/** All backends of an addon, by name. */
export function backendsOf(code: Code): readonly ModelClass[] {
  const collections = new Set(code.components.map(({ collection }) => collection?.text));
  return code.models
    .filter((one) => one.isNew && one.kind === "model" && one.model !== undefined)
    .filter(
      (one) =>
        [...code.ancestorsOf(one)].some((parent) => ROOTS.has(parent)) ||
        one.inherits.some(({ model }) => ROOTS.has(model.text)) ||
        collections.has(one.model),
    )
    .sort((a, b) => ((a.model ?? "") < (b.model ?? "") ? -1 : 1));
}
