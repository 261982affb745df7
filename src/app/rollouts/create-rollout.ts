import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import type { FailureLimit, RolloutStep } from '../../domain/rollouts/next-move.ts';
import { type RolloutCause, type RolloutIdentity, resolveConflict } from '../../domain/rollouts/rollout-conflict.ts';
import type { RolloutState } from '../../domain/rollouts/rollout-state.ts';
import { AppError } from '../../errors/app-error.ts';
import { AFFECTED, type AffectedQuery, affectedValues } from './affected-tenants.ts';
import type { BulkSelection } from './rollout-record.ts';

export interface RolloutRequest {
  readonly integrationId: number;
  readonly cause: RolloutCause;
  readonly releaseId: number;
  /** The channel that moves; null for bulk moves and for `latest`. */
  readonly channel: string | null;
  readonly selection: BulkSelection | null;
  /** Null = all at once. */
  readonly gradual: { readonly steps: readonly RolloutStep[]; readonly failureLimit: FailureLimit } | null;
  readonly startedBy: string;
}

export interface CreatedRollout {
  readonly id: number;
  readonly affected: number;
}

/**
 * Writes a rollout down and moves its channel, in the caller's transaction; a worker carries it out.
 * @throws AppError not_found, invalid_input, release_not_ready, rollout_running
 */
export async function createRollout(sql: Sql, request: RolloutRequest): Promise<CreatedRollout> {
  const partnerId = await lockIntegration(sql, request.integrationId);
  await requireReadyRelease(sql, request.integrationId, request.releaseId);
  await makeCapacity(sql, request);
  const previousReleaseId = await moveChannel(sql, request);
  const channels = await channelsOf(sql, request);
  const query = { ...request, channels, selection: request.selection ?? {} };
  const affected = await countAffected(sql, query);
  await sql.query(
    `update rollouts set is_withholding = false where integration_id = $1 and is_withholding and finished_at is not null and channels && $2::text[]`,
    [request.integrationId, channels],
  );
  const id = await insertRollout(sql, request, { channels, affected, previousReleaseId });
  await recordActivity(sql, {
    ...{ actor: request.startedBy, action: 'rollout.created', subjectKind: 'rollout', subjectId: id },
    ...{ integrationId: request.integrationId, partnerId, before: { release_id: previousReleaseId } },
    after: {
      cause: request.cause,
      channel: request.channel,
      release_id: request.releaseId,
      affected,
      gradual: request.gradual,
    },
  });
  return { id, affected };
}

async function lockIntegration(sql: Sql, id: number): Promise<number | null> {
  const rows = await sql.query<{ partner_id: number | null; archived_at: Date | null }>(
    `select partner_id, archived_at from integrations where id = $1 for update`,
    [id],
  );
  if (!rows[0]) throw new AppError('not_found', 'There is no integration with this id.');
  if (rows[0].archived_at) throw new AppError('archived', 'The integration is archived.');
  return rows[0].partner_id;
}

/** @throws AppError invalid_input, release_not_ready */
export async function requireReadyRelease(sql: Sql, integrationId: number, releaseId: number): Promise<void> {
  const rows = await sql.query<{ state: string }>(`select state from releases where id = $1 and integration_id = $2`, [
    releaseId,
    integrationId,
  ]);
  if (!rows[0]) {
    const issues = [{ pointer: '/release_id', message: 'is not the id of a release of this integration' }];
    throw new AppError('invalid_input', 'The release is not valid.', { issues });
  }
  if (rows[0].state === 'ready') return;
  throw new AppError('release_not_ready', `The release is ${rows[0].state}; tenants move to ready ones only.`);
}

