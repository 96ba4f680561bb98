import { describe, expect, it } from "vitest";
import { mergeText } from "../../../src/patch/merge.ts";
import type { Merged } from "../../../src/patch/types.ts";

const merge = (base: string, mine: string, planned: string): Merged => mergeText("a.py", base, mine, planned);

/** The merged text, where nothing is to be told of it. */
function plainly(base: string, mine: string, planned: string): string {
  const { text, conflicts, kept } = merge(base, mine, planned);
  expect({ conflicts, kept }).toEqual({ conflicts: [], kept: [] });
  return text;
}

const BACKEND = `from odoo import fields, models


class Backend(models.Model):
    """A backend."""

    _name = "acme.backend"
    _sync = {
        "customers": "acme.customer",
    }

    name = fields.Char(required=True)

    # Imports

    def run(self):
        self.ensure_one()
        return True
`;

/** The text with lines put before a line. */
const before = (text: string, line: string, more: string): string => text.replace(line, more + line);

describe("mergeText on a class", () => {
  it("puts new members and items beside the user's", () => {
    const mine = before(BACKEND, "    def run", "    # ours\n    def mine(self):\n        return 1\n\n");
    const planned = before(
      before(BACKEND, "    def run", "    def new(self):\n        return 2\n\n"),
      "    }\n",
      '        "orders": "acme.order",\n',
    );
    expect(plainly(BACKEND, mine, planned)).toBe(
      before(planned, "    def run", "    # ours\n    def mine(self):\n        return 1\n\n"),
    );
  });

  it("keeps the comment above a statement that the plan changes", () => {
    const mine = before(BACKEND, "    name =", "    # as people know it\n");
    const planned = BACKEND.replace("required=True", "required=True, index=True");
    expect(plainly(BACKEND, mine, planned)).toBe(before(planned, "    name =", "    # as people know it\n"));
  });

  it("keeps comments before a closing bracket", () => {
    const mine = before(BACKEND, "    }\n", "        # ours come here\n");
    const planned = before(BACKEND, "    }\n", '        "orders": "acme.order",\n');
    expect(plainly(BACKEND, mine, planned)).toBe(before(planned, "    }\n", "        # ours come here\n"));
  });

  it("leaves the comment behind a method's last line with that method", () => {
    const two = `${BACKEND}\n    def stop(self):\n        return False\n`;
    const comment = "        return True\n        # ours: nothing is stopped here\n";
    const mine = two.replace("        return True\n", comment);
    const planned = before(two, "    def stop", "    def new(self):\n        return 2\n\n");
    expect(plainly(two, mine, planned)).toBe(planned.replace("        return True\n", comment));
  });

  it("knows of several calls of one function which is which", () => {
    const call = (...items: string[]): string => `register(\n${items.map((one) => `    ${one},\n`).join("")})\n`;
    const [one, other] = [
      ['"alpha"', '"a"', "1"],
      ['"beta"', '"b"', "2"],
    ] as const;
    const base = call(...one) + call(...other);
    const merged = plainly(base, call(...one) + call(...other, "ours=1"), call('"beta"', '"b"', "3"));
    expect(merged).toBe(call('"beta"', '"b"', "3", "ours=1"));
  });

  it("merges the arguments of a field", () => {
    const mine = BACKEND.replace("required=True", "required=True, tracking=True");
    const planned = BACKEND.replace("required=True", 'string="Name", required=True');
    expect(plainly(BACKEND, mine, planned)).toContain(
      '    name = fields.Char(string="Name", required=True, tracking=True)\n',
    );
  });

  it("gives each argument a line where one line is too short, and takes it back", () => {
    const mine = BACKEND.replace("required=True", 'required=True, help="What it is called by the people."');
    const planned = BACKEND.replace("required=True", 'string="Name", required=True');
    const merged = plainly(BACKEND, mine, planned);
    expect(merged).toContain(
      '    name = fields.Char(\n        string="Name", required=True, help="What it is called by the people."\n    )\n',
    );
    expect(plainly(planned, merged, BACKEND)).toBe(mine);
  });

  it("marks the lines of a method that both have changed", () => {
    const { text, conflicts } = merge(
      BACKEND,
      BACKEND.replace("return True", "return 1"),
      BACKEND.replace("return True", "return 2"),
    );
    expect(text).toContain("<<<<<<< yours\n        return 1\n=======\n        return 2\n>>>>>>> new\n");
    const line = text.split("\n").indexOf("<<<<<<< yours") + 1;
    const sides = { mine: "        return 1\n", planned: "        return 2\n" };
    expect(conflicts).toEqual([{ name: "class Backend, method run", line, ...sides }]);
  });

  it("leaves the user's method where the plan brings one of that name", () => {
    const mine = before(BACKEND, "    def run", "    def new(self):\n        return 1\n\n");
    const planned = before(BACKEND, "    def run", "    def new(self):\n        return 2\n\n");
    const { text, conflicts, kept } = merge(BACKEND, mine, planned);
    expect(text).toBe(mine);
    expect(conflicts).toEqual([]);
    expect(kept).toEqual([{ name: "class Backend, method new", why: "added-by-both", line: 16 }]);
  });

  it("merges two classes of one name that were added independently", () => {
    const head = '\n\nclass Order(models.Model):\n    _inherit = "sale.order"\n\n';
    const merged = plainly(
      BACKEND,
      `${BACKEND}${head}    a = fields.Char()\n`,
      `${BACKEND}${head}    b = fields.Char()\n`,
    );
    expect(merged).toBe(`${BACKEND}${head}    b = fields.Char()\n\n    a = fields.Char()\n`);
  });

  it("keeps what is no longer planned where it was edited, and drops it where not", () => {
    const planned = BACKEND.slice(0, BACKEND.indexOf("\n    # Imports"));
    const edited = BACKEND.replace("return True", "return False").replace('"acme.backend"', '"my.backend"');
    const { text, kept } = merge(BACKEND, edited, planned);
    expect(text).toContain("return False");
    expect(kept).toEqual([{ name: "class Backend, method run", why: "no-longer-planned", line: 14 }]);
    expect(plainly(BACKEND, BACKEND.replace('"acme.backend"', '"my.backend"'), planned)).not.toContain("def run");
  });

  it("drops what only a comment of the user's stands at, and keeps the comment", () => {
    const edited = BACKEND.replace("    # Imports\n\n    def run", "    # Imports\n\n    # ours\n    def run");
    const planned = BACKEND.slice(0, BACKEND.indexOf("\n    # Imports"));
    expect(plainly(BACKEND, edited, planned)).toBe(`${planned}\n    # ours\n`);
    const list = "from . import (\n    a,\n    b,\n    c,\n)\n";
    expect(plainly(list, list.replace("    b,", "    b,  # ours"), list.replace("    b,\n", ""))).toBe(
      list.replace("    b,", "    # ours"),
    );
  });

  it("keeps imported names that the user's code needs", () => {
    const base = "import json\nimport re\nfrom a import b, c\n\nx = json.loads(b, c, re)\ny = 1\n";
    const more = "\n\ndef mine(b):\n    return re.sub(c, mine.json)\n";
    expect(plainly(base, base + more, "y = 2\n")).toBe(`import re\nfrom a import c\ny = 2\n${more}`);
    expect(plainly(base, base + more, "import json\n\ny = json\n")).toContain(
      "import json\nimport re\nfrom a import c\n",
    );
  });

  it("lets what the user has removed stay away, and says so where it is new", () => {
    const mine = BACKEND.replace("    name = fields.Char(required=True)\n", "");
    const planned = BACKEND.replace("required=True", "index=True").replace("return True", "return 2");
    const { text, kept } = merge(BACKEND, mine, planned);
    expect(text).toBe(mine.replace("return True", "return 2"));
    expect(kept).toEqual([{ name: "class Backend, name", why: "removed-by-you", line: 11 }]);
  });

  it("follows the plan's order, and the user's where they have made their own", () => {
    const list = (...names: string[]): string => names.map((name) => `${name} = 1\n`).join("");
    expect(plainly(list("a", "b", "c"), list("a", "b", "mine", "c"), list("c", "a", "b"))).toBe(
      list("c", "a", "b", "mine"),
    );
    expect(plainly(list("a", "b", "c"), list("c", "b", "a"), list("a", "new", "b", "c"))).toBe(
      list("c", "b", "a", "new"),
    );
  });

  it("keeps property setters apart from their getters", () => {
    const getter = "class A:\n    @property\n    def x(self):\n        return 1\n";
    const setter = "\n    @x.setter\n    def x(self, value):\n        self.y = value\n";
    const merged = plainly(getter, getter + setter, getter.replace("return 1", "return 2"));
    expect(merged).toBe(getter.replace("return 1", "return 2") + setter);
  });
});

