/** Generated text that its own language refuses: a bug in a template, never the user's. Lines count from 1. */
export class SyntaxFault extends Error {
  readonly path: string;
  readonly line: number | undefined;
  readonly reason: string;

  constructor(path: string, line: number | undefined, reason: string) {
    super(`${path}${line === undefined ? "" : `:${line}`}: ${reason}`);
    this.name = "SyntaxFault";
    this.path = path;
    this.line = line;
    this.reason = reason;
  }
}
