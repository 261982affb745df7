import type { BuildToStart } from '../../../contracts/build-workflow.ts';
import { WAKE_JOBS_CHANNEL } from '../../../contracts/task-queues.ts';
import type { ReleaseState } from '../../../domain/releases/release-state.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface RequestedRef {
  readonly kind: 'branch' | 'tag' | 'commit';
  readonly name: string;
}

export interface NewRelease {
  readonly integrationId: number;
  readonly ref: RequestedRef;
  /** What people read as its branch. */
  readonly branch: string;
  /** Whether it may become `latest`. */
  readonly isTracking: boolean;
  readonly tag: string | null;
  readonly repositoryUrl: string;
  readonly repositoryPath: string;
  readonly requestedBy: string;
  readonly retryOf: number | null;
  /** Builds everything anew. */
  readonly isCacheIgnored?: boolean;
}

const NEXT_NUMBER = statement<{ number: number }>(`
  update integrations set last_release_number = last_release_number + 1 where id = $1
  returning last_release_number as number`);

/** Takes the integration's next release number. */
export async function acquireReleaseNumber(sql: Sql, integrationId: number): Promise<number> {
  const [row] = await sql.query(NEXT_NUMBER, [integrationId]);
  return (row as { number: number }).number;
}

const INSERT = statement<{ id: number }>(`
  insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, tag,
    repository_url, repository_path, requested_by, retry_of, is_cache_ignored)
  values ($1, $2, 'queued', $3, $4, $5, $6, $7, $8, $9, $10, $11)
  returning id, pg_notify('${WAKE_JOBS_CHANNEL}', 'build')`);

/** Inserts a queued release, wakes the job that admits it, and returns its id. */
export async function insertRelease(sql: Sql, release: NewRelease & { readonly number: number }): Promise<number> {
  const [row] = await sql.query(INSERT, [
    release.integrationId,
    release.number,
    release.branch,
    release.isTracking,
    JSON.stringify(release.ref),
    release.tag,
    release.repositoryUrl,
    release.repositoryPath,
    release.requestedBy,
    release.retryOf,
    release.isCacheIgnored ?? false,
  ]);
  return (row as { id: number }).id;
}

export interface QueuedBuild {
  readonly id: number;
  readonly partnerId: number | null;
}

const LOCK_QUEUED = statement<QueuedBuild>(`
  select r.id, i.partner_id as "partnerId"
  from releases r join integrations i on i.id = r.integration_id
  where r.state = 'queued'
  order by (select min(o.queued_at) from releases o where o.integration_id = r.integration_id and o.state = 'queued'),
    r.integration_id, r.number desc
  limit 500
  for update of r skip locked`);

/** Locks queued builds: by the integration that waits longest, and of each integration the newest first. */
export function lockQueuedBuilds(sql: Sql): Promise<QueuedBuild[]> {
  return sql.query(LOCK_QUEUED);
}

const COUNT_BUILDING = statement<{ partnerId: number | null; count: number }>(`
  select i.partner_id as "partnerId", count(*) as count from releases r join integrations i on i.id = r.integration_id
  where r.state = 'building' group by 1`);

/** Returns how many builds each partner has under way; the hub's own integrations are the partner null. */
export async function countLiveBuilds(sql: Sql): Promise<Map<number | null, number>> {
  return new Map((await sql.query(COUNT_BUILDING)).map(({ partnerId, count }) => [partnerId, count]));
}

const TO_START = statement<BuildToStart & { readonly id: number }>(`
  select r.id, r.id as "releaseId", r.number as "releaseNumber", r.integration_id as "integrationId",
    i.partner_id as "partnerId", i.name as "integrationName"
  from releases r join integrations i on i.id = r.integration_id
  where r.state = 'building' and r.id <> all($2::bigint[])
    and (r.executor_at is null or r.executor_at < clock_timestamp() - make_interval(secs => $1))
    and not exists (select 1 from attempts a where a.release_id = r.id
      and (a.finished_at is null or a.finished_at > clock_timestamp() - make_interval(secs => $1)))
  order by r.queued_at limit 100`);

/** Returns admitted builds that no worker executes: never started, or without a live attempt for `restartAfterS` seconds. */
export function listBuildsToStart(
  sql: Sql,
  { restartAfterS, except }: { readonly restartAfterS: number; readonly except: readonly number[] },
): Promise<(BuildToStart & { readonly id: number })[]> {
  return sql.query(TO_START, [restartAfterS, except]);
}

const SAVE_EXECUTOR = statement(`
  update releases set executor_workflow_id = $2, executor_run_id = $3, executor_at = clock_timestamp() where id = $1`);

/** Records the workflow that executes a build. */
export async function saveBuildExecutor(
  sql: Sql,
  releaseId: number,
  executor: { readonly workflowId: string; readonly runId: string },
): Promise<void> {
  await sql.query(SAVE_EXECUTOR, [releaseId, executor.workflowId, executor.runId]);
}

export interface ReleaseToRetry {
  readonly integrationId: number;
  readonly state: ReleaseState;
  readonly branch: string;
  readonly isTracking: boolean;
  /** Whether nothing newer of the tracking branch is ready or on its way. */
  readonly isNewest: boolean;
  readonly requestedRef: RequestedRef;
  readonly commitSha: string | null;
  readonly tag: string | null;
  readonly repositoryUrl: string;
  readonly repositoryPath: string;
  readonly isArchived: boolean;
}

const READ_TO_RETRY = statement<ReleaseToRetry>(`
  select r.integration_id as "integrationId", r.state, r.branch, r.is_tracking as "isTracking",
    r.requested_ref as "requestedRef", r.commit_sha as "commitSha", r.tag, r.repository_url as "repositoryUrl",
    r.repository_path as "repositoryPath", i.archived_at is not null as "isArchived",
    not exists (select 1 from releases n where n.integration_id = r.integration_id and n.number > r.number
      and n.is_tracking and n.state in ('queued', 'building', 'ready')) as "isNewest"
  from releases r join integrations i on i.id = r.integration_id where r.id = $1`);

/** Null where there is no such release. */
export async function readReleaseToRetry(sql: Sql, id: number): Promise<ReleaseToRetry | null> {
  const [release] = await sql.query(READ_TO_RETRY, [id]);
  return release ?? null;
}
