import type { Sql } from '../../sql.ts';

export interface GitHook {
  readonly integrationId: number;
}

/** The integration whose webhook address this is, null for none. */
export async function findGitHook(sql: Sql, tokenHash: string): Promise<GitHook | null> {
  const rows = await sql.query<{ id: number }>(
    'select id from integrations where hook_token_hash = $1 and archived_at is null',
    [tokenHash],
  );
  return rows[0] ? { integrationId: rows[0].id } : null;
}

/** When the webhook's address was made, null where it has none. */
export async function readGitHookDate(sql: Sql, secretOwner: string): Promise<Date | null> {
  const rows = await sql.query<{ modified_at: Date }>('select modified_at from settings_secrets where owner = $1', [
    secretOwner,
  ]);
  return rows[0]?.modified_at ?? null;
}

export interface RepositoryTestRow {
  readonly requestedId: string | null;
  readonly requestedAt: Date | null;
  readonly finishedId: string | null;
  readonly finishedAt: Date | null;
  readonly result: {
    readonly failure: { readonly step: string; readonly code: string; readonly message: string } | null;
    readonly commit_sha: string | null;
    readonly manifest_path: string | null;
  } | null;
}

/** The last test of a repository, null where it was never tested. */
export async function readRepositoryTest(sql: Sql, integrationId: number): Promise<RepositoryTestRow | null> {
  const rows = await sql.query<{
    test_requested_id: string | null;
    test_requested_at: Date | null;
    test_id: string | null;
    tested_at: Date | null;
    test_result: RepositoryTestRow['result'];
  }>(
    `select test_requested_id, test_requested_at, test_id, tested_at, test_result
     from repository_watches where integration_id = $1 and test_requested_id is not null`,
    [integrationId],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    requestedId: row.test_requested_id,
    requestedAt: row.test_requested_at,
    finishedId: row.test_id,
    finishedAt: row.tested_at,
    result: row.test_result,
  };
}

/** Notes which test was asked for last. */
export async function recordRepositoryTest(sql: Sql, integrationId: number, testId: string): Promise<void> {
  await sql.query(
    `insert into repository_watches (integration_id, test_requested_id, test_requested_at)
     values ($1, $2, clock_timestamp())
     on conflict (integration_id) do update set test_requested_id = excluded.test_requested_id,
       test_requested_at = excluded.test_requested_at`,
    [integrationId, testId],
  );
}
