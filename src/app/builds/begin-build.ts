import type { Database, Sql } from '../../db/database.ts';
import { insertAttempt } from '../../db/stores/attempts/attempt-store.ts';
import { RELEASE_TRANSITIONS, type ReleaseState } from '../../domain/releases/release-state.ts';
import { isFinal } from '../../domain/state-machine.ts';

/** What a build has to know of its release. */
export interface BuildInput {
  readonly releaseId: number;
  readonly attemptId: number;
  readonly attemptNumber: number;
  readonly integrationId: number;
  readonly branch: string;
  readonly isTracking: boolean;
  readonly requestedRef: { readonly kind: 'branch' | 'tag' | 'commit'; readonly name: string };
  readonly repositoryUrl: string;
  readonly repositoryPath: string;
  readonly sourceConnectionId: number | null;
  /** Neither cache nor an artifact of the same commit is used. */
  readonly isCacheIgnored: boolean;
  /** The last line that an earlier attempt stored. */
  readonly lastLogLine: number;
}

export type BeginBuildResult =
  | { readonly kind: 'begun'; readonly order: BuildInput }
  /** Another attempt holds the lease, or the release was not admitted yet. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'final'; readonly state: string };

interface ReleaseRow {
  readonly state: ReleaseState;
  readonly integration_id: number;
  readonly branch: string;
  readonly is_tracking: boolean;
  readonly requested_ref: BuildInput['requestedRef'];
  readonly repository_url: string;
  readonly repository_path: string;
  readonly source_connection_id: number | null;
  readonly is_cache_ignored: boolean;
  readonly is_cancel_requested: boolean;
  readonly has_live_attempt: boolean;
  readonly last_line: number;
}

/** Takes the lease of an admitted release's next attempt. */
export function beginBuild(database: Database, releaseId: number, workerId: string): Promise<BeginBuildResult> {
  return database.transaction(async (sql) => {
    await sql.query('select 1 from releases where id = $1 for update', [releaseId]);
    const release = await readRelease(sql, releaseId);
    if (release === null) return { kind: 'final', state: 'cancelled' };
    if (isFinal(RELEASE_TRANSITIONS, release.state)) return { kind: 'final', state: release.state };
    if (release.has_live_attempt || release.state === 'queued') return { kind: 'wait' };
    if (release.is_cancel_requested) {
      await sql.query(
        `update releases set state = 'cancelled', finished_at = clock_timestamp(), is_log_complete = true where id = $1`,
        [releaseId],
      );
      return { kind: 'final', state: 'cancelled' };
    }
    const attempt = await insertAttempt(
      sql,
      { kind: 'release', id: releaseId },
      {
        workerId,
        firstLogLine: release.last_line + 1,
      },
    );
    await sql.query('update releases set started_at = coalesce(started_at, clock_timestamp()) where id = $1', [
      releaseId,
    ]);
    return { kind: 'begun', order: toOrder(releaseId, release, attempt) };
  });
}

async function readRelease(sql: Sql, releaseId: number): Promise<ReleaseRow | null> {
  const rows = await sql.query<ReleaseRow>(
    `select r.state, r.integration_id, r.branch, r.is_tracking, r.requested_ref, r.repository_url, r.repository_path, i.source_connection_id, r.is_cache_ignored,
       r.cancel_requested_at is not null as is_cancel_requested,
       exists (select 1 from attempts a where a.release_id = r.id and a.finished_at is null) as has_live_attempt,
       coalesce((select max(c.last_line) from build_log_chunks c where c.release_id = r.id), 0) as last_line
     from releases r join integrations i on i.id = r.integration_id where r.id = $1`,
    [releaseId],
  );
  return rows[0] ?? null;
}

function toOrder(releaseId: number, release: ReleaseRow, attempt: { id: number; number: number }): BuildInput {
  return {
    releaseId,
    attemptId: attempt.id,
    attemptNumber: attempt.number,
    integrationId: release.integration_id,
    branch: release.branch,
    isTracking: release.is_tracking,
    requestedRef: release.requested_ref,
    repositoryUrl: release.repository_url,
    repositoryPath: release.repository_path,
    sourceConnectionId: release.source_connection_id,
    isCacheIgnored: release.is_cache_ignored,
    lastLogLine: release.last_line,
  };
}
