import type { Clock } from './clock.ts';

interface FailedItem {
  readonly kind: string;
  readonly id: number;
  readonly failures: number;
  readonly untilMs: number;
}

const FIRST_MS = 2_000;
const MAX_MS = 300_000;
/** Where it is the service and not the item: it may be back at any moment. */
const MAX_AWAY_MS = 5_000;
/** An item that did not come up again for this long after its back-off was done by another process. */
const FORGET_AFTER_MS = 600_000;

/** The items of a job that failed, and until when each is left alone: 2 s, doubled with each failure up to 5 minutes. */
export class ItemBackoff {
  readonly #clock: Clock;
  readonly #failed = new Map<string, FailedItem>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    const now = this.#clock.monotonicMs();
    return [...this.#failed.values()].filter(({ untilMs }) => untilMs > now).length;
  }

  idsOf(kind: string): number[] {
    const now = this.#clock.monotonicMs();
    for (const [key, { untilMs }] of this.#failed) if (untilMs + FORGET_AFTER_MS < now) this.#failed.delete(key);
    return [...this.#failed.values()].filter((item) => item.kind === kind && item.untilMs > now).map(({ id }) => id);
  }

  record(kind: string, id: number, isServiceAway: boolean): void {
    const key = `${kind}:${id}`;
    const failures = (this.#failed.get(key)?.failures ?? 0) + 1;
    const waitMs = Math.min(FIRST_MS * 2 ** (failures - 1), isServiceAway ? MAX_AWAY_MS : MAX_MS);
    this.#failed.set(key, { kind, id, failures, untilMs: this.#clock.monotonicMs() + waitMs });
  }

  forget(kind: string, id: number): void {
    this.#failed.delete(`${kind}:${id}`);
  }
}