describe("mergeText on the top of a file", () => {
  it("merges imported names", () => {
    const merged = plainly(
      "from . import components, models\nfrom .hooks import uninstall_hook\n",
      "# Copyright\nfrom . import components, models, my_things\nfrom .hooks import uninstall_hook, mine\n",
      "from . import components, controllers, models, wizards\n",
    );
    expect(merged).toBe(
      "# Copyright\nfrom . import components, controllers, models, wizards, my_things\nfrom .hooks import mine\n",
    );
  });

  it("leaves the user's comment where the plan drops what it stood above", () => {
    expect(plainly("import re\nfrom a import b\n", "import re\n# ours\nfrom a import b\n", "import re\n")).toBe(
      "import re\n# ours\n",
    );
    expect(plainly("import re\nfrom a import b\n", "import re\n# ours\nfrom a import b, c\n", "import re\n")).toBe(
      "import re\n# ours\nfrom a import c\n",
    );
  });

  it("gives each name a line where they no longer fit in one", () => {
    const [a, b, c] = ["a".repeat(24), "b".repeat(24), "c".repeat(24)];
    const merged = plainly(
      `from . import ${a}, ${b}\n`,
      `from . import ${a}, ${b}, u\n`,
      `from . import ${a}, ${b}, ${c}\n`,
    );
    expect(merged).toBe(`from . import (\n    ${a},\n    ${b},\n    ${c},\n    u,\n)\n`);
    expect(plainly(`from . import ${a}, ${b}, ${c}\n`, merged, `from . import ${a}, ${b}\n`)).toBe(
      `from . import ${a}, ${b}, u\n`,
    );
  });

  it("joins imports from one module that were added independently", () => {
    const merged = plainly("import re\n", "import re\nfrom a import mine\n", "import re\nfrom a import new\n");
    expect(merged).toBe("import re\nfrom a import new, mine\n");
  });

  it("leaves header, docstring and __future__ on top", () => {
    const mine = '# Copyright\n"""Mine."""\nfrom __future__ import annotations\nimport re\n';
    expect(plainly("import re\n", mine, "import json\nimport re\n")).toBe(
      '# Copyright\n"""Mine."""\nfrom __future__ import annotations\nimport json\nimport re\n',
    );
  });
});

