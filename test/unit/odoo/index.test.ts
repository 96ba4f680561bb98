import { describe, expect, it } from "vitest";
import { ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { type ModelIndex, openIndex } from "../../../src/odoo/index.ts";
import { FIELD_WORDS, RENAMED_FIELDS } from "../../../src/odoo/renamed.ts";
import { readIndex } from "../spec/helpers.ts";

const indexes = new Map<string, ModelIndex>();
for (const version of ODOO_VERSIONS) indexes.set(version, await openIndex(version, readIndex));
const of = (version: string): ModelIndex => {
  const index = indexes.get(version);
  if (index === undefined) throw new Error(version);
  return index;
};

describe.each(ODOO_VERSIONS)("the index of %s", (version) => {
  const index = of(version);

  it("parses every model that it lists", () => {
    expect(index.modelNames().length).toBeGreaterThan(450);
    for (const name of index.modelNames()) {
      const model = index.model(name);
      expect(model?.name).toBe(name);
      expect(model?.modules.length).toBeGreaterThan(0);
      for (const field of model?.fieldNames ?? []) expect(model?.field(field)?.modules).not.toContain("");
    }
  });

  it("knows where models and fields come from", () => {
    expect(index.moduleOf("sale.order")).toBe("sale");
    expect(index.moduleOf("product.template")).toBe("product");
    expect(index.moduleOf("res.partner")).toBe("base");
    expect(index.moduleOfField("sale.order", "warehouse_id")).toBe("sale_stock");
    expect(index.moduleOfField("stock.picking", "carrier_tracking_ref")).toBe(
      version === "16.0" ? "delivery" : "stock_delivery",
    );
    expect(index.needs("sale").has("product")).toBe(true);
    expect(index.needs("sale").has("sale")).toBe(false);
    expect(index.needs("nothing").size).toBe(0);
    expect(index.moduleNames()).toContain("stock");
  });

  it("follows ancestry", () => {
    expect(index.isA("product.product", "product.template")).toBe(true);
    expect(index.isA("sale.order", "mail.thread")).toBe(true);
    expect(index.isA("product.template", "product.product")).toBe(false);
    expect(index.model("product.product")?.inherits).toEqual({ "product.template": "product_tmpl_id" });
  });

  it("says nothing of what it does not know", () => {
    for (const name of ["no.model", "", "sale.order {", "constructor", "__proto__"])
      expect(index.model(name)).toBeUndefined();
    expect(index.field("sale.order", "constructor")).toBeUndefined();
    expect(index.modulesFor("no.model")).toEqual([]);
    expect(index.nearestField("no.model", "name")).toBeUndefined();
  });

  it("has methods and XML ids in streams of their own", async () => {
    const methods = await index.methods();
    expect(methods("sale.order")).toContain("action_confirm");
    expect(methods("no.model")).toEqual([]);
    const ids = await index.xmlIds();
    expect(ids("res.groups").base).toContain("group_user");
    expect(ids("no.model")).toEqual({});
  });
});

it("tells the nearest right word", () => {
  expect(of("19.0").nearestModel("sale.ordr")).toBe("sale.order");
  expect(of("19.0").nearestModel("account.invoice")).toBe("account.move");
  expect(of("19.0").nearestModel("quite.something.else")).toBeUndefined();
  expect(of("19.0").nearestField("res.partner", "emial")).toBe("email");
  expect(of("16.0").nearestField("sale.order.line", "tax_ids")).toBe("tax_id");
  // By meaning, where the word is another one, and near to a wrong one in spelling.
  expect(of("19.0").nearestField("res.partner", "telephone")).toBe("phone");
  expect(of("19.0").nearestField("res.partner", "tel")).toBe("phone");
  expect(of("19.0").nearestField("res.partner", "mail")).toBe("email");
  expect(of("19.0").nearestField("res.partner", "vat_number")).toBe("vat");
  expect(of("19.0").nearestField("product.template", "price")).toBe("list_price");
  expect(of("19.0").nearestField("sale.order.line", "price")).toBe("price_unit");
  expect(of("19.0").nearestField("res.partner", "price")).toBeUndefined();
});

it("knows by meaning only fields that some model of every version has", () => {
  for (const version of ODOO_VERSIONS) {
    const all = new Set(
      of(version)
        .modelNames()
        .flatMap((model) => of(version).model(model)?.fieldNames ?? []),
    );
    expect(FIELD_WORDS.flatMap(([, fields]) => fields.split(" ")).filter((field) => !all.has(field))).toEqual([]);
  }
});

it("keeps only renamings that some version has on each side", () => {
  for (const { model, names } of RENAMED_FIELDS) {
    for (const name of names) {
      const having = ODOO_VERSIONS.filter((version) => of(version).field(model, name) !== undefined);
      expect(having, `${model}.${name}`).not.toEqual([]);
    }
  }
});

it("refuses an index of another format", async () => {
  const { brotliCompressSync } = await import("node:zlib");
  const bytes = brotliCompressSync('{"format":2,"modules":[],"depends":{}}\n');
  await expect(openIndex("19.0", () => Promise.resolve(bytes))).rejects.toThrow("format 2");
});
