/** What a check says. */
export interface Finding {
  /** `view-field`: stable, one per kind of mistake. */
  readonly code: string;
  readonly addon: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export type Report = (code: string, place: { readonly file: string; readonly line: number }, message: string) => void;