/** Settles what becomes of the open ones: superseded, waited for, or in the way. */
async function makeCapacity(sql: Sql, request: RolloutRequest): Promise<void> {
  const open = await sql.query<RolloutIdentity & { id: number; state: RolloutState }>(
    `select id, cause, kind, channel, state from rollouts where integration_id = $1 and finished_at is null order by id for update`,
    [request.integrationId],
  );
  const wanted: RolloutIdentity = {
    cause: request.cause,
    channel: request.channel,
    kind: request.gradual ? 'gradual' : 'move',
  };
  const outcomes = open.map((one) => ({ id: one.id, outcome: resolveConflict(one, wanted) }));
  const obstacle = outcomes.find(({ outcome }) => outcome === 'refuse');
  if (obstacle) {
    throw new AppError(
      'rollout_running',
      `Rollout ${obstacle.id} of this integration is under way: wait for it or abort it.`,
    );
  }
  const superseded = outcomes.filter(({ outcome }) => outcome === 'supersede').map(({ id }) => id);
  await sql.query(
    `update rollouts set state = 'superseded', is_withholding = false, finished_at = clock_timestamp(), modified_at = clock_timestamp()
     where id = any ($1)`,
    [superseded],
  );
}

async function moveChannel(
  sql: Sql,
  { integrationId, cause, channel, releaseId }: RolloutRequest,
): Promise<number | null> {
  if (cause !== 'channel' || channel === null) return null;
  const [old] = await sql.query<{ id: number | null }>(`select channel_release_id($1, $2) as id`, [
    integrationId,
    channel,
  ]);
  const moved =
    channel === 'Default'
      ? await sql.query(
          `update integrations set default_release_id = $2, modified_at = greatest(clock_timestamp(), modified_at + interval '1 millisecond')
           where id = $1 returning id`,
          [integrationId, releaseId],
        )
      : await sql.query(
          `update channels set release_id = $2, follows_latest = false, modified_at = clock_timestamp()
           where integration_id = $1 and name = $3 returning id`,
          [integrationId, releaseId, channel],
        );
  if (moved.length > 0) return old?.id ?? null;
  const issues = [{ pointer: '/channel', message: 'is neither Default nor a named channel of this integration' }];
  throw new AppError('invalid_input', 'There is no such channel.', { issues });
}

/** The channels whose followers the wish is about; none for a bulk move. */
export async function channelsOf(
  sql: Sql,
  request: Pick<RolloutRequest, 'cause' | 'channel' | 'integrationId'>,
): Promise<readonly string[]> {
  if (request.cause === 'bulk') return [];
  if (request.channel !== null) return [request.channel];
  const rows = await sql.query<{ name: string }>(
    `select name from channels where integration_id = $1 and follows_latest order by name`,
    [request.integrationId],
  );
  return ['Latest', ...rows.map(({ name }) => name)];
}

async function countAffected(sql: Sql, query: AffectedQuery): Promise<number> {
  const rows = await sql.query<{ count: number }>(
    `select count(*) as count from tenants t where ${AFFECTED}`,
    affectedValues(query),
  );
  return rows[0]?.count ?? 0;
}

const AT_ONCE: readonly RolloutStep[] = [{ percent: 100, bakeSeconds: 0 }];

async function insertRollout(
  sql: Sql,
  request: RolloutRequest,
  facts: { channels: readonly string[]; affected: number; previousReleaseId: number | null },
): Promise<number> {
  const isGradual = request.gradual !== null;
  const state = facts.affected === 0 ? 'completed' : 'queued';
  const rows = await sql.query<{ id: number }>(
    `insert into rollouts (integration_id, cause, kind, release_id, channel, previous_release_id, selection, channels, steps,
       failure_limit, state, total, is_withholding, started_by, finished_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, case when $11 = 'completed' then clock_timestamp() end)
     returning id`,
    [
      ...[request.integrationId, request.cause, isGradual ? 'gradual' : 'move', request.releaseId, request.channel],
      ...[facts.previousReleaseId, JSON.stringify(request.selection ?? {}), facts.channels],
      ...[
        JSON.stringify(request.gradual?.steps ?? AT_ONCE),
        request.gradual ? JSON.stringify(request.gradual.failureLimit) : null,
      ],
      ...[state, facts.affected, isGradual && facts.affected > 0, request.startedBy],
    ],
  );
  await sql.query(`select pg_notify('hubwright_relay', '')`);
  return (rows[0] as { id: number }).id;
}
