import type { FileSystem } from "../fs/port.ts";
import { compile } from "./compile.ts";
import { type CompiledTemplate, isPartial, TEMPLATE_EXTENSION, type TemplateSource } from "./template.ts";

/** Every file below a folder, as paths relative to it, sorted. */
async function walk(fs: FileSystem, root: string, below = ""): Promise<string[]> {
  const found: string[] = [];
  for (const name of await fs.list(below === "" ? root : `${root}/${below}`)) {
    const path = below === "" ? name : `${below}/${name}`;
    if ((await fs.kind(`${root}/${path}`)) === "directory") found.push(...(await walk(fs, root, path)));
    else found.push(path);
  }
  return found;
}

/** Leftovers of other tools in a work tree. */
const isForeign = (path: string): boolean => /(?:^|\/)(?:__pycache__|\.[^/]+)(?:\/|$)|\.pyc$/.test(path);

/** The files that the build and the folder source agree on: name without `.hbs`, text, and whether it is rendered. */
export async function readTemplates(
  fs: FileSystem,
  root: string,
): Promise<{ name: string; text: string; isTemplate: boolean }[]> {
  const paths = (await walk(fs, root)).filter((path) => !isForeign(path));
  return Promise.all(
    paths.map(async (path) => {
      const isTemplate = path.endsWith(TEMPLATE_EXTENSION);
      return {
        name: isTemplate ? path.slice(0, -TEMPLATE_EXTENSION.length) : path,
        text: (await fs.readText(`${root}/${path}`)).replaceAll("\r\n", "\n"),
        isTemplate,
      };
    }),
  );
}

/** The templates of a folder, compiled now: for development and tests. The bundle carries them precompiled. */
export async function folderTemplates(fs: FileSystem, root: string): Promise<TemplateSource> {
  const templates = new Map<string, CompiledTemplate | string>();
  const partials: Record<string, CompiledTemplate> = {};
  for (const { name, text, isTemplate } of await readTemplates(fs, root)) {
    if (templates.has(name) || name in partials) throw new Error(`two templates are named ${name}`);
    if (!isTemplate) templates.set(name, text);
    else if (isPartial(name)) partials[name] = await compile(name, text);
    else templates.set(name, await compile(name, text));
  }
  return { names: [...templates.keys()].sort(), find: (name) => templates.get(name), partials };
}
