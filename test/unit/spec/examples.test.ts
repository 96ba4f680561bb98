import { describe, expect, it } from "vitest";
import { EXAMPLES } from "../../../src/spec/examples.ts";
import { validateSpec } from "../../../src/spec/faults.ts";
import { smallSpec } from "./helpers.ts";

describe.each(Object.entries(EXAMPLES))("%s", (_, fragments) => {
  it.each(Object.entries(fragments))("can be %s", (__, { connector, system, entity, tables, adopted }) => {
    const base = smallSpec();
    const spec = {
      ...base,
      connector: { ...base.connector, ...connector },
      system: { ...base.system, ...system },
      entities: [{ ...base.entities[0], ...entity }],
      ...(tables === undefined ? {} : { tables }),
      ...(adopted === undefined ? {} : { adopted }),
    };
    expect(validateSpec(spec)).toEqual(spec);
  });
});
