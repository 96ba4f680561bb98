import * as m from "./mutation.ts";
import { ACCOUNTING, BACKEND, CRM, edit, insert, LOGISTICS, METHOD, SHOP, WOO } from "./mutation.ts";

type Version = m.Mutation["version"];

const method = (rule: string, version: Version, addon: string, body: string, at: string): m.Mutation =>
  insert(rule, version, addon, BACKEND, METHOD, `${body.replace(/^(?=.)/gm, "    ").trimEnd()}\n\n`, { at });

export const python: readonly m.Mutation[] = [
  edit("python-undefined-name", "19.0", SHOP, BACKEND, "import re\n", "", { at: "re.fullmatch" }),
  edit(
    "python-undefined-name",
    "16.0",
    CRM,
    "components/importer.py",
    "from odoo.addons.component.core import Component\n",
    "",
    { at: "(Component):" },
  ),
  method(
    "python-sql-injection",
    "19.0",
    SHOP,
    "def look(self, name):\n    self.env.cr.execute(\"SELECT id FROM res_partner WHERE name = '%s'\" % name)\n",
    "execute(",
  ),
  method(
    "python-sql-injection",
    "17.0",
    LOGISTICS,
    'def look(self, name):\n    self.env.cr.execute(f"SELECT id FROM res_partner WHERE name = {name}")\n',
    "execute(",
  ),
  method("python-commit", "18.0", WOO, "def look(self):\n    self.env.cr.commit()\n", "commit()"),
  method(
    "python-except-pass",
    "19.0",
    SHOP,
    "def look(self):\n    try:\n        self.write({'name': 'x'})\n    except Exception:\n        pass\n",
    "except Exception",
  ),
  method("python-print", "16.0", SHOP, "def look(self):\n    print(self.name)\n", "print("),
  method(
    "python-untranslated-error",
    "19.0",
    SHOP,
    'def look(self):\n    raise ValidationError("This is wrong")\n',
    'raise ValidationError("This',
  ),
  method(
    "python-translated-late",
    "18.0",
    CRM,
    'def look(self):\n    return self.env._("%s is wrong" % self.name)\n',
    "is wrong",
  ),
  method(
    "python-translated-late",
    "16.0",
    ACCOUNTING,
    'def look(self):\n    return _("{} is wrong".format(self.name))\n',
    "is wrong",
  ),
  method(
    "python-mutable-default",
    "19.0",
    WOO,
    "def look(self, ids=[]):\n    ids.append(self.id)\n    return ids\n",
    "ids=[]",
  ),
  method(
    "python-context-lost",
    "19.0",
    SHOP,
    'def look(self):\n    return self.with_context({"active_test": False}).search([])\n',
    "with_context(",
  ),
  method(
    "python-naive-time",
    "17.0",
    CRM,
    'def look(self):\n    from datetime import datetime, timezone\n\n    self.write({"last_sync_date": datetime.now(timezone.utc)})\n',
    "datetime.now(",
  ),
];
