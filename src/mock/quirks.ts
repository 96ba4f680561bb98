/** What one documented peculiarity of a system has met so far. */
export interface QuirkState {
  /** The documented behaviour, one sentence. */
  description: string;
  /** How often a client met it and did right, or was served data that shows it. */
  exercised: number;
  /** How often a client ignored it. Always 0 for peculiarities of data, which only the importer's result can judge. */
  violated: number;
  /** The first ten violations, as method, address and what was wrong. */
  examples: string[];
}

/** Counts which documented quirks of a system were met and which were ignored. */
export class Quirks {
  readonly #states = new Map<string, QuirkState>();

  /** Declares quirks by name; the names are what tests assert on. */
  declare(quirks: Readonly<Record<string, string>>): void {
    for (const [name, description] of Object.entries(quirks)) {
      this.#states.set(name, { description, exercised: 0, violated: 0, examples: [] });
    }
  }

  exercised(name: string, times = 1): void {
    this.#state(name).exercised += times;
  }

  violated(name: string, example: string): void {
    const state = this.#state(name);
    state.violated += 1;
    if (state.examples.length < 10) state.examples.push(example);
  }

  /** A copy of all states by name. */
  report(): Record<string, QuirkState> {
    return Object.fromEntries(
      [...this.#states].map(([name, state]) => [name, { ...state, examples: [...state.examples] }]),
    );
  }

  reset(): void {
    for (const state of this.#states.values()) Object.assign(state, { exercised: 0, violated: 0, examples: [] });
  }

  #state(name: string): QuirkState {
    const state = this.#states.get(name);
    if (!state) throw new Error(`The quirk "${name}" was never declared`);
    return state;
  }
}
