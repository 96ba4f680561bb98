import type { Spec } from "./schema.ts";

/** An entity of the code that a connector was adopted with. */
export type AdoptedEntity = NonNullable<Spec["adopted"]>["entities"][number];

/** `product is in the adopted code already, as acme.product.template (models/product.py:6)` */
export const asAdopted = ({ name, binding, file }: AdoptedEntity, called = name): string =>
  `${called} is in the adopted code already, as ${binding}${file === undefined ? "" : ` (${file})`}`;
