/** What goes wrong with Shopify, row by row: see `faults/table.ts` and docs/faults.md. */
import { describeFaults } from "./faults/suite.ts";

await describeFaults("shopify");