describe("mergeText on a manifest", () => {
  const MANIFEST = `{
    "name": "Acme",
    "depends": ["generic_connector"],
    "data": [
        "security/security.xml",
        "views/menu_views.xml",
    ],
}
`;

  it("keeps the user's modules, files and keys, each where it stands", () => {
    const mine = MANIFEST.replace('["generic_connector"]', '["generic_connector", "sale"]').replace(
      "    ],\n}",
      '        "views/my_views.xml",\n    ],\n    # ours\n    "application": True,\n}',
    );
    const planned = MANIFEST.replace('["generic_connector"]', '["generic_connector", "stock"]').replace(
      '        "views/menu',
      '        "views/order_views.xml",\n        "views/menu',
    );
    const merged = plainly(MANIFEST, mine, planned);
    expect(merged).toBe(`{
    "name": "Acme",
    "depends": ["generic_connector", "stock", "sale"],
    "data": [
        "security/security.xml",
        "views/order_views.xml",
        "views/menu_views.xml",
        "views/my_views.xml",
    ],
    # ours
    "application": True,
}
`);
    expect(plainly(planned, merged, MANIFEST)).toBe(mine);
  });

  it("does without the last comma where the user does", () => {
    const mine = MANIFEST.replace('menu_views.xml",', 'menu_views.xml"  # last');
    const planned = MANIFEST.replace('        "views/menu', '        "views/a.xml",\n        "views/menu');
    expect(plainly(MANIFEST, mine, planned)).toBe(planned.replace('menu_views.xml",', 'menu_views.xml"  # last'));
  });

  it("adds a comma where the plan goes on behind the user's last item", () => {
    const mine = MANIFEST.replace('menu_views.xml",', 'menu_views.xml"');
    const planned = MANIFEST.replace('menu_views.xml",', 'menu_views.xml",\n        "views/z.xml",');
    expect(plainly(MANIFEST, mine, planned)).toContain('menu_views.xml",\n        "views/z.xml"');
  });

  it("marks a value that both have changed, between the brackets", () => {
    const { text, conflicts } = merge(
      MANIFEST,
      MANIFEST.replace('"Acme"', '"Ours"').replace("menu_views", "menus"),
      MANIFEST.replace('"Acme"', '"Theirs"'),
    );
    expect(text).toContain(
      '{\n<<<<<<< yours\n    "name": "Ours",\n=======\n    "name": "Theirs",\n>>>>>>> new\n    "depends"',
    );
    expect(conflicts.map(({ name, line }) => ({ name, line }))).toEqual([{ name: "name", line: 2 }]);
  });
});

describe("mergeText on Python that can't be read", () => {
  it.each(["x = [1,\n", "s = '''open\n", "x = )\n", "s = 'open\n"])("compares lines after %j", (broken) => {
    const base = `${broken}a = 1\nb = 2\nc = 3\n`;
    const merged = merge(base, base.replace("a = 1", "a = 9"), base.replace("c = 3", "c = 8"));
    expect(merged).toEqual({ text: `${broken}a = 9\nb = 2\nc = 8\n`, conflicts: [], kept: [] });
  });

  it("compares lines where markers stand already", () => {
    const marked = BACKEND.replace(
      "        return True\n",
      "<<<<<<< yours\n        return 1\n=======\n        return 2\n>>>>>>> new\n",
    );
    const planned = BACKEND.replace('"acme.backend"', '"new.backend"');
    expect(merge(BACKEND, marked, planned).text).toBe(marked.replace('"acme.backend"', '"new.backend"'));
  });
});
