import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  classNameOf,
  connectorNameProblem,
  connectorNames,
  backendFieldProblem,
  bindingFieldProblem,
  entityNameProblem,
  entityNames,
  exportMethod,
  LONGEST_CONNECTOR,
  LONGEST_IDENTIFIER,
  LONGEST_SUFFIX,
  modelNameProblem,
  pluralOf,
  suggestName,
  tableOf,
  webhookHandler,
  wordsOf,
} from "../../../src/spec/naming.ts";

const identifier = fc.stringMatching(/^[a-z][a-z0-9]{0,9}(_[a-z0-9]{1,5}){0,2}$/);
const model = fc.stringMatching(/^[a-z]{2,8}(\.[a-z]{2,8}){1,2}$/);

describe("plurals", () => {
  it.each([
    ["product", "products"],
    ["order_line", "order_lines"],
    ["category", "categories"],
    ["delivery", "deliveries"],
    ["day", "days"],
    ["address", "addresses"],
    ["box", "boxes"],
    ["branch", "branches"],
    ["status", "statuses"],
    ["analysis", "analyses"],
    ["tax", "taxes"],
    ["person", "people"],
    ["shelf", "shelves"],
    ["index", "indexes"],
    ["series", "series"],
    ["constructor", "constructors"],
    ["hero", "heroes"],
  ])("%s: %s", (one, many) => {
    expect(pluralOf(one)).toBe(many);
  });

  it("stay names", () => {
    fc.assert(fc.property(identifier, (name) => /^[a-z][a-z0-9_]*$/.test(pluralOf(name))));
  });
});

describe("names of a connector", () => {
  it("are those of the contract", () => {
    expect(connectorNames("shopify")).toMatchObject({
      addon: "shopify_connector",
      backendModel: "shopify.backend",
      backendClass: "ShopifyBackend",
      channel: "root.shopify",
      route: "/shopify/webhook",
      adapterComponent: "shopify.adapter",
    });
  });

  it.each([
    ["Shopify", "write shopify"],
    ["my-shop", "write my_shop"],
    ["2checkout", "write checkout"],
    ["my__shop", "write my_shop"],
    ["été", "write ete"],
    ["", "write acme"],
    ["../x", "write x"],
    ["class", "write class_api"],
    ["generic", "write generic_shop, or the name of the external system"],
    ["connector", "write connector_shop, or the name of the external system"],
    ["shopify_connector", "write shopify"],
    ["a".repeat(33), `write ${"a".repeat(32)}`],
    ["{{x}}", "write x"],
    ['a"b', "write a_b"],
    ["a\nb", "write a_b"],
  ])("refuses %j: %s", (name, hint) => {
    expect(connectorNameProblem(name)?.hint).toBe(hint);
  });

  it("suggests names that it takes itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const name = suggestName(text).slice(0, LONGEST_CONNECTOR).replace(/_+$/, "");
        const problem = connectorNameProblem(name);
        return !problem?.message.includes("is no connector name");
      }),
    );
  });

  it("are legal wherever a name was let through", () => {
    fc.assert(
      fc.property(identifier, (name) => {
        fc.pre(connectorNameProblem(name) === undefined);
        const names = connectorNames(name);
        expect(names.addon).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(names.backendModel).toMatch(/^[a-z][a-z0-9_.]*$/);
        expect(names.backendClass).toMatch(/^[A-Z][A-Za-z0-9]*$/);
        expect(names.backendTable.length).toBeLessThanOrEqual(LONGEST_IDENTIFIER);
      }),
    );
  });
});

