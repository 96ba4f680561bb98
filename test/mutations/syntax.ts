import * as m from "./mutation.ts";
import { ACCESS, BACKEND, CRM, ECOMMERCE, edit, LOGISTICS, MANIFEST, SHOP, WOO } from "./mutation.ts";

export const syntax: readonly m.Mutation[] = [
  edit("syntax-python", "19.0", SHOP, BACKEND, "def sync_customers(self):", "def sync_customers(self)"),
  edit(
    "syntax-python",
    "18.0",
    WOO,
    "components/binder.py",
    '_name = "woocommerce.binder"',
    '_name = "woocommerce.binder',
  ),
  edit("syntax-python", "17.0", CRM, "components/importer.py", /\n {4}_collection =/, "\n   _collection ="),
  edit("syntax-python", "16.0", SHOP, "controllers/webhook_controller.py", "**webhook_route\n", "**webhook_route]\n"),
  edit("syntax-python", "19.0", LOGISTICS, "hooks.py", "uninstall_connector(env,", "uninstall_connector env,"),
  edit("syntax-xml", "19.0", SHOP, "views/customer_views.xml", "</sheet>", "</shet>"),
  edit(
    "syntax-xml",
    "18.0",
    SHOP,
    "views/backend_views.xml",
    'string="Import Customers"',
    'string="Import & Customers"',
  ),
  edit("syntax-xml", "17.0", WOO, "data/ir_cron_data.xml", '<field name="active" ', '<field name="active" name="x" '),
  edit("syntax-xml", "16.0", CRM, "views/menu_views.xml", 'name="Acme Crm"', "name=Acme"),
  edit(
    "syntax-csv",
    "19.0",
    SHOP,
    ACCESS,
    "access_shopify_backend_user,shopify.backend user,",
    "access_shopify_backend_user,shopify.backend, user,",
    { also: ["access-unknown-model", "access-unknown-group"] },
  ),
  edit("syntax-csv", "16.0", CRM, ACCESS, /,1,1,1,1$/m, ",1,1,1"),
  edit("syntax-manifest", "18.0", ECOMMERCE, MANIFEST, '"version": "18.0.1.0.0"', '"version": version()'),
  edit("syntax-manifest", "16.0", WOO, MANIFEST, '"license": "LGPL-3",', '"license": "LGPL-3"', { at: '"depends"' }),
];
