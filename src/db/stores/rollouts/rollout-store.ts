import type { FailureLimit, RolloutStep } from '../../../domain/rollouts/next-move.ts';
import type { RolloutCause, RolloutKind } from '../../../domain/rollouts/rollout-conflict.ts';
import { ROLLOUT_TRANSITIONS, type RolloutState } from '../../../domain/rollouts/rollout-state.ts';
import { mayMoveTo, perState } from '../../may-move-to.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

/** Which tenants a bulk move is about; a null field is no condition. */
export interface BulkSelection {
  readonly tenantIds: readonly number[] | null;
  readonly following: 'static' | 'dynamic' | 'latest' | null;
  readonly releaseId: number | null;
  /** How they follow afterwards: null = static on the release. */
  readonly toChannel: string | null;
}

export interface RolloutRecord {
  readonly id: number;
  readonly integrationId: number;
  readonly integrationName: string;
  readonly partnerId: number | null;
  readonly cause: RolloutCause;
  readonly kind: RolloutKind;
  readonly releaseId: number;
  readonly releaseNumber: number;
  readonly channel: string | null;
  readonly previousReleaseId: number | null;
  readonly previousReleaseNumber: number | null;
  readonly selection: BulkSelection | Record<string, never>;
  readonly channels: readonly string[];
  readonly steps: readonly RolloutStep[];
  readonly failureLimit: FailureLimit | null;
  readonly step: number;
  readonly state: RolloutState;
  readonly reason: string | null;
  readonly isPlanned: boolean;
  readonly total: number;
  readonly preview: Readonly<Record<string, unknown>> | null;
  readonly startedBy: string;
  readonly startedByName: string | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly createdAt: Date;
}

const SELECT = `
  select r.id, r.integration_id as "integrationId", i.long_name as "integrationName", i.partner_id as "partnerId", r.cause, r.kind, r.release_id as "releaseId",
    r.channel, r.previous_release_id as "previousReleaseId", r.selection, r.channels, r.steps,
    r.failure_limit as "failureLimit", r.step, r.state, r.reason, r.is_planned as "isPlanned", r.total, r.preview,
    (select l.number from releases l where l.id = r.release_id) as "releaseNumber",
    (select l.number from releases l where l.id = r.previous_release_id) as "previousReleaseNumber",
    r.started_by as "startedBy", actor_name(r.started_by) as "startedByName", r.started_at as "startedAt", r.finished_at as "finishedAt", r.created_at as "createdAt"
  from rollouts r join integrations i on i.id = r.integration_id`;

const READ = statement<RolloutRecord>(`${SELECT} where r.id = $1`);
const LOCK = {
  share: statement<RolloutRecord>(`${SELECT} where r.id = $1 for share of r`),
  update: statement<RolloutRecord>(`${SELECT} where r.id = $1 for update of r`),
};

export async function readRollout(sql: Sql, id: number): Promise<RolloutRecord | null> {
  const [rollout] = await sql.query(READ, [id]);
  return rollout ?? null;
}

/** Locks the rollout until the transaction ends. With `share`, pages share it and a decision waits for them. */
export async function lockRollout(sql: Sql, id: number, strength: keyof typeof LOCK): Promise<RolloutRecord | null> {
  const [rollout] = await sql.query(LOCK[strength], [id]);
  return rollout ?? null;
}

const READ_MANY =
  statement<RolloutRecord>(`${SELECT} join unnest($1::bigint[]) with ordinality as a (id, place) on a.id = r.id
  order by a.place`);

/** Returns the rollouts with these ids, in the order of the ids. */
export function readRollouts(sql: Sql, ids: readonly number[]): Promise<RolloutRecord[]> {
  return sql.query(READ_MANY, [ids]);
}

export interface NewRollout {
  readonly integrationId: number;
  readonly cause: RolloutCause;
  readonly kind: RolloutKind;
  readonly releaseId: number;
  readonly channel: string | null;
  readonly previousReleaseId: number | null;
  readonly selection: BulkSelection | null;
  readonly channels: readonly string[];
  readonly steps: readonly RolloutStep[];
  readonly failureLimit: FailureLimit | null;
  readonly state: Extract<RolloutState, 'queued' | 'completed'>;
  readonly total: number;
  readonly isWithholding: boolean;
  readonly startedBy: string;
}

