import { setTimeout as pause } from 'node:timers/promises';
import type { BuildReleaseOutcome } from '../contracts/build-workflow.ts';
import { AppError } from '../errors/app-error.ts';
import { beginBuild } from './begin-build.ts';
import type { BuildDeps } from './build-deps.ts';
import { cancelBuild } from './cancel-build.ts';
import { type BuildAttempt, startBuildAttempt } from './start-build-attempt.ts';
import { sweepBuildStaging } from './sweep-build-staging.ts';

export interface BuildExecutorDeps extends BuildDeps {
  readonly workerId: string;
  /** Called when a build ended: the relay may admit the next one. */
  readonly onSlotFree: () => void;
}

const WAIT_MS = 2_000;

/** The build attempts that live in this worker; activities only wait for them. */
export class BuildExecutor {
  readonly #deps: BuildExecutorDeps;
  readonly #live = new Map<number, BuildAttempt>();
  #isDraining = false;

  constructor(deps: BuildExecutorDeps) {
    this.#deps = deps;
  }

  get liveCount(): number {
    return this.#live.size;
  }

  /**
   * Begins the next attempt of an admitted release and waits for its end; joins the one that lives here already.
   * @param signal ends the waiting, never the attempt
   */
  async execute(releaseId: number, signal?: AbortSignal): Promise<BuildReleaseOutcome> {
    const live = this.#live.get(releaseId) ?? (await this.#begin(releaseId));
    if (!('done' in live)) return live;
    const result = await (signal ? Promise.race([live.done, rejectOnAbort(signal)]) : live.done);
    return result.kind === 'lost' ? { kind: 'retry', delayMs: WAIT_MS } : result;
  }

  cancel(releaseId: number): void {
    this.#live.get(releaseId)?.stop('cancel');
  }

  /** Asks for a build's end as anybody may; one that has ended stays as it is. */
  async requestCancel(releaseId: number): Promise<void> {
    try {
      await cancelBuild(this.#deps.db, releaseId);
    } catch (error) {
      if (!(error instanceof AppError && (error.code === 'conflict' || error.code === 'not_found'))) throw error;
    }
  }

  /** Takes no more work, stops what runs after `drainMs` and waits for its end. */
  async drain(drainMs: number): Promise<void> {
    this.#isDraining = true;
    const all = Promise.all([...this.#live.values()].map((build) => build.done));
    const timer = setTimeout(() => {
      for (const build of this.#live.values()) build.stop('shutdown');
    }, drainMs);
    await all;
    clearTimeout(timer);
  }

  async #begin(releaseId: number): Promise<BuildAttempt | BuildReleaseOutcome> {
    if (this.#isDraining) return { kind: 'retry', delayMs: WAIT_MS };
    const begun = await beginBuild(this.#deps.db, releaseId, this.#deps.workerId);
    if (begun.kind === 'final') return begun;
    if (begun.kind === 'wait') {
      await pause(WAIT_MS);
      return { kind: 'retry', delayMs: WAIT_MS };
    }
    this.#sweep(releaseId);
    const build = startBuildAttempt(this.#deps, begun.order);
    this.#live.set(releaseId, build);
    void build.done.then(() => {
      this.#live.delete(releaseId);
      this.#deps.onSlotFree();
    });
    return build;
  }

  /** What a worker that was killed left: its attempt was still live when this worker started. */
  #sweep(releaseId: number): void {
    sweepBuildStaging(this.#deps.db, this.#deps.stagingDirectory).catch((error: unknown) =>
      this.#deps.onError(error, releaseId),
    );
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
