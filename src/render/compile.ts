import { helpers, literalHelpers } from "./helpers.ts";
import type { CompiledTemplate } from "./template.ts";

interface Location {
  start: { line: number; column: number };
}
interface Node {
  type: string;
  loc?: Location;
  [key: string]: unknown;
}

/** Helpers whose arguments may be absent: a condition may ask for what a plan left out. */
const lenient = new Set(["if", "unless", "and", "or", "not"]);

/** A helper hides a field of the same name: `{{icon}}` once printed a picture in place of a word. */
const isBareHelper = (node: Node, name: string): boolean =>
  Object.hasOwn(helpers, name) && (node.params as unknown[]).length === 0 && node.hash === undefined;

/**
 * Handlebars' strict mode looks at bare fields only. Here every path in an argument is strict too, and whatever is
 * printed without a literal helper must be a bare word.
 */
function harden(node: unknown, strict: boolean): void {
  if (Array.isArray(node)) {
    for (const item of node) harden(item, strict);
    return;
  }
  if (node === null || typeof node !== "object") return;
  const current = node as Node;
  if (current.type === "PathExpression") {
    if (strict) current.strict = true;
    return;
  }
  const called = (current.path as { original?: unknown } | undefined)?.original;
  if (current.type === "MustacheStatement" && typeof called === "string" && isBareHelper(current, called)) {
    throw new Error(
      `line ${current.loc?.start.line}: {{${called}}} calls a helper with nothing; a field needs {{this.${called}}}`,
    );
  }
  if (current.type === "MustacheStatement" && typeof called === "string" && !literalHelpers.has(called)) {
    const isCall = (current.params as unknown[]).length > 0 || current.hash !== undefined;
    const value = isCall ? { ...current, type: "SubExpression" } : current.path;
    current.params = [value];
    current.hash = undefined;
    current.path = {
      type: "PathExpression",
      original: "word",
      parts: ["word"],
      depth: 0,
      data: false,
      loc: current.loc,
    };
    harden(current.params, strict);
    return;
  }
  const isStrict = strict && !(typeof called === "string" && lenient.has(called));
  harden(current.params, isStrict);
  harden(
    (current.hash as { pairs?: { value: unknown }[] } | undefined)?.pairs?.map((pair) => pair.value),
    isStrict,
  );
  harden((current.program as Node | undefined)?.body, true);
  harden((current.inverse as Node | undefined)?.body, true);
  harden(current.body, true);
}

/**
 * Compiles a template to the JavaScript object expression that Handlebars' runtime takes: what the build puts into the
 * bundle. Unknown helpers and syntax errors are refused here, with template and line.
 */
export async function precompile(name: string, text: string): Promise<string> {
  const { default: Handlebars } = await import("handlebars");
  try {
    const tree = Handlebars.parse(text);
    harden(tree, true);
    return Handlebars.precompile(tree, {
      strict: true,
      noEscape: true,
      knownHelpersOnly: true,
      knownHelpers: Object.fromEntries(Object.keys(helpers).map((helper) => [helper, true])),
    }) as string;
  } catch (error) {
    throw new Error(`template ${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** Compiles a template to run in this process. */
export async function compile(name: string, text: string): Promise<CompiledTemplate> {
  // The text is the compiler's output for our own template, the same that the build writes into the bundle.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- see above
  return new Function(`return (${await precompile(name, text)});`)() as CompiledTemplate;
}
