/** How long a process that ends waits for its attempts. */
export interface DrainTimes {
  /** How long they may go on before they are stopped. */
  readonly drainMs: number;
  /** From then on for their end, with the storing of what they leave. */
  readonly stopMs: number;
}

/** The attempts of this process by what they are attempts of; they enter and leave by themselves. */
export interface LeasedAttempts {
  readonly live: ReadonlyMap<number, LeasedAttempt>;
  /** Those whose lease is being taken. */
  readonly beginning: ReadonlyMap<number, Promise<unknown>>;
}

interface LeasedAttempt {
  stop(reason: 'shutdown'): void;
  /** Never rejects. */
  readonly done: Promise<unknown>;
}

/**
 * Lets attempts end, stops them after a while and waits for that, within a bound: while the database is away an end can't be
 * stored. What is left then another worker takes over, once its lease has run out.
 */
export async function drainAttempts(held: LeasedAttempts, { drainMs, stopMs }: DrainTimes): Promise<void> {
  const state = { isStopping: false };
  const bound = Promise.withResolvers<void>();
  const timers = [
    setTimeout(() => {
      state.isStopping = true;
      stopAll(held);
    }, drainMs),
    setTimeout(() => bound.resolve(), drainMs + stopMs),
  ];
  await Promise.race([untilNoneIsLeased(held, state), bound.promise]);
  for (const timer of timers) clearTimeout(timer);
}

/** What they are attempts of. */
export function leasedSubjects({ live, beginning }: LeasedAttempts): number[] {
  return [...new Set([...live.keys(), ...beginning.keys()])];
}

async function untilNoneIsLeased(held: LeasedAttempts, state: { readonly isStopping: boolean }): Promise<void> {
  while (held.live.size + held.beginning.size > 0) {
    // One that began meanwhile is stopped with the others.
    if (state.isStopping) stopAll(held);
    const begun = [...held.beginning.values()].map((beginning) => beginning.catch(() => {}));
    await Promise.race([...begun, ...[...held.live.values()].map(({ done }) => done)]);
  }
}

function stopAll({ live }: LeasedAttempts): void {
  for (const attempt of live.values()) attempt.stop('shutdown');
}
