/** Somebody who sits before a terminal: reads what is shown there, and presses keys. */
import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { Seat } from "../../../src/prompts/terminal.ts";

export const KEYS = { enter: "\r", down: "\u001b[B", space: " ", back: "\u007f", interrupt: "\u0003" } as const;

/** A screen: unlike a stream it outlives the question that wrote to it. */
class Screen extends Writable {
  /** All that was ever shown, frame after frame. */
  shown = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.shown += stripVTControlCharacters(chunk.toString());
    done();
  }

  override end(): this {
    return this;
  }
}

export class Person {
  readonly #keys = new PassThrough();
  readonly #screen = new Screen();
  /** Up to here it was read. */
  #read = 0;

  readonly seat: Seat = { input: this.#keys, output: this.#screen };

  get shown(): string {
    return this.#screen.shown;
  }

  /** Waits until a text is shown, behind what was read already. */
  async reads(text: string): Promise<void> {
    const patience = Date.now() + 5000;
    let at = -1;
    while ((at = this.shown.indexOf(text, this.#read)) < 0) {
      if (Date.now() > patience) throw new Error(`${text} is not shown, but:\n${this.shown.slice(this.#read)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    this.#read = at + text.length;
  }

  /** Presses keys, one after the other. */
  press(...keys: readonly string[]): void {
    for (const key of keys) this.#keys.write(key);
  }
}
