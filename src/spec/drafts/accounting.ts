/** What a bookkeeping system exchanges. */
import { article, type DraftType, partner } from "./parts.ts";

export const ACCOUNTING: DraftType = [partner("partner"), article()];
