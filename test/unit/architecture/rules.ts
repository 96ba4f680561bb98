import ts from "typescript";

/** What a house may import from other houses; files directly in `src/` are houses of their own. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "errors.ts": [],
  "version.ts": [],
  // Pure: from text and data to text and data.
  spec: ["odoo", "errors.ts"],
  odoo: ["errors.ts"],
  plan: ["spec", "odoo", "patch", "errors.ts"],
  patch: ["parse", "errors.ts"],
  parse: ["errors.ts"],
  addon: ["parse", "odoo", "errors.ts"],
  adopt: ["addon", "parse", "odoo", "spec", "errors.ts"],
  rules: ["addon", "parse", "odoo", "spec", "errors.ts"],
  validate: ["rules", "addon", "parse", "odoo", "errors.ts"],
  // Known systems are data, their mocks' quirks stand beside them.
  systems: ["spec", "mock", "errors.ts"],
  // Doors to the outside, each behind its own interface.
  fs: [],
  render: ["fs", "errors.ts"],
  format: ["fs"],
  write: ["fs", "patch", "plan", "errors.ts"],
  git: [],
  mock: ["spec", "systems", "fs", "errors.ts"],
  lab: ["odoo", "fs", "errors.ts"],
  prompts: ["spec", "errors.ts"],
  reporters: ["errors.ts"],
  // The only place where layers meet.
  app: [
    ...[
      "addon",
      "adopt",
      "errors.ts",
      "format",
      "fs",
      "git",
      "lab",
      "mock",
      "odoo",
      "parse",
      "patch",
      "plan",
      "prompts",
      "render",
      "rules",
    ],
    ...["spec", "systems", "validate", "version.ts", "write"],
  ],
  commands: [
    "app",
    "prompts",
    "reporters",
    "errors.ts",
    "version.ts",
    "fs",
    "lab",
    "mock",
    "odoo",
    "spec",
    "systems",
    "write",
  ],
  "cli.ts": ["commands", "errors.ts", "version.ts"],
  // The package's API.
  "index.ts": ["app", "errors.ts", "fs", "validate"],
};

/** Houses that only hand data on: what they import from the one named must be types. */
export const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  render: ["fs"],
  write: ["fs", "patch", "plan"],
  prompts: ["app"],
  reporters: ["validate"],
};

/** Modules of Node and of packages that only these houses may load. */
const DOORS: readonly { module: RegExp; houses: readonly string[]; why: string }[] = [
  {
    module: /^(?:node:)?fs(?:\/promises)?$|^fs-extra$|^graceful-fs$/,
    houses: ["fs"],
    why: "only src/fs touches the disk",
  },
  { module: /^memfs$/, houses: ["fs"], why: "only src/fs touches the disk" },
  { module: /^(?:node:)?child_process$/, houses: ["lab", "git"], why: "only src/lab and src/git start processes" },
  { module: /^commander$/, houses: ["commands", "cli.ts"], why: "only commands know the command line" },
  { module: /^@inquirer\//, houses: ["prompts"], why: "only src/prompts asks" },
  { module: /^chalk$/, houses: ["commands", "reporters"], why: "only commands and reporters print" },
];

/** Too heavy for the start: loaded when they are needed, inside functions. */
const LAZY = /^(?:prettier|@prettier\/|@astral-sh\/|handlebars|@inquirer\/|yaml|smol-toml|diff|chalk)/;

/** `import * as z`: named imports pull in all of zod's languages. */
const PURE: ReadonlySet<string> = new Set(["spec", "odoo", "plan", "patch", "parse", "addon", "adopt", "rules"]);

export interface Violation {
  file: string;
  line: number;
  message: string;
}

interface Import {
  target: string;
  isType: boolean;
  isLazy: boolean;
  line: number;
}

function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, target: string, isType: boolean, isLazy: boolean): void => {
    found.push({ target, isType, isLazy, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1 });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const bindings = clause?.namedBindings;
      const isNamedType =
        clause !== undefined &&
        clause.name === undefined &&
        bindings !== undefined &&
        ts.isNamedImports(bindings) &&
        bindings.elements.length > 0 &&
        bindings.elements.every((element) => element.isTypeOnly);
      add(node, node.moduleSpecifier.text, clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || isNamedType, false);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, node.isTypeOnly, false);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) add(node, argument.text, false, true);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      if (ts.isStringLiteral(node.argument.literal)) add(node, node.argument.literal.text, true, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Where something is printed: `console.x`, `process.stdout`, `process.stderr`. */
function printsOf(source: ts.SourceFile): number[] {
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const text = node.getText(source);
      if (/^(?:console\.\w+|process\.(?:stdout|stderr))$/.test(text)) {
        found.push(source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const houseOf = (path: string): string => path.split("/")[0] ?? path;

/** Resolves a relative import to a path below `src/`. */
function resolveBelow(file: string, target: string): string {
  const parts = file.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/**
 * Checks one file against the import rules.
 * @param file path below `src/`, with `/`
 */
export function checkFile(file: string, text: string): Violation[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const house = houseOf(file);
  const allowed = MAY_IMPORT[house];
  if (allowed === undefined)
    return [{ file, line: 1, message: `the house ${house} is not in the table of the architecture test` }];
  const violations: Violation[] = [];
  const report = (line: number, message: string): void => void violations.push({ file, line, message });

  for (const { target, isType, isLazy, line } of importsOf(source)) {
    if (target.startsWith(".")) {
      const other = houseOf(resolveBelow(file, target));
      if (other === house) continue;
      if (other === "cli.ts" || (other === "commands" && house !== "cli.ts")) report(line, `nobody imports ${other}`);
      else if (!allowed.includes(other) && !(isType && TYPES_ONLY[house]?.includes(other))) {
        report(line, `${house} may not import ${other}`);
      } else if (!isType && TYPES_ONLY[house]?.includes(other))
        report(line, `${house} may import only types of ${other}`);
      continue;
    }
    for (const door of DOORS) {
      if (!isType && door.module.test(target) && !door.houses.includes(house)) report(line, `${target}: ${door.why}`);
    }
    if (!isType && !isLazy && LAZY.test(target))
      report(line, `${target} is loaded at the start: import it inside a function`);
    if (!isType && PURE.has(house) && /^(?:node:)?(?:fs|child_process|http|https|net|worker_threads|os)/.test(target)) {
      report(line, `${house} is pure: no ${target}`);
    }
    if (house === "cli.ts" && !isType && !isLazy && target !== "commander")
      report(line, "cli.ts imports commander only");
  }
  if (house !== "commands" && house !== "reporters") {
    const isCli = house === "cli.ts";
    for (const line of printsOf(source)) {
      // Asking is prompts' own business, and a broken pipe is the command line's.
      if (house === "prompts" || isCli) continue;
      report(line, "only commands and reporters print");
    }
  }
  return violations;
}
