import * as m from "./mutation.ts";
import {
  ACCESS,
  ACCOUNTING,
  append,
  BACKEND,
  BACKEND_VIEWS,
  CRM,
  ECOMMERCE,
  edit,
  FIELD,
  insert,
  LOGISTICS,
  SHOP,
  WOO,
} from "./mutation.ts";

const SECURITY = "security/security.xml";

export const access: readonly m.Mutation[] = [
  edit("access-missing", "19.0", SHOP, ACCESS, /^access_shopify_stock_level_.*\n/gm, "", {
    at: { file: "models/inventory_binding.py", line: "_name =" },
  }),
  edit("access-missing", "16.0", CRM, ACCESS, /^access_acme_crm_crm_lead_.*\n/gm, "", {
    at: { file: "models/lead_binding.py", line: "_name =" },
  }),
  edit("access-missing", "18.0", WOO, ACCESS, /^access_woocommerce_sync_wizard_.*\n/gm, "", {
    at: { file: "wizards/sync_wizard.py", line: "_name =" },
  }),
  edit("access-unknown-model", "19.0", SHOP, ACCESS, "model_shopify_res_partner,", "model_shopify_res_partnr,"),
  edit(
    "access-unknown-model",
    "17.0",
    LOGISTICS,
    ACCESS,
    "model_acme_logistics_backend,",
    "model_acme_logistics_backends,",
  ),
  edit(
    "access-unknown-group",
    "19.0",
    SHOP,
    ACCESS,
    ",connector_base_backend.group_connector_user,",
    ",connector_base_backend.group_connector_usr,",
  ),
  edit(
    "access-unknown-group",
    "16.0",
    ACCOUNTING,
    ACCESS,
    ",connector_base_backend.group_connector_manager,",
    ",base.group_connector_manager,",
  ),
  edit(
    "access-for-everyone",
    "19.0",
    SHOP,
    ACCESS,
    "model_shopify_res_partner,connector_base_backend.group_connector_manager,",
    "model_shopify_res_partner,,",
  ),
  edit(
    "access-backend-for-everyone",
    "18.0",
    WOO,
    ACCESS,
    "model_woocommerce_backend,connector_base_backend.group_connector_manager,",
    "model_woocommerce_backend,,",
  ),
  append(
    "access-duplicate-row",
    "19.0",
    SHOP,
    ACCESS,
    "access_shopify_backend_more,shopify.backend more,model_shopify_backend,connector_base_backend.group_connector_user,1,0,0,0\n",
  ),
  edit(
    "access-company-rule-missing",
    "19.0",
    SHOP,
    SECURITY,
    / {4}<record id="rule_shopify_stock_level_company"[^]*?<\/record>\n/,
    "",
    { at: { file: "models/inventory_binding.py", line: "_name =" } },
  ),
  edit(
    "access-company-rule-missing",
    "17.0",
    CRM,
    SECURITY,
    / {4}<record id="rule_acme_crm_crm_lead_company"[^]*?<\/record>\n/,
    "",
    { at: { file: "models/lead_binding.py", line: "_name =" } },
  ),
  edit("access-rule-unknown-field", "19.0", SHOP, SECURITY, "backend_id.company_id", "backend_id.firm_id"),
  edit("access-rule-unknown-field", "16.0", ECOMMERCE, SECURITY, '("company_id", "in"', '("firm_id", "in"'),
];

export const secret: readonly m.Mutation[] = [
  edit("secret-without-groups", "19.0", SHOP, BACKEND, /(api_key = fields\.Char\([^)]*?) {8}groups=.*\n/, "$1", {
    at: "api_key = fields.Char(",
  }),
  edit("secret-without-groups", "17.0", CRM, BACKEND, /(webhook_secret = fields\.Char\([^)]*?) {8}groups=.*\n/, "$1", {
    at: "webhook_secret = fields.Char(",
  }),
  insert("secret-without-groups", "16.0", WOO, BACKEND, FIELD, "    refresh_token = fields.Char(copy=False)\n", {
    also: ["secret-shown"],
  }),
  edit("secret-shown", "19.0", SHOP, BACKEND_VIEWS, '<field name="api_key" password="True"', '<field name="api_key"'),
  edit(
    "secret-shown",
    "16.0",
    ACCOUNTING,
    BACKEND_VIEWS,
    '<field name="webhook_secret" password="True"',
    '<field name="webhook_secret"',
  ),
  insert(
    "secret-logged",
    "19.0",
    SHOP,
    BACKEND,
    /$/,
    '\n\nimport logging\n\n_logger = logging.getLogger(__name__)\n\n\ndef tell(backend):\n    _logger.info("key %s", backend.api_key)\n',
    { at: "_logger.info(" },
  ),
  insert(
    "secret-in-source",
    "18.0",
    SHOP,
    BACKEND,
    "import re\n",
    'API_KEY = "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"\n',
  ),
  insert(
    "secret-in-source",
    "19.0",
    CRM,
    "components/adapter.py",
    "from odoo.addons.component.core import Component\n",
    'CLIENT_SECRET = "9f86d081884c7d659a2feaa0c55ad015"\n',
  ),
  edit("secret-copied", "19.0", SHOP, BACKEND, /(api_key = fields\.Char\([^)]*?) {8}copy=False,\n/, "$1", {
    at: "api_key = fields.Char(",
  }),
  edit("secret-copied", "16.0", LOGISTICS, BACKEND, /(webhook_secret = fields\.Char\([^)]*?) {8}copy=False,\n/, "$1", {
    at: "webhook_secret = fields.Char(",
  }),
  edit("secret-tracked", "18.0", WOO, BACKEND, /(webhook_secret = fields\.Char\(\n)/, "$1        tracking=True,\n"),
];
