/** Sends signed webhooks: on demand, and on every change to whoever subscribed. */
import { randomUUID } from "node:crypto";
import type { Faults } from "./faults.ts";
import type { JsonObject } from "./json.ts";
import type { SpecView } from "./spec-view.ts";
import { textOf, isObject } from "./json.ts";
import type { Change, DeliveryResult, MockSystem } from "./types.ts";

export interface WebhookOptions {
  /** Signs with a wrong secret. */
  badSignature?: boolean;
  /** Names another tenant, `true` for an invented one; the signature is right. */
  otherShop?: boolean | string;
  /** Sends the same delivery a second time. */
  duplicate?: boolean;
  /** The delivery's id; a new one by default. */
  deliveryId?: string;
}

/** Seconds to the answer that a sender waits for: as Shopify. */
const TIMEOUT_MS = 5_000;
const MAX_ATTEMPTS = 8;

export class WebhookSender {
  /** Every attempt, oldest first. */
  readonly deliveries: DeliveryResult[] = [];
  readonly #system: MockSystem;
  readonly #spec: SpecView;
  readonly #credentials: Readonly<Record<string, string>>;
  readonly #faults: Faults;
  readonly #retryMs: number;
  readonly #addresses: { address: string; topics: readonly string[] | undefined }[] = [];
  readonly #pending = new Set<Promise<unknown>>();
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  #closed = false;

  constructor(
    system: MockSystem,
    spec: SpecView,
    credentials: Readonly<Record<string, string>>,
    faults: Faults,
    retryMs: number,
  ) {
    this.#system = system;
    this.#spec = spec;
    this.#credentials = credentials;
    this.#faults = faults;
    this.#retryMs = retryMs;
  }

  /** Sends every change (of these topics) to an address from now on. */
  subscribe(address: string, topics?: readonly string[]): void {
    this.#addresses.push({ address, topics });
  }

  /** Called by the store: queues the deliveries of a change. */
  changed(change: Change): void {
    if (this.#closed) return;
    for (const topic of this.#system.topics(change)) {
      const targets: { id?: string; address: string }[] = [
        ...this.#system.subscriptions(topic),
        ...this.#addresses.filter((item) => !item.topics || item.topics.includes(topic)),
      ];
      for (const target of targets) {
        const payload = this.#system.payload(topic, change.row);
        const work = this.#deliver(topic, payload, target);
        this.#pending.add(work);
        void work.finally(() => this.#pending.delete(work));
      }
    }
  }

  /** Waits until no delivery is under way; those that wait for a retry are not waited for. */
  async idle(): Promise<void> {
    while (this.#pending.size > this.#timers.size) {
      await Promise.race([...this.#pending, new Promise((resolve) => setTimeout(resolve, 5))]);
    }
  }

  /** One delivery on demand, without retries. The result is that of the last attempt; `repeats` holds those before. */
  async send(
    topic: string,
    record: Readonly<JsonObject>,
    address: string,
    options: WebhookOptions = {},
  ): Promise<DeliveryResult & { repeats: DeliveryResult[] }> {
    const id = options.deliveryId ?? this.#newId(undefined);
    const results = await this.#attempt(topic, record, { address }, id, options);
    const last = results.pop();
    if (!last) throw new Error("No delivery was attempted");
    return { ...last, repeats: results };
  }

  /** Stops retries and forgets what waits. */
  close(): void {
    this.#closed = true;
    for (const [timer, wake] of this.#timers) {
      clearTimeout(timer);
      wake();
    }
    this.#timers.clear();
  }

  async #deliver(topic: string, payload: JsonObject, target: { id?: string; address: string }): Promise<void> {
    const id = this.#newId(target.id);
    const attempts = this.#system.webhookPolicy?.attempts ?? MAX_ATTEMPTS;
    for (let attempt = 0; attempt < attempts && !this.#closed; attempt += 1) {
      if (attempt > 0) await this.#sleep(this.#retryMs * 2 ** (attempt - 1));
      // Closed while it slept.
      if (this.#isClosed()) return;
      const results = await this.#attempt(topic, payload, target, id, {}, attempt > 0);
      if (results.at(-1)?.ok) return;
    }
    if (target.id !== undefined && !this.#isClosed()) this.#system.unsubscribe(target.id);
  }

  #newId(subscription: string | undefined): string {
    return this.#system.webhookPolicy?.deliveryId(subscription) ?? randomUUID();
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      timer.unref();
      this.#timers.set(timer, resolve);
    });
  }

  async #attempt(
    topic: string,
    record: Readonly<JsonObject>,
    { id: subscription, address }: { id?: string; address: string },
    deliveryId: string,
    options: WebhookOptions,
    repeated = false,
  ): Promise<DeliveryResult[]> {
    const credentials = { ...this.#credentials };
    if (options.badSignature) credentials[this.#secretField()] = "not-the-secret";
    if (options.otherShop) {
      const field = this.#tenantField();
      if (field === undefined) throw new TypeError("This system's webhooks name no tenant");
      credentials[field] = options.otherShop === true ? "other-shop.myshopify.com" : options.otherShop;
    }
    const { headers, body } = this.#system.sign({
      ...{ topic, record, deliveryId, credentials },
      ...(subscription === undefined ? {} : { subscription }),
    });
    const genuine = !options.badSignature && !options.otherShop;
    const twice = options.duplicate === true || this.#faults.strike("WEBHOOK", topic).length > 0;
    const results: DeliveryResult[] = [];
    for (let turn = 0; turn < (twice ? 2 : 1); turn += 1) {
      const started = Date.now();
      let status = 0;
      let answer: string;
      try {
        const response = await fetch(address, {
          method: "POST",
          headers,
          body,
          redirect: "manual",
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        status = response.status;
        answer = await response.text();
      } catch (error) {
        answer = error instanceof Error ? causeOf(error) : String(error);
      }
      const ok = this.#system.webhookPolicy?.ok(status) ?? (status >= 200 && status < 300);
      const result: DeliveryResult = {
        topic,
        address,
        deliveryId,
        status,
        ok,
        answer,
        ms: Date.now() - started,
        headers,
        body,
        genuine,
        repeated: repeated || turn > 0,
      };
      this.deliveries.push(result);
      this.#system.delivered?.(result);
      results.push(result);
    }
    return results;
  }

  #secretField(): string {
    const signature = this.#spec.webhooks?.signature;
    return (isObject(signature) ? textOf(signature.secret) : "") || "webhook_secret";
  }

  #tenantField(): string | undefined {
    const tenant = this.#spec.webhooks?.tenant;
    return (isObject(tenant) ? textOf(tenant.field) : "") || undefined;
  }
}

/** fetch hides the reason (ECONNREFUSED …) in the cause. */
function causeOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
