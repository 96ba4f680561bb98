/** What stands in the XML files that the manifest lists. */
import { statementsOf } from "../../addon/data.ts";
import type { AddonModel } from "../../addon/types.ts";
import type { XmlElement } from "../../parse/tree.ts";

/** The paths that Odoo loads, demo data too. */
export const listedFiles = ({ manifest }: AddonModel): ReadonlySet<string> =>
  new Set([...(manifest?.data ?? []), ...(manifest?.demo ?? [])].map(({ text }) => text));

/** The elements of data files that Odoo acts on. */
export function* loadedStatements(
  addon: AddonModel,
): Generator<{ readonly file: string; readonly element: XmlElement }> {
  const listed = listedFiles(addon);
  for (const [file, { root }] of addon.xml)
    if (listed.has(file)) for (const { element } of statementsOf(root)) yield { file, element };
}