const INSERT = statement<{ id: number }>(`
  insert into rollouts (integration_id, cause, kind, release_id, channel, previous_release_id, selection, channels, steps,
    failure_limit, state, total, is_withholding, started_by, finished_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text, $12, $13, $14, case when $11::text = 'completed' then clock_timestamp() end)
  returning id`);

/** Returns the id of the new rollout. */
export async function insertRollout(sql: Sql, rollout: NewRollout): Promise<number> {
  const { failureLimit } = rollout;
  const [row] = await sql.query(INSERT, [
    rollout.integrationId,
    rollout.cause,
    rollout.kind,
    rollout.releaseId,
    rollout.channel,
    rollout.previousReleaseId,
    JSON.stringify(rollout.selection ?? {}),
    rollout.channels,
    JSON.stringify(rollout.steps),
    failureLimit === null ? null : JSON.stringify(failureLimit),
    rollout.state,
    rollout.total,
    rollout.isWithholding,
    rollout.startedBy,
  ]);
  return (row as { id: number }).id;
}

type ReachableState = Exclude<RolloutState, 'queued'>;

const STATES = [
  'running',
  'paused',
  'halted',
  'rolling_back',
  'completed',
  'aborted',
  'rolled_back',
  'superseded',
] as const satisfies readonly ReachableState[];

const ENDED: ReadonlySet<RolloutState> = new Set(['completed', 'aborted', 'rolled_back', 'superseded']);

/** The one statement that changes a rollout's state. A rollout without channels withholds nothing. */
const MOVE = perState(STATES, (state) =>
  statement<{ id: number }>(`
    update rollouts set state = '${state}', reason = $2, is_withholding = coalesce($3, is_withholding) and channels <> '{}',
      failure_limit = case when $4 then null else failure_limit end,
      started_at = ${state === 'running' ? 'coalesce(started_at, clock_timestamp())' : 'started_at'},
      finished_at = ${ENDED.has(state) ? 'clock_timestamp()' : 'null'}, modified_at = clock_timestamp()
    where id = $1 and ${mayMoveTo('state', ROLLOUT_TRANSITIONS, state)} returning id`),
);

export interface RolloutMove {
  readonly to: ReachableState;
  /** Why it is not running; default none. */
  readonly reason?: string;
  /** Whether followers of its channels stay on their recorded releases; left out, it stays as it is. */
  readonly isWithholding?: boolean;
  /** Lets it go on whatever share of runs fails. */
  readonly isLimitLifted?: boolean;
}

/** Returns whether the rollout was in a state from which `ROLLOUT_TRANSITIONS` allows the move. */
export async function moveRollout(sql: Sql, id: number, move: RolloutMove): Promise<boolean> {
  const { reason = null, isWithholding = null, isLimitLifted = false } = move;
  return (await sql.query(MOVE[move.to], [id, reason, isWithholding, isLimitLifted])).length === 1;
}

const BEGIN_BAKE = statement(`
  update rollouts set baking_since = coalesce(baking_since, clock_timestamp()), modified_at = clock_timestamp() where id = $1`);

export async function recordBakeStart(sql: Sql, id: number): Promise<void> {
  await sql.query(BEGIN_BAKE, [id]);
}

const NEXT_STEP = statement(`
  update rollouts set step = step + 1, baking_since = null, modified_at = clock_timestamp() where id = $1`);

export async function beginNextStep(sql: Sql, id: number): Promise<void> {
  await sql.query(NEXT_STEP, [id]);
}

const SET_PREVIEW = statement(`update rollouts set preview = $2 where id = $1`);

export async function savePreview(sql: Sql, id: number, preview: object): Promise<void> {
  await sql.query(SET_PREVIEW, [id, JSON.stringify(preview)]);
}
