/** What a warehouse or a carrier exchanges. */
import { article, type DraftType, partner } from "./parts.ts";

export const LOGISTICS: DraftType = [partner("partner"), article()];
