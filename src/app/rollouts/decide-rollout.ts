import type { RolloutDecisionRequest, RolloutDecisionResult } from '../../contracts/rollout-workflow.ts';
import type { Database, Sql } from '../../db/database.ts';
import { returnChannel, returnDefaultChannel } from '../../db/stores/channels/channel-store.ts';
import { lockIntegrationOfRollout } from '../../db/stores/integrations/integration-lock-store.ts';
import { moveRollout, type RolloutRecord } from '../../db/stores/rollouts/rollout-store.ts';
import { decideRollout, type RolloutDecision, TARGET_STATES } from '../../domain/rollouts/rollout-decision.ts';
import { readRolloutMessage, TEMPORAL_ACTOR } from '../../domain/rollouts/rollout-message.ts';
import { recordRolloutActivity } from './record-rollout-activity.ts';
import { refuseLateRollback } from './refuse-late-rollback.ts';
import { requireRollout } from './require-rollout.ts';

/** Takes a decision, or records that it was refused. Repeated, it changes nothing. */
export function applyDecision(db: Database, input: RolloutDecisionRequest): Promise<RolloutDecisionResult> {
  return db.transaction(async (sql) => {
    // The integration before the rollout, as creating a rollout locks them.
    if (input.decision === 'rollback') await lockIntegrationOfRollout(sql, input.rolloutId);
    const rollout = await requireRollout(sql, input.rolloutId, 'update');
    const problem = findProblem(input);
    const wanted = problem === null ? decideRollout(rollout.state, input.decision) : null;
    if (wanted === rollout.state) return { isTaken: true, state: wanted };
    const isLate = wanted !== null && rollout.finishedAt !== null;
    const reason = problem ?? (isLate ? await refuseLateRollback(sql, rollout) : null);
    const state = reason === null ? wanted : null;
    if (state !== null) await apply(sql, rollout, input.decision);
    await recordDecision(sql, rollout, input, { state, reason });
    return { isTaken: state !== null, state: state ?? rollout.state, ...(reason !== null && { reason }) };
  });
}

/** A workflow of version 0.1 passed on whatever a Signal held. */
function findProblem({ actor, problem }: RolloutDecisionRequest): string | null {
  if (problem !== undefined) return problem;
  const message = readRolloutMessage({ actor });
  return message.isValid ? null : message.problem;
}

/** What a Signal says of its sender is only a claim: anyone who reaches Temporal can send one. */
function whoDecides({ actor, source }: RolloutDecisionRequest): { readonly actor: string; readonly claimed?: string } {
  if (source !== 'signal') return { actor: actor ?? TEMPORAL_ACTOR };
  return actor === null || actor === TEMPORAL_ACTOR
    ? { actor: TEMPORAL_ACTOR }
    : { actor: TEMPORAL_ACTOR, claimed: actor };
}

async function recordDecision(
  sql: Sql,
  rollout: RolloutRecord,
  input: RolloutDecisionRequest,
  outcome: { readonly state: string | null; readonly reason: string | null },
): Promise<void> {
  const { actor, ...claim } = findProblem(input) === null ? whoDecides(input) : { actor: TEMPORAL_ACTOR };
  await recordRolloutActivity(sql, rollout, {
    actor,
    action: outcome.state === null ? 'rollout.decision_refused' : `rollout.${input.decision}`,
    before: { state: rollout.state },
    after: {
      decision: input.decision,
      source: input.source,
      state: outcome.state ?? rollout.state,
      ...claim,
      ...(outcome.reason !== null && { reason: outcome.reason }),
    },
  });
}

async function apply(sql: Sql, rollout: RolloutRecord, decision: RolloutDecision): Promise<void> {
  await moveRollout(sql, rollout.id, {
    to: TARGET_STATES[decision],
    // A plain move withholds nothing while it runs; stopped, its tenants stay where they are.
    isWithholding: decision !== 'resume' || rollout.kind === 'gradual',
    isLimitLifted: decision === 'resume' && rollout.state === 'halted',
  });
  if (decision === 'rollback') await moveChannelBack(sql, rollout);
}

async function moveChannelBack(sql: Sql, rollout: RolloutRecord): Promise<void> {
  const { integrationId, releaseId: from, previousReleaseId: to, channel, cause } = rollout;
  if (cause !== 'channel' || channel === null) return;
  if (channel === 'Default') return returnDefaultChannel(sql, { integrationId, from, to });
  return returnChannel(sql, { integrationId, name: channel, from, to });
}
