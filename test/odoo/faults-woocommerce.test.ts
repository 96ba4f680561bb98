/** What goes wrong with WooCommerce, row by row: see `faults/table.ts` and docs/faults.md. */
import { describeFaults } from "./faults/suite.ts";

await describeFaults("woocommerce");
