import * as m from "./mutation.ts";
import { ACCOUNTING, append, CRM, ECOMMERCE, edit, insert, LOGISTICS, MAPPER, RUNTIME, SHOP, WOO } from "./mutation.ts";

const more = (name: string, body: string): string =>
  `\nfrom odoo.addons.connector.components.mapper import changed_by, mapping\n\n\nclass MoreMapper(Component):\n    _inherit = "${name}"\n\n${body}`;

/** A mapper on OCA's own base: that of the runtime sends each field whatever changed, and keeps 0. */
const plainExport = (body: string): string =>
  `\nfrom odoo.addons.connector.components.mapper import mapping\n\n\nclass PlainMapper(Component):\n    _name = "shopify.plain.export.mapper"\n    _inherit = "base.export.mapper"\n    _collection = "shopify.backend"\n    _apply_on = "shopify.product.product"\n    _usage = "plain.export.mapper"\n\n${body}`;

export const mapper: readonly m.Mutation[] = [
  edit("mapper-unknown-target", "19.0", SHOP, MAPPER, '("email", "email")', '("email", "e_mail")'),
  edit("mapper-unknown-target", "19.0", SHOP, MAPPER, '("sku", "default_code")', '("sku", "default_cod")'),
  edit("mapper-unknown-target", "18.0", WOO, MAPPER, '"client_order_ref")', '"client_order_reference")'),
  edit("mapper-unknown-target", "17.0", CRM, MAPPER, '"expected_revenue"),', '"planned_revenue"),'),
  edit("mapper-unknown-target", "16.0", LOGISTICS, MAPPER, '"carrier_tracking_ref")', '"carrier_tracking_reference")'),
  edit("mapper-unknown-target", "19.0", ECOMMERCE, MAPPER, '("phone", "phone")', '("phone", "mobile")'),
  append(
    "mapper-unknown-key",
    "19.0",
    SHOP,
    MAPPER,
    more(
      "shopify.customer.import.mapper",
      '    @mapping\n    def extra(self, record):\n        return {"nam": record["name"]}\n',
    ),
    { at: '"nam"' },
  ),
  append(
    "mapper-unknown-key",
    "16.0",
    ACCOUNTING,
    MAPPER,
    more(
      "acme_accounting.partner.import.mapper",
      '    @mapping\n    def extra(self, record):\n        return {"is_customer": True}\n',
    ),
    { at: '"is_customer"' },
  ),
  append(
    "mapper-changed-by-unknown",
    "19.0",
    SHOP,
    MAPPER,
    more(
      "shopify.customer.export.mapper",
      '    @mapping\n    @changed_by("nam")\n    def extra(self, record):\n        return {"note": record.comment}\n',
    ),
    { at: '"nam"' },
  ),
  append(
    "mapper-changed-by-unknown",
    "17.0",
    CRM,
    MAPPER,
    more(
      "acme_crm.lead.export.mapper",
      '    @mapping\n    @changed_by("planned_revenue")\n    def extra(self, record):\n        return {"note": record.description}\n',
    ),
    { at: '"planned_revenue"' },
  ),
  edit("mapper-required-unmapped", "18.0", CRM, MAPPER, '        ("name", "name"),\n', "", {
    at: "class StageImportMapper",
  }),
  edit(
    "mapper-many2one-without-modifier",
    "19.0",
    CRM,
    MAPPER,
    '(lookup("stage_id", "acme_crm.crm.stage"), "stage_id")',
    '("stage_id", "stage_id")',
  ),
  edit(
    "mapper-many2one-without-modifier",
    "16.0",
    SHOP,
    MAPPER,
    '(country("default_address.country_code"), "country_id")',
    '("default_address.country_code", "country_id")',
  ),
  edit(
    "mapper-modifier-type",
    "19.0",
    CRM,
    MAPPER,
    '(to_float("amount"), "expected_revenue")',
    '(to_date("amount"), "expected_revenue")',
  ),
  append(
    "mapper-runs-always",
    "18.0",
    SHOP,
    MAPPER,
    plainExport('    @mapping\n    def extra(self, record):\n        return {"note": record.description}\n'),
    { at: "def extra" },
  ),
  append(
    "mapper-returns-no-dict",
    "19.0",
    WOO,
    MAPPER,
    more(
      "woocommerce.customer.import.mapper",
      '    @mapping\n    def extra(self, record):\n        return record["name"].strip()\n',
    ),
    { at: 'return record["name"]' },
  ),
  append(
    "mapper-unknown-child-model",
    "19.0",
    SHOP,
    MAPPER,
    '\n\nclass MoreMapper(Component):\n    _inherit = "shopify.order.import.mapper"\n\n    children = [("line_items", "order_line", "shopify.sale.order.lines")]\n',
    { at: "children =" },
  ),
  append(
    "mapper-children-double",
    "17.0",
    SHOP,
    MAPPER,
    '\n\nclass MoreMapper(Component):\n    _inherit = "shopify.order.import.mapper"\n\n    children = [("line_items", "order_line", "sale.order.line")]\n',
    { at: "children =" },
  ),
  append("mapper-number-becomes-false", "16.0", SHOP, MAPPER, plainExport('    direct = [("weight", "grams")]\n'), {
    at: '("weight", "grams")',
  }),
];

export const binding: readonly m.Mutation[] = [
  edit(
    "binding-inherits-field-missing",
    "19.0",
    SHOP,
    "models/customer_binding.py",
    '{ "res.partner": "odoo_id"}',
    '{ "res.partner": "record_id"}',
  ),
  edit(
    "binding-inherits-field-missing",
    "19.0",
    CRM,
    "models/lead_binding.py",
    '"crm.lead": "odoo_id"',
    '"crm.lead": "lead_id"',
  ),
  edit(
    "binding-inherits-not-required",
    "19.0",
    WOO,
    "models/product_binding.py",
    /(comodel_name="product\.template",\n.*\n) {8}required=True,\n/,
    "$1",
    { at: "odoo_id = fields.Many2one(" },
  ),
  edit(
    "binding-inherits-forced",
    "17.0",
    SHOP,
    "models/inventory_binding.py",
    /(comodel_name="product\.product",\n.*\n) {8}required=True,\n/,
    "$1",
    { at: "odoo_id = fields.Many2one(" },
  ),
  edit(
    "binding-inherits-ondelete",
    "18.0",
    SHOP,
    "models/order_binding.py",
    'ondelete="cascade"',
    'ondelete="restrict"',
  ),
  edit(
    "binding-inherits-forced",
    "16.0",
    ACCOUNTING,
    "models/invoice_binding.py",
    '        ondelete="cascade",\n',
    "",
    { at: "odoo_id = fields.Many2one(" },
  ),
  edit(
    "binding-backend-comodel",
    "19.0",
    SHOP,
    "models/customer_binding.py",
    'comodel_name="shopify.backend"',
    'comodel_name="res.company"',
    { also: ["access-rule-unknown-field"] },
  ),
  insert(
    "binding-external-id-type",
    "19.0",
    SHOP,
    "models/customer_binding.py",
    "    odoo_id = fields",
    "    external_id = fields.Integer()\n",
  ),
  edit(
    "binding-unique-without-backend",
    "19.0",
    RUNTIME,
    "models/generic_binding.py",
    /unique\(backend_id, external_id\)/,
    "unique(external_id)",
  ),
];
