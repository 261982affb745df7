/** A worker's slots: at most `size` are taken at once; who waits gets one in the order of asking. */
export class SlotPool {
  readonly size: number;
  #taken = 0;
  #waiters: (() => void)[] = [];

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
      await new Promise<void>((resolve) => {
        this.#waiters.push(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return true;
  }

  free(): void {
    this.#taken -= 1;
    this.#waiters.shift()?.();
  }
}
