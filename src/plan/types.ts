/**
 * Who owns a file after it was written.
 * - `generated`: rewritten by every run (kept when the user edited it and the new text is the same as the old one)
 * - `seed`: written once, then the user's
 * - `patched`: shared with the user, edited structurally and idempotently
 */
export type Ownership = "generated" | "seed" | "patched";

/** One file of a plan, before rendering. `data` is all that the template may see. */
export interface PlannedFile {
  /** Relative to the output folder, with `/`: `shopify_connector/models/backend.py`. */
  path: string;
  ownership: Ownership;
  /** Template below `templates/`, without `.hbs`: `connector/models/backend.py`. */
  template: string;
  data: Readonly<Record<string, unknown>>;
}

/** A rendered and formatted file, ready to be written. */
export interface RenderedFile {
  path: string;
  ownership: Ownership;
  /** Its text; of a binary file (a `.png`) its bytes as base64, so that plans, digests and locks know texts only. */
  content: string;
}
