import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import {
  listChannelsOfLatest,
  pointChannel,
  pointDefaultChannel,
  readChannelRelease,
} from '../../db/stores/channels/channel-store.ts';
import { lockIntegrationRow } from '../../db/stores/integrations/integration-lock-store.ts';
import { readReleaseState } from '../../db/stores/releases/release-store.ts';
import { countAffectedTenants, listMissingTenants } from '../../db/stores/rollouts/affected-tenant-store.ts';
import { lockOpenRollouts, notifyRolloutJobs, stopWithholding } from '../../db/stores/rollouts/rollout-queue-store.ts';
import { type BulkSelection, insertRollout, moveRollout } from '../../db/stores/rollouts/rollout-store.ts';
import type { FailureLimit, RolloutStep } from '../../domain/rollouts/next-move.ts';
import { type RolloutCause, type RolloutIdentity, resolveConflict } from '../../domain/rollouts/rollout-conflict.ts';
import { AppError } from '../../errors/app-error.ts';

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
 * Stores a rollout and moves its channel, in the caller's transaction; a worker runs it.
 * @throws AppError not_found, archived, invalid_input, release_not_ready, rollout_running
 */
export async function createRollout(sql: Sql, request: RolloutRequest): Promise<CreatedRollout> {
  const { integrationId, cause, releaseId, channel, selection, gradual, startedBy } = request;
  const partnerId = await requireIntegration(sql, integrationId);
  await requireReadyRelease(sql, integrationId, releaseId);
  await requireTenants(sql, request);
  await resolveConflicts(sql, request);
  const previousReleaseId = await moveChannel(sql, request);
  const channels = await channelsOf(sql, request);
  const affected = await countAffectedTenants(sql, { integrationId, releaseId, channels, selection: selection ?? {} });
  await stopWithholding(sql, integrationId, channels);
  const id = await insertRollout(sql, {
    ...{ integrationId, cause, releaseId, channel, previousReleaseId, selection, channels, startedBy },
    kind: gradual === null ? 'move' : 'gradual',
    steps: gradual?.steps ?? AT_ONCE,
    failureLimit: gradual?.failureLimit ?? null,
    state: affected === 0 ? 'completed' : 'queued',
    total: affected,
    isWithholding: gradual !== null && affected > 0,
  });
  await notifyRolloutJobs(sql);
  await recordActivity(sql, {
    ...{ actor: startedBy, action: 'rollout.created', subjectKind: 'rollout', subjectId: id, integrationId, partnerId },
    before: { release_id: previousReleaseId },
    after: { cause, channel, release_id: releaseId, affected, gradual },
  });
  return { id, affected };
}

async function requireIntegration(sql: Sql, id: number): Promise<number | null> {
  const integration = await lockIntegrationRow(sql, id);
  if (integration === null) throw new AppError('not_found', 'There is no integration with this id.');
  if (integration.archivedAt) throw new AppError('archived', 'The integration is archived.');
  return integration.partnerId;
}

/** @throws AppError invalid_input, release_not_ready */
export async function requireReadyRelease(sql: Sql, integrationId: number, releaseId: number): Promise<void> {
  const state = await readReleaseState(sql, integrationId, releaseId);
  if (state === null) {
    const issues = [{ pointer: '/release_id', message: 'is not the id of a release of this integration' }];
    throw new AppError('invalid_input', 'The release is not valid.', { issues });
  }
  if (state === 'ready') return;
  throw new AppError('release_not_ready', `The release is ${state}; tenants move to ready ones only.`);
}

const MAX_NAMED_IDS = 10;

/** @throws AppError invalid_input where a chosen tenant is not one of the integration, or is archived */
export async function requireTenants(
  sql: Sql,
  { integrationId, selection }: Pick<RolloutRequest, 'integrationId' | 'selection'>,
): Promise<void> {
  const tenantIds = selection?.tenantIds;
  if (!tenantIds) return;
  const missing = await listMissingTenants(sql, { integrationId, tenantIds, limit: MAX_NAMED_IDS });
  if (missing.length === 0) return;
  const message = `name tenants that this integration does not have, or that are archived: ${missing.join(', ')}`;
  throw new AppError('invalid_input', `The tenants are not valid: they ${message}.`, {
    issues: [{ pointer: '/tenants/ids', message }],
  });
}

/** Supersedes open rollouts that the new one replaces. @throws AppError rollout_running where one conflicts */
async function resolveConflicts(sql: Sql, { integrationId, cause, channel, gradual }: RolloutRequest): Promise<void> {
  const wanted: RolloutIdentity = { cause, channel, kind: gradual ? 'gradual' : 'move' };
  const open = await lockOpenRollouts(sql, integrationId);
  const outcomes = open.map((one) => ({ id: one.id, outcome: resolveConflict(one, wanted) }));
  const obstacle = outcomes.find(({ outcome }) => outcome === 'refuse');
  if (obstacle) {
    const message = `Rollout ${obstacle.id} of this integration is under way: wait for it or abort it.`;
    throw new AppError('rollout_running', message);
  }
  for (const { id, outcome } of outcomes) {
    if (outcome === 'supersede') await moveRollout(sql, id, { to: 'superseded', isWithholding: false });
  }
}

/** Returns the release that the channel pointed to before; null for moves without a channel. */
async function moveChannel(
  sql: Sql,
  { integrationId, cause, channel, releaseId }: RolloutRequest,
): Promise<number | null> {
  if (cause !== 'channel' || channel === null) return null;
  const previous = await readChannelRelease(sql, integrationId, channel);
  const isMoved =
    channel === 'Default'
      ? await pointDefaultChannel(sql, integrationId, releaseId)
      : await pointChannel(sql, { integrationId, name: channel, releaseId });
  if (isMoved) return previous;
  const issues = [{ pointer: '/channel', message: 'is neither Default nor a named channel of this integration' }];
  throw new AppError('invalid_input', 'There is no such channel.', { issues });
}

/** Returns the channels whose followers the request is about; none for a bulk move. */
export async function channelsOf(
  sql: Sql,
  request: Pick<RolloutRequest, 'cause' | 'channel' | 'integrationId'>,
): Promise<readonly string[]> {
  if (request.cause === 'bulk') return [];
  if (request.channel !== null) return [request.channel];
  return ['Latest', ...(await listChannelsOfLatest(sql, request.integrationId))];
}

const AT_ONCE: readonly RolloutStep[] = [{ percent: 100, bakeSeconds: 0 }];
