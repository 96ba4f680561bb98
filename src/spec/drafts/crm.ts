/** What a customer relationship system exchanges. */
import { CHANGES, type DraftEntity, type DraftType, type Mapping, partner, rest } from "./parts.ts";

/** Companies, and people with the company that they belong to, in one collection as in Odoo. */
function contact(): DraftEntity {
  const plain = partner("contact");
  const own: Mapping = [
    { odoo: "is_company", remote: "kind", transform: { equals: "company", else: "person" } },
    { odoo: "parent_id", remote: "company_id", transform: { lookup: "contact" } },
  ];
  return { ...plain, mapping: [...(plain.mapping ?? []), ...own] };
}

const STAGE: DraftEntity = {
  name: "stage",
  model: "crm.stage",
  direction: "both",
  conflict: "external_wins",
  id: "id",
  name_path: "name",
  ...CHANGES,
  endpoints: { ...rest("stages"), search: "GET /stages?name={name}" },
  match_on: [{ odoo: "name", remote: "name" }],
  mapping: [
    { odoo: "name", remote: "name" },
    { odoo: "sequence", remote: "position", transform: "int" },
    { odoo: "is_won", remote: "is_won", transform: "bool" },
  ],
};

const LEAD: DraftEntity = {
  name: "lead",
  model: "crm.lead",
  direction: "both",
  conflict: "external_wins",
  depends: ["contact", "stage"],
  id: "id",
  name_path: "title",
  ...CHANGES,
  endpoints: rest("leads"),
  mapping: [
    { odoo: "name", remote: "title" },
    {
      odoo: "type",
      remote: "kind",
      transform: { values: { lead: "lead", deal: "opportunity" }, default: "opportunity" },
    },
    { odoo: "partner_id", remote: "contact_id", transform: { lookup: "contact" } },
    { odoo: "partner_name", remote: "company_name" },
    { odoo: "contact_name", remote: "contact_name" },
    { odoo: "email_from", remote: "email" },
    { odoo: "phone", remote: "phone" },
    { odoo: "stage_id", remote: "stage_id", transform: { lookup: "stage" } },
    { odoo: "expected_revenue", remote: "amount", transform: "float" },
    { odoo: "probability", remote: "probability", transform: "float" },
    { odoo: "date_deadline", remote: "expected_close", transform: "date" },
    { odoo: "user_id", remote: "owner_email", transform: { find: "email", missing: "ignore" } },
    { odoo: "tag_ids", remote: "tags", transform: { find: "name", missing: "create" } },
    { odoo: "description", remote: "description" },
  ],
};

export const CRM: DraftType = [contact(), STAGE, LEAD];
