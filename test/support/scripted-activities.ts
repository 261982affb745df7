import { Context } from '@temporalio/activity';
import type { BuildActivities } from '../../activities/build-release.ts';
import type { Activities } from '../../activities/index.ts';
import type { RetiredBuildsActivities } from '../../activities/retired-housekeeping.ts';
import type { TestActivities } from '../../activities/test-repository.ts';
import type { RolloutActivities, RolloutView } from '../../src/contracts/rollout-workflow.ts';
import type { TickedRun } from '../../src/contracts/tick-workflow.ts';

/** What a call does: answers, fails, or goes on until it is cancelled. */
export type Step<Outcome> = Outcome | Error | 'until-cancelled';

type RunOutcome = Awaited<ReturnType<Activities['executeRun']>>;
type Outcome = RunOutcome | TickedRun | null | BuildOutcome | RolloutView;
type BuildOutcome = Awaited<ReturnType<BuildActivities['buildRelease']>>;

const HEARTBEAT_EVERY_MS = 100;

/** Stand-ins of the activities that play outcomes by the id of their run or release, and keep what they were asked. */
export class ScriptedActivities {
  readonly #steps = new Map<number, Step<Outcome>[]>();
  readonly #calls = new Map<number, string[]>();
  readonly #waiting = new Map<number, () => void>();

  /** What the rounds of polling find, page after page; then nothing is due. */
  readonly #pages = [20, 3];

  script(id: number, ...steps: readonly Step<Outcome>[]): void {
    this.#steps.set(id, [...steps]);
  }

  calls(id: number): readonly string[] {
    return this.#calls.get(id) ?? [];
  }

  /** Resolves when there were `count` calls. */
  async untilCalls(id: number, count: number): Promise<void> {
    while (this.calls(id).length < count) await new Promise<void>((resolve) => this.#waiting.set(id, resolve));
  }

  get activities(): Activities & BuildActivities & TestActivities & RetiredBuildsActivities & RolloutActivities {
    return {
      executeRun: async ({ runId, timeoutMs }) => (await this.#play(runId, `executeRun ${timeoutMs}`)) as RunOutcome,
      requestRunCancel: async ({ runId }) => this.#note(runId, 'requestRunCancel'),
      tickTenant: async ({ tenantId, timeoutMs }) => {
        const run = (await this.#play(tenantId, `tickTenant ${timeoutMs}`)) as TickedRun | null;
        // One script plays both: the tenant's run has its id.
        return run && { ...run, runId: tenantId };
      },
      dispatchSyncs: async () => 1,
      buildRelease: async ({ releaseId, isCancelled }) =>
        (await this.#play(releaseId, `buildRelease ${isCancelled}`)) as BuildOutcome,
      pollRepositories: async () => this.#pages.shift() ?? 0,
      testRepository: async () => ({ failedStep: null }),
      lookAtRollout: async ({ rolloutId }) => (await this.#play(rolloutId, 'lookAtRollout')) as RolloutView,
      planRollout: async () => {},
      applyRolloutPage: async () => ({ isStopped: false, moved: 1, held: 0 }),
      revertRolloutPage: async () => ({ isStopped: false, moved: 1, held: 0 }),
      queueInitSyncs: async () => 1,
      advanceRollout: async () => {},
      decideRollout: async ({ rolloutId, decision }) => {
        this.#note(rolloutId, `decideRollout ${decision}`);
        return { isTaken: true, state: decision === 'pause' ? 'paused' : 'running' };
      },
      recordRefusedMessage: async ({ rolloutId, name }) => this.#note(rolloutId, `recordRefusedMessage ${name}`),
    };
  }

  #note(id: number, call: string): void {
    this.#calls.set(id, [...this.calls(id), call]);
    this.#waiting.get(id)?.();
  }

  async #play(id: number, call: string): Promise<Outcome> {
    const next = this.#steps.get(id)?.shift();
    const step = next === undefined ? new Error(`The script of ${id} is at its end.`) : next;
    this.#note(id, call);
    if (step instanceof Error) throw step;
    if (typeof step === 'object') return step;
    const context = Context.current();
    const timer = setInterval(() => context.heartbeat(), HEARTBEAT_EVERY_MS);
    return await context.cancelled.finally(() => clearInterval(timer));
  }
}
