/** What a customer relationship system exchanges. */
import { type DraftType, partner } from "./parts.ts";

export const CRM: DraftType = [partner("contact")];
