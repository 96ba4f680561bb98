/** A template as Handlebars' runtime takes it; its content is the compiler's business. */
export type CompiledTemplate = Readonly<Record<string, unknown>>;

/** Where templates come from: the folder (development) or the bundle (precompiled). Names have no `.hbs`. */
export interface TemplateSource {
  /** Every template but the partials, sorted. A planner can ask what stands below a folder. */
  readonly names: readonly string[];
  /** A compiled template, or the text of a file that is copied as it is; undefined where there is none. */
  find(name: string): CompiledTemplate | string | undefined;
  /** Those below a folder `partials/`, by name: `{{> connector/partials/field.py}}`. */
  readonly partials: Readonly<Record<string, CompiledTemplate>>;
}

export const TEMPLATE_EXTENSION = ".hbs";

export const isPartial = (name: string): boolean => /(?:^|\/)partials\//.test(name);
