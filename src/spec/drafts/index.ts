/** The types of systems that a draft can be made for; each is a list of entities in a file of its own. */
import { ACCOUNTING } from "./accounting.ts";
import { CRM } from "./crm.ts";
import { ECOMMERCE } from "./ecommerce.ts";
import { LOGISTICS } from "./logistics.ts";
import type { DraftType } from "./parts.ts";

export type { DraftEntity, DraftType } from "./parts.ts";

export const DRAFTS = {
  ecommerce: ECOMMERCE,
  logistics: LOGISTICS,
  accounting: ACCOUNTING,
  crm: CRM,
} as const satisfies Readonly<Record<string, DraftType>>;
