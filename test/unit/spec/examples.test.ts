import { describe, expect, it } from "vitest";
import { EXAMPLES } from "../../../src/spec/examples.ts";
import { validateSpec } from "../../../src/spec/faults.ts";
import { exampleSpec } from "./helpers.ts";

describe.each(Object.entries(EXAMPLES))("%s", (_, fragments) => {
  it.each(Object.entries(fragments))("can be %s", (__, example) => {
    const spec = exampleSpec(example);
    expect(validateSpec(spec)).toEqual(spec);
  });
});
