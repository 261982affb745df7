import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  currentUpdateInfo,
  isCancellation,
  patched,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  RolloutActivities,
  RolloutCarryOver,
  RolloutDecisionResult,
  RolloutDecisionSource,
  RolloutView,
  RolloutWorkflowInput,
} from '../src/contracts/rollout-workflow.ts';
import type { NextMove } from '../src/domain/rollouts/next-move.ts';
import { decideRollout, describeRefusal, type RolloutDecision } from '../src/domain/rollouts/rollout-decision.ts';
import { type ReadRolloutMessage, readRolloutMessage, TEMPORAL_ACTOR } from '../src/domain/rollouts/rollout-message.ts';
import type { RolloutState } from '../src/domain/rollouts/rollout-state.ts';

import { DESCRIPTIONS, decisionSignal, decisionUpdate, progressQuery, takeUnknownSignals } from './rollout-messages.ts';

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

/**
 * One rollout: evaluates what PostgreSQL says comes next, does it, evaluates again. People decide by Update or Signal; cancelling the
 * workflow means abort.
 */
export async function rolloutWorkflow(
  input: RolloutWorkflowInput,
  carryOver?: RolloutCarryOver,
): Promise<{ readonly state: string }> {
  const rollout = new Rollout(input, carryOver ?? { moved: 0, held: 0, decided: [] });
  rollout.listen();
  try {
    return { state: await rollout.runUntilFinal() };
  } catch (error) {
    if (!isCancellation(error)) throw error;
    return CancellationScope.nonCancellable(async () => {
      await rollout.abortAfterCancel();
      return { state: await rollout.runUntilFinal() };
    });
  }
}

interface Progress {
  moved: number;
  held: number;
  reverted: number;
}

class Rollout {
  readonly #input: RolloutWorkflowInput;
  readonly #progress: Progress;
  #view: RolloutView | null = null;
  #decided: RolloutCarryOver['decided'];
  /** Counts decisions, so that a wait ends with the next one. */
  #decisions = 0;
  #lastDecision: Promise<unknown> = Promise.resolve();

  constructor(input: RolloutWorkflowInput, { moved, held, reverted = 0, decided }: RolloutCarryOver) {
    this.#input = input;
    this.#progress = { moved, held, reverted };
    this.#decided = decided;
  }

