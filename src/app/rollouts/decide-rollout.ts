import type { RolloutDecisionRequest, RolloutDecisionResult } from '../../contracts/rollout-workflow.ts';
import type { Database, Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { decideRollout, type RolloutDecision } from '../../domain/rollouts/rollout-decision.ts';
import { readRolloutMessage, TEMPORAL_ACTOR } from '../../domain/rollouts/rollout-message.ts';
import { lockIntegrationOf, refuseLateRollback } from './refuse-late-rollback.ts';
import { type RolloutRecord, requireRollout } from './rollout-record.ts';

/** Takes a decision, or records that it was refused. Repeated, it changes nothing. */
export function applyDecision(db: Database, input: RolloutDecisionRequest): Promise<RolloutDecisionResult> {
  return db.transaction(async (sql) => {
    if (input.decision === 'rollback') await lockIntegrationOf(sql, input.rolloutId);
    const rollout = await requireRollout(sql, input.rolloutId, 'update');
    const problem = findProblem(input);
    const wanted = problem === null ? decideRollout(rollout.state, input.decision) : null;
    if (wanted === rollout.state) return { isTaken: true, state: wanted };
    const isLate = wanted !== null && rollout.finishedAt !== null;
    const reason = problem ?? (isLate ? await refuseLateRollback(sql, rollout) : null);
    const state = reason === null ? wanted : null;
    if (state !== null) await write(sql, rollout, input.decision, state);
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

/** What a Signal says of its sender is a claim: whoever reaches Temporal can send one. */
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
  await recordActivity(sql, {
    actor,
    action: outcome.state === null ? 'rollout.decision_refused' : `rollout.${input.decision}`,
    subjectKind: 'rollout',
    subjectId: rollout.id,
    integrationId: rollout.integrationId,
    partnerId: rollout.partnerId,
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

async function write(sql: Sql, rollout: RolloutRecord, decision: RolloutDecision, state: string): Promise<void> {
  const isFinal = state === 'aborted';
  // A plain move withholds nothing while it runs; stopped, its tenants stay where they are.
  const isWithholding = decision !== 'resume' || rollout.kind === 'gradual';
  await sql.query(
    `update rollouts set state = $2, reason = null, is_withholding = $3 and channels <> '{}', modified_at = clock_timestamp(),
       failure_limit = case when $4 then null else failure_limit end,
       finished_at = case when $5 then clock_timestamp() end where id = $1`,
    [rollout.id, state, isWithholding, decision === 'resume' && rollout.state === 'halted', isFinal],
  );
  if (decision === 'rollback') await moveChannelBack(sql, rollout);
}

async function moveChannelBack(sql: Sql, rollout: RolloutRecord): Promise<void> {
  const { integrationId, releaseId, previousReleaseId, channel } = rollout;
  if (rollout.cause !== 'channel') return;
  await sql.query(
    `update integrations set default_release_id = $3, modified_at = greatest(clock_timestamp(), modified_at + interval '1 millisecond')
     where id = $1 and default_release_id = $2 and $4 = 'Default'`,
    [integrationId, releaseId, previousReleaseId, channel],
  );
  await sql.query(
    `update channels set release_id = $3, modified_at = clock_timestamp()
     where integration_id = $1 and release_id = $2 and not follows_latest and name = $4`,
    [integrationId, releaseId, previousReleaseId, channel],
  );
}
