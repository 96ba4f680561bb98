import type { FileSystem } from "../fs/port.ts";
import type { TemplateSource } from "./template.ts";

/**
 * The templates of this package. From the sources they are read from `templates/` and compiled; the build puts a module
 * of precompiled ones in place of this one (scripts/build.mjs), which touches no file.
 */
export async function openTemplates(fs: FileSystem): Promise<TemplateSource> {
  const { folderTemplates } = await import("./folder.ts");
  return folderTemplates(fs, decodeURIComponent(new URL("../../templates", import.meta.url).pathname));
}