  listen(): void {
    setHandler(progressQuery, () => ({ ...this.#view, ...this.#progress }));
    for (const decision of ['pause', 'resume', 'abort', 'rollback'] as const) {
      const description = DESCRIPTIONS[decision];
      setHandler(decisionUpdate(decision), (payload) => this.#decide(decision, readRolloutMessage(payload), 'update'), {
        description,
        validator: (payload) => this.#validate(decision, readRolloutMessage(payload)),
      });
      setHandler(
        decisionSignal(decision),
        async (payload) => void (await this.#decide(decision, readRolloutMessage(payload), 'signal')),
        { description },
      );
    }
    // The predicate runs at each activation; it never holds.
    void CancellationScope.nonCancellable(() =>
      condition(() => {
        takeUnknownSignals((name) => this.#recordUnknownSignal(name));
        return false;
      }),
    );
  }

  async runUntilFinal(): Promise<string> {
    for (;;) {
      const seen = this.#decisions;
      this.#view = await activities.lookAtRollout.executeWithOptions({ summary: 'Evaluates what comes next' }, [
        this.#input,
      ]);
      setCurrentDetails(describeProgress(this.#view, this.#progress));
      const { next } = this.#view;
      if (next.do === 'end') {
        // A rollback may have come meanwhile. A queued rollout is started again by the hub when its turn comes.
        await condition(allHandlersFinished);
        if (this.#decisions === seen) return this.#view.state;
        continue;
      }
      await this.#perform(next, seen);
      await this.#renewHistory();
    }
  }

  /** A cancel from the Temporal UI or CLI is the decision to abort. */
  async abortAfterCancel(): Promise<void> {
    await this.#decide('abort', { isValid: true, actor: TEMPORAL_ACTOR }, 'cancel');
  }

  async #perform(next: NextMove, seen: number): Promise<void> {
    const isDecided = (): boolean => this.#decisions > seen;
    if (next.do === 'plan') {
      return activities.planRollout.executeWithOptions({ summary: 'Lists the affected tenants' }, [this.#input]);
    }
    if (next.do === 'apply') {
      await this.#workThroughPages(next.from, next.upTo, 'apply', isDecided);
      return;
    }
    if (next.do === 'init') {
      await activities.queueInitSyncs.executeWithOptions({ summary: 'Queues init syncs' }, [this.#input]);
      await condition(isDecided, INIT_PAUSE_MS, { summary: 'Leaves room for other runs between init syncs' });
      return;
    }
    if (next.do === 'bake') {
      const summary = `Watches the runs of step ${(this.#view?.step ?? 0) + 1}`;
      await condition(isDecided, next.waitMs, { summary });
      return;
    }
    if (next.do === 'wait') return condition(isDecided);
    if (next.do === 'revert' && !(await this.#workThroughPages(1, next.upTo, 'revert', () => false))) return;
    const summary = `Records: ${next.do.replaceAll('-', ' ')}`;
    await activities.advanceRollout.executeWithOptions({ summary }, [{ ...this.#input, move: next }]);
  }

  /** Works through the positions, some pages at a time. Returns whether it reached their end. */
  async #workThroughPages(
    from: number,
    upTo: number,
    kind: 'apply' | 'revert',
    isDecided: () => boolean,
  ): Promise<boolean> {
    let next = from;
    let isStopped = false;
    const worker = async (): Promise<void> => {
      while (next <= upTo && !isStopped && !isDecided() && !this.#isHistoryLong()) {
        const first = next;
        next += PAGE_SIZE;
        isStopped = (await this.#runPage(kind, first, Math.min(first + PAGE_SIZE - 1, upTo))) || isStopped;
      }
    };
    await Promise.all(Array.from({ length: WINDOW }, worker));
    return next > upTo && !isStopped;
  }

  /** Returns whether the rollout is no longer in the state that the page belongs to. */
  async #runPage(kind: 'apply' | 'revert', from: number, upTo: number): Promise<boolean> {
    const work = kind === 'apply' ? pages.applyRolloutPage : pages.revertRolloutPage;
    const summary = `${kind === 'apply' ? 'Moves tenants' : 'Takes back tenants'} ${from} to ${upTo}`;
    const result = await work.executeWithOptions({ summary }, [{ ...this.#input, from, upTo }]);
    this.#progress[kind === 'apply' ? 'moved' : 'reverted'] += result.moved;
    this.#progress.held += result.held;
    return result.isStopped;
  }

  /** Synchronous, as the SDK awaits no validator. What can't fit is refused at once and leaves no trace in the history. */
  #validate(decision: RolloutDecision, message: ReadRolloutMessage): void {
    if (!message.isValid) throw ApplicationFailure.nonRetryable(message.problem, 'invalid_input');
    const updateId = currentUpdateInfo()?.id;
    if (this.#decided.some((one) => one.updateId === updateId)) return;
    if (this.#view !== null && decideRollout(this.#view.state, decision) === null) throw doesNotFit(this.#view.state);
  }

  /** One after the other, in the order in which they came; none ends with the workflow's own cancellation. */
  #decide(
    decision: RolloutDecision,
    message: ReadRolloutMessage,
    source: RolloutDecisionSource,
  ): Promise<RolloutDecisionResult> {
    const updateId = currentUpdateInfo()?.id;
    return CancellationScope.nonCancellable(() => {
      const decided = this.#lastDecision.then(async () => {
        const known = this.#decided.find((one) => one.updateId === updateId);
        if (known) return known.result;
        const result = await this.#recordDecision(decision, message, source);
        if (updateId !== undefined && result.isTaken) this.#remember(updateId, result);
        if (!result.isTaken && source === 'update') throw doesNotFit(result.state, result.reason);
        return result;
      });
      this.#lastDecision = decided.catch(() => undefined);
      return decided;
    });
  }

  async #recordDecision(
    decision: RolloutDecision,
    message: ReadRolloutMessage,
    source: RolloutDecisionSource,
  ): Promise<RolloutDecisionResult> {
    const read = message.isValid ? { actor: message.actor } : { actor: null, problem: message.problem };
    const summary = `Decides: ${decision}, by ${source}`;
    const result = await activities.decideRollout.executeWithOptions({ summary }, [
      { ...this.#input, decision, source, ...read },
    ]);
    if (this.#view !== null) this.#view = { ...this.#view, state: result.state };
    this.#decisions += 1;
    return result;
  }

  #remember(updateId: string, result: RolloutDecisionResult): void {
    this.#decided = [...this.#decided, { updateId, result }].slice(-REMEMBERED_DECISIONS);
  }

  async #recordUnknownSignal(name: string): Promise<void> {
    // Version 0.1 left such Signals alone, and histories with one have to replay.
    if (!patched('record-unknown-signals')) return;
    await CancellationScope.nonCancellable(() =>
      activities.recordRefusedMessage.executeWithOptions({ summary: 'Records an unknown Signal' }, [
        { ...this.#input, name },
      ]),
    );
  }

  #isHistoryLong(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    return continueAsNewSuggested || historyLength > MAX_HISTORY_EVENTS;
  }

  /** Nothing is under way between two evaluations: the next run of the workflow goes on from what PostgreSQL says. */
  async #renewHistory(): Promise<void> {
    if (!this.#isHistoryLong()) return;
    await condition(allHandlersFinished);
    await continueAsNew<typeof rolloutWorkflow>(this.#input, { ...this.#progress, decided: this.#decided });
  }
}

/** What an engineer reads at the top of the workflow's page. */
function describeProgress(view: RolloutView, { moved, held, reverted }: Progress): string {
  return `${view.state}, step ${view.step + 1}: ${moved} of ${view.total} tenants moved, ${held} held, ${reverted} taken back.`;
}

function doesNotFit(state: RolloutState, reason = describeRefusal(state)): ApplicationFailure {
  return ApplicationFailure.nonRetryable(reason, 'rollout_state');
}
