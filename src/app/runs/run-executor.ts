import { SlotPool } from '../../base/slot-pool.ts';
import type { ExecuteRunOutcome } from '../../contracts/run-workflow.ts';
import { type DrainTimes, drainAttempts, leasedSubjects } from '../attempts/index.ts';
import { type AcquiredRun, acquireRun } from './acquire-run.ts';
import type { FinishOutcome } from './finish-attempt.ts';
import { cancelUnleasedRun } from './reap-runs.ts';
import { type AttemptHandle, type StartAttemptDeps, startAttempt } from './start-attempt.ts';

export interface RunExecutorDeps extends StartAttemptDeps {
  readonly workerId: string;
  readonly slots: number;
  /** Called when a slot got free: a job may admit the next run. */
  readonly onSlotFree: () => void;
}

type Acquired =
  | Exclude<AcquiredRun, { kind: 'acquired' }>
  | { readonly kind: 'acquired'; readonly handle: AttemptHandle };

const LEASED_POLL_MS = 1_000;
const SLOT_TIMEOUT_MS = 2_000;

const WORKFLOW_TERMINATED =
  'The workflow of this run was terminated in Temporal. The run goes on: cancel it here, or cancel the workflow instead of terminating it.';

/** No slot here: the next try may reach a worker that has one. */
const ELSEWHERE: ExecuteRunOutcome = { kind: 'retry', delayMs: 100 };

/**
 * The attempts that live in this worker. Temporal's activities only wait for them: an attempt belongs to the process that
 * holds its lease, and outlasts the activity that began it.
 */
export class RunExecutor {
  readonly #deps: RunExecutorDeps;
  readonly #slots: SlotPool;
  readonly #live = new Map<number, AttemptHandle>();
  readonly #acquiring = new Map<number, Promise<Acquired>>();
  readonly #draining = new AbortController();

  constructor(deps: RunExecutorDeps) {
    this.#deps = deps;
    this.#slots = new SlotPool(deps.slots);
  }

  get liveCount(): number {
    return this.#live.size;
  }

  /** The runs whose attempts have not ended. */
  get held(): readonly number[] {
    return leasedSubjects({ live: this.#live, beginning: this.#acquiring });
  }

  get isDraining(): boolean {
    return this.#draining.signal.aborted;
  }

  /**
   * Brings the run forward: begins its next attempt if that is due, waits for the one that is live.
   * @param timeoutMs how long to wait at most; null = until the attempt has ended
   * @param signal ends the waiting, never the attempt
   */
  async execute(runId: number, timeoutMs: number | null, signal?: AbortSignal): Promise<ExecuteRunOutcome> {
    // A caller that comes while the lease is being acquired waits for that, and then for the attempt.
    await this.#acquiring.get(runId)?.catch(() => {});
    const live = this.#live.get(runId);
    if (live) return this.#await(live, timeoutMs, signal);
    if (!(await this.#acquireSlot(timeoutMs, signal))) return timeoutMs === null ? ELSEWHERE : { kind: 'continue' };
    const acquiring = this.#acquire(runId);
    this.#acquiring.set(runId, acquiring);
    const acquired = await acquiring.finally(() => this.#acquiring.delete(runId));
    switch (acquired.kind) {
      case 'acquired':
        return this.#await(acquired.handle, timeoutMs, signal);
      case 'final':
        return acquired;
      case 'due-later':
        return { kind: 'retry', delayMs: acquired.delayMs };
      case 'cancelling':
        await cancelUnleasedRun(this.#deps.db, runId);
        return { kind: 'retry', delayMs: 0 };
      case 'leased':
        return this.#awaitElsewhere(timeoutMs, signal);
    }
  }

  /** Takes the lease with the slot that was taken for it, and starts the attempt; the slot is freed where there is none. */
  async #acquire(runId: number): Promise<Acquired> {
    try {
      const acquired = await acquireRun(this.#deps.db, runId, this.#deps.workerId);
      if (acquired.kind !== 'acquired') {
        this.#slots.free();
        return acquired;
      }
      const handle = startAttempt(this.#deps, { runId, ...acquired });
      this.#keep(runId, handle);
      return { kind: 'acquired', handle };
    } catch (error) {
      this.#slots.free();
      throw error;
    }
  }

  cancel(runId: number): void {
    this.#live.get(runId)?.stop('cancel');
  }

  /** The attempt belongs to this process and goes on; its log says that nobody waits for it in Temporal. */
  reportTerminatedWorkflow(runId: number): void {
    this.#live.get(runId)?.report(WORKFLOW_TERMINATED);
  }

  /** Takes no more work and ends what runs, as `worker_shutdown` where it has to be stopped, within these times. */
  drain(times: DrainTimes): Promise<void> {
    this.#draining.abort();
    return drainAttempts({ live: this.#live, beginning: this.#acquiring }, times);
  }

  async #acquireSlot(timeoutMs: number | null, signal?: AbortSignal): Promise<boolean> {
    if (this.#draining.signal.aborted) return false;
    if (timeoutMs !== null) return this.#slots.tryTake();
    const ends = [AbortSignal.timeout(SLOT_TIMEOUT_MS), this.#draining.signal];
    return this.#slots.take(AbortSignal.any(signal ? [...ends, signal] : ends));
  }

  #keep(runId: number, handle: AttemptHandle): void {
    this.#live.set(runId, handle);
    void handle.done.then(() => {
      this.#live.delete(runId);
      this.#slots.free();
      this.#deps.onSlotFree();
    });
  }

  async #await(handle: AttemptHandle, timeoutMs: number | null, signal?: AbortSignal): Promise<ExecuteRunOutcome> {
    const outcome = await within(handle.done, timeoutMs, signal);
    return outcome === null ? { kind: 'continue' } : toExecuteOutcome(outcome);
  }

  /** Another worker's attempt: its row shows when it has ended, or a job ends it when its lease runs out. */
  async #awaitElsewhere(timeoutMs: number | null, signal?: AbortSignal): Promise<ExecuteRunOutcome> {
    if (timeoutMs !== null) return { kind: 'continue' };
    await within(new Promise<never>(() => {}), LEASED_POLL_MS, signal);
    return { kind: 'continue' };
  }
}

function toExecuteOutcome(outcome: FinishOutcome): ExecuteRunOutcome {
  return outcome.kind === 'lost' ? { kind: 'retry', delayMs: 500 } : outcome;
}

async function within<Value>(
  promise: Promise<Value>,
  limitMs: number | null,
  signal?: AbortSignal,
): Promise<Value | null> {
  if (signal?.aborted) return null;
  const gate = Promise.withResolvers<null>();
  const timer = limitMs === null ? null : setTimeout(() => gate.resolve(null), limitMs);
  const onAbort = (): void => gate.resolve(null);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, gate.promise]);
  } finally {
    if (timer) clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
