import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface GitHook {
  readonly integrationId: number;
}

const FIND_HOOK = statement<GitHook>(
  `select id as "integrationId" from integrations where hook_token_hash = $1 and archived_at is null`,
);

/** Returns the integration whose webhook address this is; null for none. */
export async function findGitHook(sql: Sql, tokenHash: string): Promise<GitHook | null> {
  const [hook] = await sql.query(FIND_HOOK, [tokenHash]);
  return hook ?? null;
}

const SAVE_TOKEN = statement(`update integrations set hook_token_hash = $2 where id = $1`);

/** Gives an integration's webhook a new address; the old one stops. */
export async function saveHookToken(sql: Sql, integrationId: number, tokenHash: string): Promise<void> {
  await sql.query(SAVE_TOKEN, [integrationId, tokenHash]);
}

const READ_DATE = statement<{ modified_at: Date }>(`select modified_at from settings_secrets where owner = $1`);

/** Returns when the webhook's address was made; null where it has none. */
export async function readGitHookDate(sql: Sql, secretOwner: string): Promise<Date | null> {
  const [row] = await sql.query(READ_DATE, [secretOwner]);
  return row?.modified_at ?? null;
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

const READ_TEST = statement<RepositoryTestRow>(`
  select test_requested_id as "requestedId", test_requested_at as "requestedAt", test_id as "finishedId",
    tested_at as "finishedAt", test_result as result
  from repository_watches where integration_id = $1 and test_requested_id is not null`);

/** Returns the last test of a repository; null where it was never tested. */
export async function readRepositoryTest(sql: Sql, integrationId: number): Promise<RepositoryTestRow | null> {
  const [test] = await sql.query(READ_TEST, [integrationId]);
  return test ?? null;
}

const REQUEST_TEST = statement(`
  insert into repository_watches (integration_id, test_requested_id, test_requested_at)
  values ($1, $2, clock_timestamp())
  on conflict (integration_id) do update set test_requested_id = excluded.test_requested_id,
    test_requested_at = excluded.test_requested_at`);

/** Records which test was requested last. */
export async function recordRepositoryTest(sql: Sql, integrationId: number, testId: string): Promise<void> {
  await sql.query(REQUEST_TEST, [integrationId, testId]);
}
