/** Small Python programs that run in the lab's environment; each reads JSON from its input and prints JSON. */

/** Statements on one database, each committed by itself; prints the rows of each. `{database, statements: [{sql, params}]}` */
export const RUN_SQL = `
import datetime, decimal, json, sys
import psycopg2
ask = json.load(sys.stdin)
answer = []
try:
    connection = psycopg2.connect(dbname=ask["database"])
    connection.autocommit = True
    cursor = connection.cursor()
    for statement in ask["statements"]:
        cursor.execute(statement["sql"], statement.get("params") or None)
        answer.append([list(row) for row in cursor.fetchall()] if cursor.description else [])
except psycopg2.Error as error:
    raise SystemExit(" ".join(str(error).split()))
def plain(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return str(value)
json.dump(answer, sys.stdout, default=plain)
`;

/**
 * The modules that given ones need, with the folder each is found in (the first that has it, as Odoo does) and, for
 * the folders named in \`hash\`, a digest of all its files.
 * \`{paths: [], modules: [], hash: []}\` -> \`{modules: {name: {path, depends, digest}}, missing: [[name, neededBy]]}\`
 */
export const READ_MANIFESTS = `
import ast, hashlib, json, os, sys
ask = json.load(sys.stdin)
found, missing = {}, []
def digest(folder):
    total = hashlib.sha256()
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__" and not name.startswith("."))
        for name in sorted(files):
            if not name.endswith(".pyc"):
                path = os.path.join(base, name)
                total.update(os.path.relpath(path, folder).encode() + b"\\0")
                with open(path, "rb") as content:
                    total.update(hashlib.sha256(content.read()).digest())
    return total.hexdigest()
def visit(name, needed_by):
    if name in found:
        return
    for path in ask["paths"]:
        folder = os.path.join(path, name)
        manifest = os.path.join(folder, "__manifest__.py")
        if os.path.isfile(manifest):
            break
    else:
        missing.append([name, needed_by])
        return
    with open(manifest, encoding="utf-8") as content:
        text = content.read()
    try:
        depends = ast.literal_eval(text).get("depends") or (["base"] if name != "base" else [])
    except (SyntaxError, ValueError) as error:
        raise SystemExit(f"{manifest}: {error}")
    own = path in ask["hash"]
    found[name] = {"path": path, "depends": depends, "digest": digest(folder) if own else hashlib.sha256(text.encode()).hexdigest()}
    for depend in depends:
        visit(depend, name)
for module in ask["modules"]:
    visit(module, "")
json.dump({"modules": found, "missing": missing}, sys.stdout)
`;

/** Starts Odoo. A file, not \`-c\`: the prefork server starts its second process by the name of the first. */
export const LAUNCHER = `import os
os.environ["TZ"] = "UTC"
import odoo.cli
odoo.cli.main()
`;

/** In Odoo's shell: the terms of a module as a .pot, in base64 between marks (the shell prints other things too). */
export const exportTerms = (module: string): string => `
import base64, inspect, io
from odoo.tools.translate import trans_export
buffer = io.BytesIO()
source = env if "env" in inspect.signature(trans_export).parameters else env.cr
trans_export(False, [${JSON.stringify(module)}], buffer, "po", source)
print("<terms>" + base64.b64encode(buffer.getvalue()).decode() + "</terms>")
`;
