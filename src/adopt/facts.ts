/** What is read from the code of an addon, each with the place where it was read. */
import type { AddonModel, ComponentClass, ModelClass, Place } from "../addon/types.ts";
import { lineStarts, positionAt } from "../parse/text.ts";

/** `models/backend.py:12` */
export type Where = string;

export interface Fact<T> {
  readonly value: T;
  readonly at: Where;
}

/** A key of the spec that the code does not say. */
export interface Unknown {
  /** Key path in connector.yaml. */
  readonly key: string;
  readonly why: string;
  /** Where to look, or what to write. */
  readonly look?: string;
  /** The connector cannot grow without it. */
  readonly isNeeded?: boolean;
}

/** An addon with what the readers of facts ask of it again and again. */
export class Code {
  readonly #starts = new Map<string, readonly number[]>();
  readonly #named = new Map<string, ComponentClass[]>();
  readonly models: readonly ModelClass[];
  readonly components: readonly ComponentClass[];

  constructor(readonly addon: AddonModel) {
    // What Odoo does not load, and what only tests load, is no part of the connector.
    const isLoaded = ({ file }: Place): boolean => addon.python.get(file)?.isLoaded === true;
    this.models = addon.models.filter(isLoaded);
    this.components = addon.components.filter(isLoaded);
    for (const one of this.components) {
      const name = one.name?.text ?? one.inherit[0]?.text;
      if (name !== undefined) this.#named.set(name, [...(this.#named.get(name) ?? []), one]);
    }
  }

  at({ file, from }: { readonly file: string; readonly from: number }): Where {
    let starts = this.#starts.get(file);
    if (starts === undefined) {
      starts = lineStarts(this.addon.files.get(file)?.text ?? "");
      this.#starts.set(file, starts);
    }
    return `${file}:${positionAt(starts, from).line}`;
  }

  textOf({ file, from, to }: Place): string {
    return (this.addon.files.get(file)?.text ?? "").slice(from, to);
  }

  /** A component and those of this addon that it is made of, nearest first. */
  lineOf(component: ComponentClass): readonly ComponentClass[] {
    const line: ComponentClass[] = [];
    const visit = (one: ComponentClass): void => {
      if (line.includes(one)) return;
      line.push(one);
      const own = one.name?.text;
      for (const other of own === undefined ? [] : (this.#named.get(own) ?? [])) visit(other);
      for (const parent of one.inherit) for (const other of this.#named.get(parent.text) ?? []) visit(other);
    };
    visit(component);
    return line;
  }

  /** The classes of a model, the one that makes it first. */
  classesOf(model: string): readonly ModelClass[] {
    return this.models.filter((one) => one.model === model).sort((a, b) => Number(b.isNew) - Number(a.isNew));
  }

  /** Models that a class inherits from, through any number of this addon's own. */
  ancestorsOf({ inherit }: ModelClass, seen = new Set<string>()): ReadonlySet<string> {
    for (const { text } of inherit) {
      if (seen.has(text)) continue;
      seen.add(text);
      for (const one of this.models) if (one.model === text && one.isNew) this.ancestorsOf(one, seen);
    }
    return seen;
  }
}
