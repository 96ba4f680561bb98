/** The shape of a configuration. */
import * as z from "zod";
import { ConnectorError, type Problem } from "../errors.ts";
import { nearestOf } from "./selection.ts";

const words = z.array(z.string()).describe("codes, groups, or prefixes ending in *");
const severity = z.enum(["error", "warning", "hint"]);

export const configSchema = z.strictObject({
  odoo: z.string().optional(),
  "addons-path": z.array(z.string()).optional(),
  index: z.string().optional(),
  select: words.optional(),
  ignore: words.optional(),
  severity: severity.optional(),
  baseline: z.string().optional(),
  rules: z.record(z.string(), z.enum(["error", "warning", "hint", "off"])).optional(),
  files: z.record(z.string(), words).optional(),
});

/**
 * @param place the file's path, for errors
 * @throws ConnectorError with every problem
 */
export function checkShape(value: unknown, place: string): z.infer<typeof configSchema> {
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConnectorError(parsed.error.issues.flatMap((issue) => problemsOf(issue, place)));
}

function problemsOf(issue: z.core.$ZodIssue, place: string): Problem[] {
  const path = issue.path.map(String);
  const at = (key: readonly string[]): string => (key.length === 0 ? place : `${place}: ${key.join(".")}`);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const nearest = nearestOf(key.replaceAll("_", "-"), Object.keys(configSchema.shape));
      return {
        message: `there is no key ${key}`,
        place: at([...path, key]),
        hint:
          nearest === undefined
            ? `known keys: ${Object.keys(configSchema.shape).join(", ")}`
            : `did you mean ${nearest}?`,
      };
    });
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    return [{ message: `must be one of ${values.join(", ")}`, place: at(path) }];
  }
  if (issue.code === "invalid_type") {
    const names: Readonly<Record<string, string>> = {
      array: "a list",
      record: "keys with values",
      object: "keys with values",
    };
    return [{ message: `must be ${names[issue.expected] ?? `a ${issue.expected}`}`, place: at(path) }];
  }
  return [{ message: issue.message, place: at(path) }];
}
