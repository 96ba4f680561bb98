import { SyntaxFault } from "../format/fault.ts";
import type { Formatters } from "../format/format.ts";
import type { PlannedFile, RenderedFile } from "../plan/types.ts";
import type { Renderer } from "../render/renderer.ts";
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
  const { createRenderer } = await import("../render/renderer.ts");
  const renderer: Renderer = await createRenderer(templates);
  const rendered = plan.map((file) => ({ file, content: renderer.render(file.template, file.data) }));
  // What is copied as it is stands formatted in the templates; a test proves it.
  const loose = rendered.filter(({ file }) => typeof templates.find(file.template) !== "string");
  try {
    const formatted = await formatters.format(loose.map(({ file, content }) => ({ path: file.path, content })));
    for (const [at, content] of formatted.entries()) {
      const entry = loose[at];
      if (entry) entry.content = content;
    }
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const template = plan.find((file) => file.path === error.path)?.template ?? "?";
    throw new Error(`template ${template} gives a broken ${error.message}`, { cause: error });
  }
  return rendered.map(({ file, content }) => ({ path: file.path, ownership: file.ownership, content }));
}
