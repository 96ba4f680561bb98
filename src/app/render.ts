import { SyntaxFault } from "../format/fault.ts";
import type { Formatters } from "../format/format.ts";
import type { PlannedFile, RenderedFile } from "../plan/types.ts";
import { createRenderer, type Renderer } from "../render/renderer.ts";
import type { TemplateSource } from "../render/template.ts";

/**
 * Renders and formats planned files.
 * @throws Error naming template and line where a template gives no Python or no XML: a bug of ours
 */
export async function renderPlan(
  templates: TemplateSource,
  plan: readonly PlannedFile[],
  formatters: Pick<Formatters, "format">,
): Promise<RenderedFile[]> {
  const renderer: Renderer = await createRenderer(templates);
  const make = async ({ path, ownership, template, data }: PlannedFile): Promise<RenderedFile> => {
    const content = renderer.render(template, data);
    // What is copied as it is stands formatted in the templates; a test proves it.
    if (typeof templates.find(template) === "string") return { path, ownership, content };
    try {
      return { path, ownership, content: await formatters.format({ path, content }) };
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      throw new Error(`template ${template} gives a broken ${error.message}`, { cause: error });
    }
  };
  // Python is formatted in a thread of its own: it is handed its share first, and has it done when the rest is rendered.
  const isPython = ({ path }: PlannedFile): boolean => path.endsWith(".py");
  const ordered = [...plan.filter(isPython), ...plan.filter((file) => !isPython(file))];
  const made = await Promise.all(ordered.map(make));
  const byPath = new Map(made.map((file) => [file.path, file]));
  return plan.flatMap(({ path }) => byPath.get(path) ?? []);
}
