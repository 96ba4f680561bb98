import { describe, expect, it } from "vitest";
import { mergeText } from "../../../src/patch/merge.ts";

const py = (base: string, mine: string, planned: string) => mergeText("a.py", base, mine, planned);

const CLASS = `from odoo import fields, models


class Backend(models.Model):
    """A backend."""

    _name = "acme.backend"
    _sync = {
        "customers": "acme.customer",
    }

    name = fields.Char(required=True)

    def run(self):
        self.ensure_one()
        return True
`;

describe("mergeText on Python", () => {
  it("puts new members beside the user's", () => {
    const mine = CLASS.replace("    def run", "    # ours\n    def mine(self):\n        return 1\n\n    def run");
    const planned = CLASS.replace("    def run", "    def new(self):\n        return 2\n\n    def run").replace(
      "    }\n",
      '        "orders": "acme.order",\n    }\n',
    );
    expect(py(CLASS, mine, planned)).toMatchInlineSnapshot(`
      {
        "conflicts": [],
        "kept": [],
        "text": "from odoo import fields, models


      class Backend(models.Model):
          """A backend."""

          _name = "acme.backend"
          _sync = {
              "customers": "acme.customer",
              "orders": "acme.order",
          }

          name = fields.Char(required=True)

          def new(self):
              return 2

          # ours
          def mine(self):
              return 1

          def run(self):
              self.ensure_one()
              return True
      ",
      }
    `);
  });
  it("merges imports", () => {
    expect(
      py(
        "from . import components, models\nfrom .hooks import uninstall_hook\n",
        "# Copyright\nfrom . import components, models, my_things\nfrom .hooks import uninstall_hook, mine\n",
        "from . import components, controllers, models, wizards\n",
      ),
    ).toMatchInlineSnapshot(`
      {
        "conflicts": [],
        "kept": [],
        "text": "# Copyright
      from . import components, controllers, models, wizards, my_things
      from .hooks import mine
      ",
      }
    `);
    expect(
      py(
        "from . import aaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbb, ddddddddddddd\n",
        "from . import aaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbb, ddddddddddddd, u\n",
        "from . import (\n    aaaaaaaaaaaaaaaaaaaaaaaa,\n    bbbbbbbbbbbbbbbbbbbbbbbb,\n    ccccccccccccccccccc,\n    ddddddddddddd,\n)\n",
      ),
    ).toMatchInlineSnapshot(`
      {
        "conflicts": [],
        "kept": [],
        "text": "from . import (
          aaaaaaaaaaaaaaaaaaaaaaaa,
          bbbbbbbbbbbbbbbbbbbbbbbb,
          ccccccccccccccccccc,
          ddddddddddddd,
          u,
      )
      ",
      }
    `);
  });
  it("marks what both have changed", () => {
    expect(py(CLASS, CLASS.replace("return True", "return 1"), CLASS.replace("return True", "return 2")))
      .toMatchInlineSnapshot(`
      {
        "conflicts": [
          {
            "line": 16,
            "mine": "        return 1
      ",
            "name": "class Backend, method run",
            "planned": "        return 2
      ",
          },
        ],
        "kept": [],
        "text": "from odoo import fields, models


      class Backend(models.Model):
          """A backend."""

          _name = "acme.backend"
          _sync = {
              "customers": "acme.customer",
          }

          name = fields.Char(required=True)

          def run(self):
              self.ensure_one()
      <<<<<<< yours
              return 1
      =======
              return 2
      >>>>>>> new
      ",
      }
    `);
  });
});
