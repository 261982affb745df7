import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/base/jobs/clock.ts';

interface Alarm {
  readonly atMs: number;
  readonly ring: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  readonly #alarms = new Set<Alarm>();
  #nowMs = 0;

  now(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.#nowMs);
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const alarm = { atMs: this.#nowMs + delayMs, ring: callback };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** Moves on, and rings what is due on the way in its order; what that starts has its turn in between. */
  async advance(byMs: number): Promise<void> {
    const endMs = this.#nowMs + byMs;
    await turn();
    for (let next = this.#nextUntil(endMs); next; next = this.#nextUntil(endMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#alarms.delete(next);
      next.ring();
      await turn();
    }
    this.#nowMs = endMs;
  }

  #nextUntil(endMs: number): Alarm | undefined {
    const due = [...this.#alarms].filter(({ atMs }) => atMs <= endMs);
    return due.sort((left, right) => left.atMs - right.atMs)[0];
  }
}
