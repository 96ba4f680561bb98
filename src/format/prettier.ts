/** The door to prettier: as much code as all the rest of a run, and hardly ever needed. */
import type { Options } from "prettier";

/** @throws what prettier says of a text that is no XML */
export async function printXml(text: string, options: Options): Promise<string> {
  const [prettier, plugin] = await Promise.all([import("prettier/standalone"), import("@prettier/plugin-xml")]);
  return prettier.format(text, { ...options, plugins: [plugin.default] });
}
