import type { PythonFile } from "../addon/types.ts";
import { exprsOf, walkBody, walkExprs, walkStmts } from "../parse/python/walk.ts";
import { importFix } from "./lib/import-fixes.ts";
import { type Edit, rule } from "./rule.ts";

/** What Python knows without being told (builtins of 3.10 to 3.13), and what each module has. */
const BUILT_IN: ReadonlySet<string> = new Set(
  (
    "ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError " +
    "BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError " +
    "ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup " +
    "False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError " +
    "ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError " +
    "MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError " +
    "OverflowError PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError " +
    "ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError " +
    "SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError UnboundLocalError UnicodeDecodeError " +
    "UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning WindowsError " +
    "ZeroDivisionError abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile " +
    "complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr " +
    "globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min " +
    "next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str " +
    "sum super tuple type vars zip __annotations__ __build_class__ __builtins__ __class__ __debug__ __dict__ __doc__ " +
    "__file__ __import__ __loader__ __module__ __name__ __package__ __path__ __qualname__ __spec__ __version__"
  ).split(" "),
);

/** Where the names of Odoo that connectors use come from. */
const IMPORTS: Readonly<Record<string, string>> = {
  _: "from odoo import _",
  _lt: "from odoo import _lt",
  AbstractComponent: "from odoo.addons.component.core import AbstractComponent",
  AccessError: "from odoo.exceptions import AccessError",
  Command: "from odoo import Command",
  Component: "from odoo.addons.component.core import Component",
  MissingError: "from odoo.exceptions import MissingError",
  RetryableJobError: "from odoo.addons.queue_job.exception import RetryableJobError",
  SUPERUSER_ID: "from odoo import SUPERUSER_ID",
  UserError: "from odoo.exceptions import UserError",
  ValidationError: "from odoo.exceptions import ValidationError",
  api: "from odoo import api",
  changed_by: "from odoo.addons.connector.components.mapper import changed_by",
  datetime: "from datetime import datetime",
  fields: "from odoo import fields",
  http: "from odoo import http",
  json: "import json",
  logging: "import logging",
  mapping: "from odoo.addons.connector.components.mapper import mapping",
  models: "from odoo import models",
  only_create: "from odoo.addons.connector.components.mapper import only_create",
  requests: "import requests",
  timedelta: "from datetime import timedelta",
};

/** All names that a file gives a value to, wherever; undefined where it takes some that it does not name. */
function boundIn({ module, importsFrom }: PythonFile): ReadonlySet<string> | undefined {
  if (importsFrom.some(({ names }) => names.some(({ name }) => name === "*"))) return undefined;
  const bound = new Set<string>();
  for (const stmt of walkStmts(module.body)) {
    if (stmt.kind === "ClassDef" || stmt.kind === "FunctionDef") bound.add(stmt.name);
    if (stmt.kind === "FunctionDef") for (const { name } of stmt.params) bound.add(name);
    if (stmt.kind === "Import" || stmt.kind === "ImportFrom")
      for (const { name, asName } of stmt.names) bound.add(asName ?? name.replace(/\..*$/, ""));
    if (stmt.kind === "Try") for (const { name } of stmt.handlers) if (name !== undefined) bound.add(name);
    const given =
      stmt.kind === "Assign"
        ? stmt.targets
        : stmt.kind === "For"
          ? [stmt.target]
          : stmt.kind === "With"
            ? stmt.items.map(({ as }) => as)
            : // `global x`, `case x:`, `type x = …` and whatever else: their names count as given.
              stmt.kind === "OtherStmt" && !["assert", "del"].includes(stmt.word)
              ? exprsOf(stmt)
              : [];
    for (const target of given) for (const part of walkExprs(target)) if (part.kind === "Name") bound.add(part.id);
  }
  for (const expr of walkBody(module.body)) {
    if (expr.kind === "Lambda") for (const { name } of expr.params) bound.add(name);
    else if (expr.kind === "NamedExpr") bound.add(expr.target.id);
    else if (
      expr.kind === "ListComp" ||
      expr.kind === "SetComp" ||
      expr.kind === "DictComp" ||
      expr.kind === "GeneratorExp"
    )
      for (const { target } of expr.loops)
        for (const part of walkExprs(target)) if (part.kind === "Name") bound.add(part.id);
  }
  return bound;
}

export default rule({
  code: "python-undefined-name",
  group: "python",
  severity: "error",
  title: "A name that nothing in the file defines",
  why: "Python raises NameError when it gets there: at the start of Odoo, or in the middle of a synchronization where the line is reached seldom.",
  instead: "Import the name, or correct its spelling.",
  check({ addon, report }) {
    for (const file of addon.python.values()) {
      if (!file.isLoaded && !file.isTest) continue;
      const bound = boundIn(file);
      if (bound === undefined) continue;
      const told = new Set<string>();
      for (const expr of walkBody(file.module.body)) {
        if (expr.kind !== "Name" || bound.has(expr.id) || BUILT_IN.has(expr.id) || told.has(expr.id)) continue;
        told.add(expr.id);
        const fixOf = (wanted: string | undefined): { fix?: readonly Edit[] } => {
          const fix = wanted === undefined ? undefined : importFix(addon, file, wanted);
          return fix === undefined ? {} : { fix };
        };
        const line = Object.hasOwn(IMPORTS, expr.id) ? IMPORTS[expr.id] : undefined;
        report({
          at: { file: file.path, from: expr.from, to: expr.to },
          message: `nothing defines ${expr.id}`,
          ...fixOf(line),
          ...(line === undefined ? {} : { instead: `Write \`${line}\` at the top of the file.` }),
        });
      }
    }
  },
});
