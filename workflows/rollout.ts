import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  ROLLOUT_MESSAGES,
  ROLLOUT_PROGRESS_QUERY,
  type RolloutActivities,
  type RolloutCarryOver,
  type RolloutDecisionInput,
  type RolloutDecisionResult,
  type RolloutPageResult,
  type RolloutView,
  type RolloutWorkflowInput,
} from '../src/contracts/rollout-workflow.ts';
import type { NextMove } from '../src/domain/rollouts/next-move.ts';
import { decideRollout, describeRefusal, type RolloutDecision } from '../src/domain/rollouts/rollout-decision.ts';
import type { RolloutState } from '../src/domain/rollouts/rollout-state.ts';

const PAGE_SIZE = 250;
const WINDOW = 6;
const INIT_PAUSE_MS = 2_000;
const MAX_HISTORY_EVENTS = 4_000;
const REMEMBERED_DECISIONS = 100;

const retry = { initialInterval: '500 milliseconds', maximumInterval: '10 seconds' } as const;
const activities = proxyActivities<RolloutActivities>({ startToCloseTimeout: '2 minutes', retry });
/** A page lost with its worker is given to another one soon; one with slow schemas may take its time. */
const pages = proxyActivities<RolloutActivities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 seconds',
  retry,
});

/** One rollout: looks at what PostgreSQL says comes next, does it, looks again; people decide by Update or Signal. */
export async function rolloutWorkflow(
  input: RolloutWorkflowInput,
  carryOver?: RolloutCarryOver,
): Promise<{ readonly state: string }> {
  const rollout = new Rollout(input, carryOver ?? { moved: 0, held: 0, decided: [] });
  rollout.listen();
  const state = await rollout.runUntilFinal();
  await condition(allHandlersFinished);
  return { state };
}

class Rollout {
  readonly #input: RolloutWorkflowInput;
  #view: RolloutView | null = null;
  #moved: number;
  #held: number;
  #decided: RolloutCarryOver['decided'];
  /** Counts decisions, so that a wait ends with the next one. */
  #decisions = 0;
  #lastDecision: Promise<unknown> = Promise.resolve();

  constructor(input: RolloutWorkflowInput, { moved, held, decided }: RolloutCarryOver) {
    this.#input = input;
    this.#moved = moved;
    this.#held = held;
    this.#decided = decided;
  }

  listen(): void {
    setHandler(defineQuery(ROLLOUT_PROGRESS_QUERY), () => ({ ...this.#view, moved: this.#moved, held: this.#held }));
    for (const decision of ['pause', 'resume', 'abort', 'rollback'] as const) {
      const name = ROLLOUT_MESSAGES[decision];
      setHandler(
        defineUpdate<RolloutDecisionResult, [RolloutDecisionInput]>(name),
        (message) => this.#decide(decision, message, 'update'),
        { validator: (_message: RolloutDecisionInput) => this.#refuse(decision) },
      );
      setHandler(defineSignal<[RolloutDecisionInput?]>(name), async (message) => {
        await this.#decide(decision, message ?? { actor: 'temporal' }, 'signal');
      });
    }
  }

  async runUntilFinal(): Promise<string> {
    for (;;) {
      const seen = this.#decisions;
      this.#view = await activities.lookAtRollout(this.#input);
      const { next } = this.#view;
      if (next.do === 'end') {
        // A rollback may have come meanwhile. A queued one is started again by the relay when its turn comes.
        await condition(allHandlersFinished);
        if (this.#decisions === seen) return this.#view.state;
        continue;
      }
      await this.#carryOut(next, seen);
      await this.#renewHistory();
    }
  }

  async #carryOut(next: NextMove, seen: number): Promise<void> {
    const isDecided = (): boolean => this.#decisions > seen;
    if (next.do === 'plan') return activities.planRollout(this.#input);
    if (next.do === 'apply') return void (await this.#slide(next.from, next.upTo, pages.applyRolloutPage, isDecided));
    if (next.do === 'init') {
      await activities.queueInitSyncs(this.#input);
      return void (await condition(isDecided, INIT_PAUSE_MS));
    }
    if (next.do === 'bake') return void (await condition(isDecided, next.waitMs));
    if (next.do === 'wait') return condition(isDecided);
    if (next.do === 'revert' && !(await this.#slide(1, next.upTo, pages.revertRolloutPage, () => false))) return;
    await activities.advanceRollout({ ...this.#input, move: next });
  }

  /** Works through the positions, some pages at a time; answers whether it came to their end. */
  async #slide(
    from: number,
    upTo: number,
    work: RolloutActivities['applyRolloutPage'],
    isDecided: () => boolean,
  ): Promise<boolean> {
    let next = from;
    let isStopped = false;
    const lane = async (): Promise<void> => {
      while (next <= upTo && !isStopped && !isDecided() && !this.#isHistoryLong()) {
        const first = next;
        next += PAGE_SIZE;
        const page = { ...this.#input, from: first, upTo: Math.min(first + PAGE_SIZE - 1, upTo) };
        const result: RolloutPageResult = await work(page);
        isStopped ||= result.isStopped;
        this.#moved += result.moved;
        this.#held += result.held;
      }
    };
    await Promise.all(Array.from({ length: WINDOW }, lane));
    return next > upTo && !isStopped;
  }

  /** The validator of an Update and the check of its handler: what can't fit is told at once and leaves no trace. */
  #refuse(decision: RolloutDecision): void {
    const updateId = currentUpdateInfo()?.id;
    if (this.#decided.some((one) => one.updateId === updateId)) return;
    if (this.#view !== null && decideRollout(this.#view.state, decision) === null) throw doesNotFit(this.#view.state);
  }

  /** One after the other, in the order in which they came. */
  #decide(
    decision: RolloutDecision,
    { actor }: RolloutDecisionInput,
    way: 'update' | 'signal',
  ): Promise<RolloutDecisionResult> {
    const updateId = currentUpdateInfo()?.id;
    const taken = this.#lastDecision.then(async () => {
      const known = this.#decided.find((one) => one.updateId === updateId);
      if (known) return known.result;
      const result = await activities.decideRollout({ ...this.#input, decision, actor, way });
      if (this.#view !== null) this.#view = { ...this.#view, state: result.state };
      this.#decisions += 1;
      if (updateId !== undefined && result.isTaken) this.#remember(updateId, result);
      if (!result.isTaken && way === 'update') throw doesNotFit(result.state, result.reason);
      return result;
    });
    this.#lastDecision = taken.catch(() => undefined);
    return taken;
  }

  #remember(updateId: string, result: RolloutDecisionResult): void {
    this.#decided = [...this.#decided, { updateId, result }].slice(-REMEMBERED_DECISIONS);
  }

  #isHistoryLong(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    return continueAsNewSuggested || historyLength > MAX_HISTORY_EVENTS;
  }

  /** Nothing is under way between two looks: the next run of the workflow goes on from what PostgreSQL says. */
  async #renewHistory(): Promise<void> {
    if (!this.#isHistoryLong()) return;
    await condition(allHandlersFinished);
    await continueAsNew<typeof rolloutWorkflow>(this.#input, {
      moved: this.#moved,
      held: this.#held,
      decided: this.#decided,
    });
  }
}

function doesNotFit(state: RolloutState, reason = describeRefusal(state)): ApplicationFailure {
  return ApplicationFailure.nonRetryable(reason, 'rollout_state');
}
