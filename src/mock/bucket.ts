export interface BucketLimits {
  /** Requests that fit before one is refused. */
  size: number;
  /** Requests per second that leak out. */
  leakPerSecond: number;
}

/** A leaky bucket: fills by one per request, leaks at a steady rate, refuses what would overflow. */
export class LeakyBucket {
  readonly limits: BucketLimits;
  #level = 0;
  #at: number;

  constructor(limits: BucketLimits, now: number) {
    this.limits = limits;
    this.#at = now;
  }

  /**
   * Takes one request at a time in milliseconds.
   * @returns whether it fits, the level after it (rounded up), and the seconds to wait when it does not.
   */
  take(now: number): { ok: boolean; used: number; wait: number } {
    this.#level = Math.max(0, this.#level - ((now - this.#at) / 1000) * this.limits.leakPerSecond);
    this.#at = now;
    if (this.#level + 1 > this.limits.size) {
      return {
        ok: false,
        used: this.limits.size,
        wait: (this.#level + 1 - this.limits.size) / this.limits.leakPerSecond,
      };
    }
    this.#level += 1;
    return { ok: true, used: Math.ceil(this.#level), wait: 0 };
  }
}
