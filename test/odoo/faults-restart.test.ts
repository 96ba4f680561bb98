/** What goes wrong with the database: see `faults/table.ts` and docs/faults.md. On a PostgreSQL of its own. */
import { describeFaultsAlone } from "./faults/suite.ts";

await describeFaultsAlone();
