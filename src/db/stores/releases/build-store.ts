import type { BuildFacts } from '../../../domain/releases/build-facts.ts';
import type { ReleaseState } from '../../../domain/releases/release-state.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

const HAS_LIVE_ATTEMPT = `exists (select 1 from attempts a where a.release_id = r.id and a.finished_at is null)`;

const LOCK = statement<{ isCancelRequested: boolean }>(
  `select cancel_requested_at is not null as "isCancelRequested" from releases where id = $1 for update`,
);

/** Locks a release until the transaction ends. Returns whether its cancel was requested; null where there is none. */
export async function lockRelease(sql: Sql, id: number): Promise<{ readonly isCancelRequested: boolean } | null> {
  const [row] = await sql.query(LOCK, [id]);
  return row ?? null;
}

export interface ReleaseToBuild {
  readonly state: ReleaseState;
  readonly integrationId: number;
  readonly releaseNumber: number;
  /** The release's label. */
  readonly tag: string | null;
  readonly branch: string;
  readonly isTracking: boolean;
  readonly requestedRef: { readonly kind: 'branch' | 'tag' | 'commit'; readonly name: string };
  readonly repositoryUrl: string;
  readonly repositoryPath: string;
  readonly sourceConnectionId: number | null;
  /** Neither cache nor an artifact of the same commit is used. */
  readonly isCacheIgnored: boolean;
  readonly isCancelRequested: boolean;
  readonly hasLiveAttempt: boolean;
  /** The last line that an earlier attempt stored. */
  readonly lastLogLine: number;
}

const READ_TO_BUILD = statement<ReleaseToBuild>(`
  select r.state, r.integration_id as "integrationId", r.number as "releaseNumber", r.tag, r.branch, r.is_tracking as "isTracking",
    r.requested_ref as "requestedRef", r.repository_url as "repositoryUrl", r.repository_path as "repositoryPath",
    i.source_connection_id as "sourceConnectionId", r.is_cache_ignored as "isCacheIgnored",
    r.cancel_requested_at is not null as "isCancelRequested", ${HAS_LIVE_ATTEMPT} as "hasLiveAttempt",
    coalesce((select max(c.last_line) from build_log_chunks c where c.release_id = r.id), 0) as "lastLogLine"
  from releases r join integrations i on i.id = r.integration_id where r.id = $1`);

/** Returns what an attempt has to know of its release; null where there is none. */
export async function readReleaseToBuild(sql: Sql, id: number): Promise<ReleaseToBuild | null> {
  const [release] = await sql.query(READ_TO_BUILD, [id]);
  return release ?? null;
}

export interface ReleaseToCancel {
  readonly state: ReleaseState;
  readonly integrationId: number;
  readonly isCancelRequested: boolean;
  readonly hasLiveAttempt: boolean;
}

const READ_TO_CANCEL = statement<ReleaseToCancel>(`
  select r.state, r.integration_id as "integrationId", r.cancel_requested_at is not null as "isCancelRequested",
    ${HAS_LIVE_ATTEMPT} as "hasLiveAttempt"
  from releases r where r.id = $1`);

/** Null where there is no such release. */
export async function readReleaseToCancel(sql: Sql, id: number): Promise<ReleaseToCancel | null> {
  const [release] = await sql.query(READ_TO_CANCEL, [id]);
  return release ?? null;
}

const MARK_STARTED = statement(
  `update releases set started_at = coalesce(started_at, clock_timestamp()) where id = $1`,
);

/** Records when the first attempt of a build began. */
export async function markBuildStarted(sql: Sql, id: number): Promise<void> {
  await sql.query(MARK_STARTED, [id]);
}

const MARK_COMMAND_STARTED = statement(`
  update attempts set state = 'running', started_at = coalesce(started_at, clock_timestamp())
  where id = $1 and finished_at is null`);

/** Records that the build command of an attempt runs. */
export async function markBuildCommandStarted(sql: Sql, attemptId: number): Promise<void> {
  await sql.query(MARK_COMMAND_STARTED, [attemptId]);
}

const SAVE_FACTS = statement(`
  with live as (select 1 from attempts where id = $2 and finished_at is null for share)
  update releases set commit_sha = $3, manifest_path = $4, manifest = $5, toolchain = $6, warnings = $7,
    modified_at = clock_timestamp()
  where id = $1 and state = 'building' and exists (select 1 from live)`);

/** Stores what a build found out so far; nothing where the attempt has ended. */
export async function saveBuildFacts(
  sql: Sql,
  attempt: { readonly releaseId: number; readonly attemptId: number },
  facts: BuildFacts,
): Promise<void> {
  await sql.query(SAVE_FACTS, [
    attempt.releaseId,
    attempt.attemptId,
    facts.commitSha,
    facts.manifestPath,
    facts.manifest && JSON.stringify(facts.manifest),
    facts.toolchain && JSON.stringify(facts.toolchain),
    JSON.stringify(facts.warnings),
  ]);
}

const COUNT_ATTEMPTS = statement<{ count: number }>(
  `select count(*) as count from attempts where release_id = $1 and is_counted`,
);

/** Returns how many attempts of a build count against its retries. */
export async function countBuildAttempts(sql: Sql, releaseId: number): Promise<number> {
  const [row] = await sql.query(COUNT_ATTEMPTS, [releaseId]);
  return row?.count ?? 0;
}

export interface HubLogChunk {
  readonly text: string;
  /** A letter for each line; `h` = the hub's own. */
  readonly kinds: string;
}

const LAST_HUB_CHUNKS = statement<HubLogChunk>(`
  select text, kinds from build_log_chunks where release_id = $1 and kinds like '%h%' order by first_line desc limit 5`);

/** Returns the last chunks of a build's log that hold lines of the hub's own, newest first. */
export function listLastHubChunks(sql: Sql, releaseId: number): Promise<HubLogChunk[]> {
  return sql.query(LAST_HUB_CHUNKS, [releaseId]);
}

const LIVE_ATTEMPTS = statement<{ id: number }>(
  `select id from attempts where id = any($1::bigint[]) and finished_at is null`,
);

/** Returns those of these attempts that have not ended. */
export async function listLiveAttempts(sql: Sql, ids: readonly number[]): Promise<number[]> {
  return (await sql.query(LIVE_ATTEMPTS, [ids])).map(({ id }) => id);
}
