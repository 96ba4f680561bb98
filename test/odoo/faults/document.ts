/** docs/faults.md: the fault table in words. */
import { SYSTEMS, type SystemName } from "./systems.ts";
import { FAULTS, GUARDS, type Cell } from "./table.ts";

const HEAD = `# Faults

What goes wrong between Odoo and an external system, what it leads to, and what you see. This page is written by the
tests: each row is brought about in a real Odoo with eight HTTP workers and the real job runner, for imports from and exports to
Shopify and WooCommerce. Then all records of both sides are compared: nothing is lost, nothing is there twice, and every
failure can be seen. The same happens once more without the row's guard, and the comparison has to find the harm. How the
runtime works is in [runtime.md](runtime.md).

"Put back" is a job that waits in _Queue Jobs_, with the reason as its result, and runs again by itself.
`;

function part(title: string, cell: Cell): string {
  const guard = GUARDS[cell.guard];
  const lines = [
    `**${title}.** ${cell.leads}`,
    "",
    `- You see: ${cell.sees}`,
    ...(cell.repair ? [`- What to do: ${cell.repair.how}`] : []),
    `- Guard: ${guard.is} Without it: ${guard.without}`,
  ];
  if (cell.only) {
    const names = cell.only.systems.map((name: SystemName) => SYSTEMS[name].title).join(", ");
    lines.push(`- Tried with ${names}. ${cell.only.why}`);
  }
  return lines.join("\n");
}

/** The page as Markdown. */
export function renderFaults(): string {
  const rows = FAULTS.map(
    (row) => `## ${row.title}\n\n${part("Import", row.import)}\n\n${part("Export", row.export)}\n`,
  );
  return [HEAD, ...rows].join("\n");
}
