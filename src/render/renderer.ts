import { ConnectorError } from "../errors.ts";
import { helpers } from "./helpers.ts";
import { LiteralError } from "./literals.ts";
import type { CompiledTemplate, TemplateSource } from "./template.ts";

export interface Renderer {
  /**
   * The text of a template for its data, line ends `\n`. A file without placeholders comes back as it is.
   * @throws ConnectorError (exit 2) where a user's text holds what the file's language cannot
   * @throws Error for everything else: a field the plan lacks, a helper used wrongly, always with template and line
   */
  render(template: string, data: Readonly<Record<string, unknown>>): string;
}

type Render = (data: unknown, options: unknown) => string;

/** Handlebars' own errors say where; those of a helper are given the place here. */
const located =
  (helper: (...args: unknown[]) => unknown) =>
  (...args: unknown[]): unknown => {
    try {
      return helper(...args);
    } catch (error) {
      const call = args.at(-1) as { loc?: { start: { line: number; column: number } } } | undefined;
      if (error instanceof Error && call?.loc && !("lineNumber" in error)) {
        Object.assign(error, { lineNumber: call.loc.start.line, column: call.loc.start.column });
      }
      throw error;
    }
  };

/** Makes the renderer of a set of templates. Handlebars' runtime is loaded here, not before. */
export async function createRenderer(source: TemplateSource): Promise<Renderer> {
  // The package declares no types for its runtime; it is the whole one without the compiler.
  const { default: Handlebars } = (await import("handlebars/runtime.js")) as unknown as {
    default: typeof import("handlebars");
  };
  const environment = Handlebars.create();
  const guarded = Object.fromEntries(Object.entries(helpers).map(([name, helper]) => [name, located(helper)]));
  const prepare = (template: CompiledTemplate): Render => environment.template(template) as unknown as Render;
  const partials: Record<string, Render> = {};
  for (const [name, partial] of Object.entries(source.partials)) partials[name] = prepare(partial);
  const prepared = new Map<string, Render>();

  return {
    render(name, data) {
      const template = source.find(name);
      if (template === undefined) throw new Error(`there is no template ${name}`);
      if (typeof template === "string") return template;
      let render = prepared.get(name);
      if (!render) {
        render = prepare(template);
        prepared.set(name, render);
      }
      try {
        return render(data, {
          helpers: guarded,
          partials,
          allowProtoPropertiesByDefault: false,
          allowProtoMethodsByDefault: false,
        });
      } catch (error) {
        const line = (error as { lineNumber?: number }).lineNumber;
        const place = `template ${name}${line === undefined ? "" : `, line ${line}`}`;
        const message = (error as Error).message.replace(/ - \d+:\d+$/, "");
        if (error instanceof LiteralError && error.isUserText) throw new ConnectorError({ message, place });
        throw new Error(`${place}: ${message}`, { cause: error });
      }
    },
  };
}