describe("names of an entity", () => {
  const product = entityNames({ connector: "shopify", entity: "product", model: "product.template" });

  it("are those of the contract", () => {
    expect(product).toMatchObject({
      plural: "products",
      label: "Product",
      labelPlural: "Products",
      bindingModel: "shopify.product.template",
      bindingClass: "ShopifyProductTemplate",
      bindingTable: "shopify_product_template",
      bindingFile: "models/product_binding.py",
      viewFile: "views/product_views.xml",
      bindField: "shopify_bind_ids",
      syncMethod: "sync_products",
      syncImplementation: "_sync_products_implementation",
      listMethod: "get_products",
      getMethod: "get_product",
      getAllMethod: "get_all_products",
      createMethod: "create_product",
      updateMethod: "update_product",
    });
    expect(product.components).toMatchObject({
      importMapper: { name: "shopify.product.import.mapper", className: "ProductImportMapper" },
      importer: { name: "shopify.product.importer", className: "ProductImporter" },
      batchImporter: { name: "shopify.product.batch.importer", className: "ProductBatchImporter" },
      exportMapper: { name: "shopify.product.export.mapper", className: "ProductExportMapper" },
      exporter: { name: "shopify.product.exporter", className: "ProductExporter" },
      batchExporter: { name: "shopify.product.batch.exporter", className: "ProductBatchExporter" },
    });
  });

  it("tell a second entity on a model apart", () => {
    const naming = { connector: "shopify", entity: "address", model: "res.partner", second: true, secondField: true };
    expect(entityNames(naming)).toMatchObject({
      bindingModel: "shopify.res.partner.address",
      bindField: "shopify_address_bind_ids",
    });
  });

  it("keep the two readers of a word without plural apart", () => {
    const names = entityNames({ connector: "shopify", entity: "inventory", plural: "inventory", model: "stock.level" });
    expect([names.listMethod, names.getMethod]).toEqual(["get_inventory", "get_inventory_record"]);
  });

  it.each([
    ["Sales Order", undefined, "Sales Orders"],
    ["VAT category", undefined, "VAT categories"],
    ["Staff Member", "staff", "Staff"],
  ])("make the plural of a label: %s", (label, plural, many) => {
    const names = entityNames({ connector: "a", entity: "member", plural, label, model: "res.partner" });
    expect(names.labelPlural).toBe(many);
  });

  it("never meet: models, files and methods of different entities differ", () => {
    fc.assert(
      fc.property(identifier, identifier, model, (a, b, name) => {
        fc.pre(a !== b && pluralOf(a) !== b && pluralOf(b) !== a && pluralOf(a) !== pluralOf(b));
        const first = entityNames({ connector: "acme", entity: a, model: name });
        const second = entityNames({ connector: "acme", entity: b, model: name, second: true, secondField: true });
        expect(first.bindingModel).not.toBe(second.bindingModel);
        expect(first.bindingFile).not.toBe(second.bindingFile);
        expect(first.getMethod).not.toBe(second.getMethod);
        expect(first.listMethod).not.toBe(second.listMethod);
        expect(first.bindField).not.toBe(second.bindField);
      }),
    );
  });

  it.each([
    ["import", "write import_api"],
    ["match", "write match_api"],
    ["Product", "write product"],
    ["all", "write all_record"],
    ["x".repeat(40), `write ${"x".repeat(32)}`],
  ])("refuses %s", (name, hint) => {
    expect(entityNameProblem(name)?.hint).toBe(hint);
  });
});

describe("names of fields", () => {
  it.each(["id", "write", "env", "create_date", "name", "base_url", "company_id", "class", "Key", "with_delay"])(
    "of a backend: %s is refused",
    (name) => {
      expect(backendFieldProblem(name)?.hint).toMatch(/^write \w+$/);
    },
  );

  it.each(["external_id", "odoo_id", "no_export", "display_name"])("of a binding: %s is refused", (name) => {
    expect(bindingFieldProblem(name)?.hint).toMatch(/^write \w+$/);
  });

  it("take what the contract needs", () => {
    for (const name of ["api_key", "shop_url", "api_version", "webhook_secret", "location_id"]) {
      expect(backendFieldProblem(name)).toBeUndefined();
    }
    expect(bindingFieldProblem("inventory_item_id")).toBeUndefined();
  });
});

describe("tables", () => {
  it("leave room for what is hung on them", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,20}(\.[a-z]{1,20}){1,3}$/), (name) => {
        const fits = tableOf(name).length + LONGEST_SUFFIX <= LONGEST_IDENTIFIER;
        expect(modelNameProblem(name) === undefined).toBe(fits);
      }),
    );
  });

  it("say by how much", () => {
    expect(modelNameProblem("a_very_long_connector_name.account.bank.statement.line")?.hint).toBe(
      "shorten the connector's name by 13 characters",
    );
  });
});

it("makes the other names", () => {
  expect(webhookHandler("order", "created")).toBe("_handle_order_created");
  expect(exportMethod("res.partner")).toBe("export_res_partner");
  expect(classNameOf("sale.order_line")).toBe("SaleOrderLine");
  expect(wordsOf("api_version")).toBe("Api Version");
});
