import { fileURLToPath } from "node:url";
import { expect, expectTypeOf, it } from "vitest";
import type * as Api from "../../../index.d.ts";
import { ConnectorError, validate } from "../../../src/index.ts";
import type { Finding, ValidateOptions, ValidateResult } from "../../../src/validate/types.ts";

const base = fileURLToPath(new URL("../../rules/_base", import.meta.url));

it("has the types that index.d.ts says", () => {
  expectTypeOf<Api.Finding>().toEqualTypeOf<Finding>();
  expectTypeOf<Api.ValidateResult>().toEqualTypeOf<ValidateResult>();
  type Options = ValidateOptions & { readonly cwd?: string };
  expectTypeOf<Api.ValidateOptions>().toExtend<Options>();
  expectTypeOf<Options>().toExtend<Api.ValidateOptions>();
  expectTypeOf<keyof Api.ValidateOptions>().toEqualTypeOf<keyof Options>();
  expectTypeOf<ConnectorError>().toExtend<Api.ConnectorError>();
  expectTypeOf<Api.ConnectorError>().toExtend<ConnectorError>();
  expectTypeOf(validate).toExtend<typeof Api.validate>();
  expect(typeof validate).toBe("function");
});

it("gives findings as data", async () => {
  const { findings, addons, files } = await validate({ paths: [base], select: ["component"] });
  expect(findings).toEqual([]);
  expect(addons).toMatchObject([{ name: "_base", odoo: "19.0" }]);
  expect(files).toBeGreaterThan(15);
});

it("refuses what says nothing sensible with an error of its own", async () => {
  await expect(validate({ paths: [] })).rejects.toThrow(ConnectorError);
  await expect(validate({ paths: [base], select: ["componnet"] })).rejects.toMatchObject({
    problems: [{ message: "no rule or group is called componnet", hint: "did you mean component?" }],
  });
});
