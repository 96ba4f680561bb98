import * as m from "./mutation.ts";
import {
  ACCOUNTING,
  BACKEND,
  CRM,
  ECOMMERCE,
  edit,
  insert,
  LOGISTICS,
  MANIFEST,
  remove,
  SHOP,
  WOO,
} from "./mutation.ts";

export const structure: readonly m.Mutation[] = [
  edit("structure-not-loaded", "19.0", SHOP, "components/__init__.py", /, listener\b|\blistener, /, "", {
    at: { file: "components/listener.py" },
  }),
  edit("structure-not-loaded", "18.0", SHOP, "models/__init__.py", "account_move, ", "", {
    at: { file: "models/account_move.py" },
  }),
  edit("structure-not-loaded", "17.0", WOO, "__init__.py", "controllers, ", "", {
    at: { file: "controllers/__init__.py" },
  }),
  edit("structure-not-loaded", "16.0", CRM, "__init__.py", ", wizards", "", { at: { file: "wizards/__init__.py" } }),
  remove("structure-required-file", "19.0", SHOP, "README.rst", { at: { file: MANIFEST } }),
  remove("structure-required-file", "16.0", CRM, "README.rst", { at: { file: MANIFEST } }),
  remove("structure-data-missing", "19.0", WOO, "security/security.xml", {
    at: { file: MANIFEST, line: '"security/security.xml"' },
  }),
  remove("structure-data-missing", "18.0", ECOMMERCE, "data/queue_job_channel_data.xml", {
    at: { file: MANIFEST, line: '"data/queue_job_channel_data.xml"' },
    also: ["data-unknown-reference"],
  }),
  edit("structure-data-missing", "18.0", SHOP, MANIFEST, '"views/menu_views.xml"', '"views/menu_view.xml"', {
    also: ["structure-data-not-listed"],
  }),
  edit("structure-data-missing", "16.0", LOGISTICS, MANIFEST, '"demo/demo_data.xml"', '"demo/demo.xml"'),
  edit("structure-data-not-listed", "19.0", WOO, MANIFEST, '        "views/export_actions.xml",\n', "", {
    at: { file: "views/export_actions.xml", line: "<odoo" },
  }),
  edit("structure-data-not-listed", "17.0", ACCOUNTING, MANIFEST, '        "views/menu_views.xml",\n', "", {
    at: { file: "views/menu_views.xml", line: "<odoo" },
  }),
  edit(
    "structure-demo-in-data",
    "19.0",
    SHOP,
    MANIFEST,
    '        "views/menu_views.xml",\n',
    '        "views/menu_views.xml",\n        "demo/demo_data.xml",\n',
    { at: '        "demo/demo_data.xml"' },
  ),
];

export const manifest: readonly m.Mutation[] = [
  edit("manifest-missing-key", "19.0", SHOP, MANIFEST, '    "license": "LGPL-3",\n', "", { at: {} }),
  edit("manifest-missing-key", "18.0", CRM, MANIFEST, / {4}"name": .*\n/, "", { at: {} }),
  edit("manifest-types", "17.0", SHOP, MANIFEST, /"depends": \[[^\]]*\]/, '"depends": "generic_connector"'),
  edit("manifest-types", "19.0", WOO, MANIFEST, /"demo": \[[^\]]*\]/, '"demo": "demo/demo_data.xml"'),
  edit("manifest-version", "18.0", ECOMMERCE, MANIFEST, '"18.0.1.0.0"', '"18.0.1"'),
  edit("manifest-missing-dependency", "19.0", SHOP, MANIFEST, '"stock_delivery"', '"sale"', {
    at: { file: BACKEND, line: 'comodel_name="stock.warehouse"' },
  }),
  edit("manifest-missing-dependency", "18.0", CRM, MANIFEST, '        "crm",\n', "", {
    at: { file: "models/lead_binding.py", line: '"crm.lead"' },
  }),
  edit(
    "manifest-missing-dependency",
    "17.0",
    SHOP,
    BACKEND,
    'comodel_name="product.product"',
    'comodel_name="project.task"',
  ),
  insert("manifest-external-dependency", "19.0", SHOP, BACKEND, "import re\n", "import stripe\n"),
  insert(
    "manifest-external-dependency",
    "17.0",
    CRM,
    "components/adapter.py",
    "from odoo.addons.component.core",
    "from stripe import Charge\n",
  ),
  edit("manifest-missing-dependency", "19.0", SHOP, MANIFEST, '        "generic_connector",\n', "", {
    at: { file: "components/adapter.py", line: "import" },
  }),
  edit(
    "manifest-duplicate",
    "18.0",
    WOO,
    MANIFEST,
    '        "views/menu_views.xml",\n',
    '        "views/menu_views.xml",\n        "views/menu_views.xml",\n',
  ),
  edit(
    "manifest-duplicate",
    "16.0",
    SHOP,
    MANIFEST,
    '        "generic_connector",\n',
    '        "generic_connector",\n        "generic_connector",\n',
  ),
  edit("manifest-not-installable", "19.0", CRM, MANIFEST, '    "demo": [', '    "installable": False,\n    "demo": ['),
];

export const tests: readonly m.Mutation[] = [
  edit("test-not-loaded", "19.0", SHOP, "tests/__init__.py", /test_customer, |, test_customer\b/, "", {
    at: { file: "tests/test_customer.py" },
  }),
  edit("test-not-loaded", "16.0", WOO, "tests/__init__.py", /test_product, |, test_product\b/, "", {
    at: { file: "tests/test_product.py" },
  }),
  edit("test-without-tag", "18.0", SHOP, "tests/test_customer.py", /@tagged\([^)]*\)\n/, ""),
];
