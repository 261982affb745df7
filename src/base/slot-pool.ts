/** Slots: at most `size` are taken at once; who waits gets one in the order of asking. */
export class SlotPool {
  readonly size: number;
  #taken = 0;
  readonly #waiters = new Set<() => void>();

  constructor(size: number) {
    this.size = size;
  }

  tryTake(): boolean {
    if (this.#taken >= this.size) return false;
    this.#taken += 1;
    return true;
  }

  /** Resolves true with a slot taken, false where `signal` was aborted first. */
  async take(signal?: AbortSignal): Promise<boolean> {
    while (!this.tryTake()) {
      if (signal?.aborted) return false;
      await this.#untilFreeOr(signal);
    }
    return true;
  }

  free(): void {
    this.#taken -= 1;
    // All of them check again, in the order in which they asked: the first finds the slot.
    for (const wake of [...this.#waiters]) wake();
  }

  /** Does the work in a slot, as soon as there is one. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.take();
    try {
      return await work();
    } finally {
      this.free();
    }
  }

  async #untilFreeOr(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiters.add(resolve);
    signal?.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    this.#waiters.delete(resolve);
  }
}
