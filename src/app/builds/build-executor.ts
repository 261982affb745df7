import { setTimeout as pause } from 'node:timers/promises';
import type { BuildReleaseOutcome } from '../../contracts/build-workflow.ts';
import { AppError } from '../../errors/app-error.ts';
import { type DrainTimes, drainAttempts, leasedSubjects } from '../attempts/index.ts';
import { type BeginBuildResult, beginBuild } from './begin-build.ts';
import type { BuildDeps } from './build-deps.ts';
import { cancelBuild } from './cancel-build.ts';
import { type BuildAttempt, startBuildAttempt } from './start-build-attempt.ts';
import { sweepBuildStaging } from './sweep-build-staging.ts';
import { withBuildSecrets } from './with-build-secrets.ts';

export interface BuildExecutorDeps extends BuildDeps {
  readonly workerId: string;
  /** Called when a build ended: the job that starts builds may admit the next one. */
  readonly onSlotFree: () => void;
}

type Begun = BuildAttempt | Exclude<BeginBuildResult, { kind: 'begun' }>;

const WAIT_MS = 2_000;
const WORKFLOW_TERMINATED =
  'The workflow of this build was terminated in Temporal. The build goes on: cancel it here, or cancel the workflow instead of terminating it.';

/** The build attempts that live in this worker; activities only wait for them. */
export class BuildExecutor {
  readonly #deps: BuildExecutorDeps;
  readonly #live = new Map<number, BuildAttempt>();
  readonly #beginning = new Map<number, Promise<Begun>>();
  #isDraining = false;

  constructor(deps: BuildExecutorDeps) {
    this.#deps = deps;
  }

  get liveCount(): number {
    return this.#live.size;
  }

  /** The releases whose attempts have not ended. */
  get held(): readonly number[] {
    return leasedSubjects({ live: this.#live, beginning: this.#beginning });
  }

  /**
   * Begins the next attempt of an admitted release and waits for its end; joins the one that lives here already.
   * @param signal ends the waiting, never the attempt
   */
  async execute(releaseId: number, signal?: AbortSignal): Promise<BuildReleaseOutcome> {
    // A caller that comes while the lease is being taken waits for that, and then for the attempt.
    await this.#beginning.get(releaseId)?.catch(() => {});
    const live = this.#live.get(releaseId) ?? (await this.#begin(releaseId));
    if (!('done' in live)) return live;
    const result = await (signal ? Promise.race([live.done, rejectOnAbort(signal)]) : live.done);
    return result.kind === 'lost' ? { kind: 'retry', delayMs: WAIT_MS } : result;
  }

  cancel(releaseId: number): void {
    this.#live.get(releaseId)?.stop('cancel');
  }

  /** The attempt belongs to this process and goes on; its log says that nobody waits for it in Temporal. */
  reportTerminatedWorkflow(releaseId: number): void {
    this.#live.get(releaseId)?.report(WORKFLOW_TERMINATED);
  }

  /** The workflow was cancelled in Temporal: the build is cancelled as by any other caller. One that has ended stays as it is. */
  async requestCancel(releaseId: number): Promise<void> {
    try {
      await this.#deps.db.transaction((sql) => cancelBuild(sql, { releaseId, actor: 'temporal' }));
    } catch (error) {
      if (!(error instanceof AppError && (error.code === 'conflict' || error.code === 'not_found'))) throw error;
    }
  }

  /** Takes no more work and ends what runs, as `worker_shutdown` where it has to be stopped, within these times. */
  drain(times: DrainTimes): Promise<void> {
    this.#isDraining = true;
    return drainAttempts({ live: this.#live, beginning: this.#beginning }, times);
  }

  async #begin(releaseId: number): Promise<BuildAttempt | BuildReleaseOutcome> {
    if (this.#isDraining) return { kind: 'retry', delayMs: WAIT_MS };
    const beginning = this.#start(releaseId);
    this.#beginning.set(releaseId, beginning);
    const begun = await beginning.finally(() => this.#beginning.delete(releaseId));
    if ('done' in begun || begun.kind === 'final') return begun;
    await pause(WAIT_MS);
    return { kind: 'retry', delayMs: WAIT_MS };
  }

  /** Takes the lease and starts the attempt. */
  async #start(releaseId: number): Promise<Begun> {
    const begun = await beginBuild(this.#deps.db, releaseId, this.#deps.workerId);
    if (begun.kind !== 'begun') return begun;
    this.#sweep(releaseId);
    const build = startBuildAttempt(await this.#withSecrets(begun.order.integrationId), begun.order);
    this.#live.set(releaseId, build);
    void build.done.then(() => {
      this.#live.delete(releaseId);
      this.#deps.onSlotFree();
    });
    return build;
  }

  /** Where they can't be opened the lease ends by itself, and the build is tried again. */
  async #withSecrets(integrationId: number): Promise<BuildDeps> {
    const secrets = await this.#deps.openBuildSecrets(integrationId);
    return { ...this.#deps, mirrors: withBuildSecrets(this.#deps.mirrors, secrets) };
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
