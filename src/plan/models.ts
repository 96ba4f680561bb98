/** What people call the records of a model, as Odoo's own menus do. */
const LABELS: Readonly<Record<string, string>> = {
  "account.move": "Journal Entry",
  "account.payment": "Payment",
  "crm.lead": "Lead",
  "crm.stage": "Stage",
  "delivery.carrier": "Delivery Method",
  "hr.employee": "Employee",
  "product.category": "Product Category",
  "product.pricelist": "Pricelist",
  "product.product": "Product Variant",
  "product.template": "Product",
  "project.task": "Task",
  "res.partner": "Contact",
  "res.partner.category": "Contact Tag",
  "sale.order": "Sales Order",
  "sale.order.line": "Sales Order Line",
  "stock.picking": "Transfer",
  "stock.quant": "Stock",
};

/** `Contact` for res.partner; the words of the technical name where a model is not a common one. */
export function modelLabel(model: string): string {
  return (
    LABELS[model] ??
    model
      .split(/[._]/)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(" ")
  );
}

/** Class that extends a model: `ProductTemplate`. */
export function modelClass(model: string): string {
  return model
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** The XML id that Odoo gives a model's record: `product.model_product_template`. */
export function modelXmlId(module: string, model: string): string {
  return `${module}.model_${model.replaceAll(".", "_")}`;
}

/** The label that Odoo makes of a field's name; a `string=` that says the same is left out. */
export function automaticLabel(field: string): string {
  return field
    .replace(/_ids?$/, "")
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join(" ");
}
