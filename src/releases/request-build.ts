import { WAKE_RELAY_CHANNEL } from '../contracts/task-queues.ts';
import type { Database, Sql } from '../db/database.ts';
import { AppError } from '../errors/app-error.ts';

export interface RequestBuildInput {
  readonly integrationId: number;
  /** A label of the release, no git ref; may repeat. */
  readonly tag: string | null;
  /** Null = the tracking branch. */
  readonly branch: string | null;
  readonly requestedBy: string;
}

export interface RequestedRelease {
  readonly id: number;
  readonly number: number;
  readonly branch: string;
  readonly isTracking: boolean;
}

interface IntegrationRow {
  readonly type: string;
  readonly archived_at: Date | null;
  readonly repository_url: string | null;
  readonly repository_tracking_branch: string | null;
  readonly repository_path: string;
}

/**
 * Makes a queued release with the integration's next number; the relay starts its build.
 * @throws AppError `not_found` · `archived` · `invalid_input`
 */
export function requestBuild(
  database: Pick<Database, 'transaction'>,
  input: RequestBuildInput,
): Promise<RequestedRelease> {
  return database.transaction(async (sql) => {
    const integration = await lockIntegration(sql, input.integrationId);
    const { repository_url: repositoryUrl, repository_tracking_branch: trackingBranch } = integration;
    if (repositoryUrl === null) throw invalid('The integration has no repository to build from.');
    const branch = input.branch ?? trackingBranch;
    if (branch === null || branch === '')
      throw invalid('The integration has no tracking branch, so say which branch to build.');
    const isTracking = branch === trackingBranch;
    const number = await takeNumber(sql, input.integrationId);
    const rows = await sql.query<{ id: number }>(
      `insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, tag,
         repository_url, repository_path, requested_by)
       values ($1, $2, 'queued', $3, $4, $5, $6, $7, $8, $9) returning id`,
      [
        input.integrationId,
        number,
        branch,
        isTracking,
        JSON.stringify({ kind: 'branch', name: branch }),
        input.tag,
        repositoryUrl,
        integration.repository_path,
        input.requestedBy,
      ],
    );
    await sql.query('select pg_notify($1, $2)', [WAKE_RELAY_CHANNEL, 'build']);
    return { id: (rows[0] as { id: number }).id, number, branch, isTracking };
  });
}

async function lockIntegration(sql: Sql, id: number): Promise<IntegrationRow> {
  const rows = await sql.query<IntegrationRow>(
    `select type, archived_at, repository_url, repository_tracking_branch, repository_path
     from integrations where id = $1 for update`,
    [id],
  );
  const integration = rows[0];
  if (integration === undefined) throw new AppError('not_found', `There is no integration ${id}.`);
  if (integration.archived_at !== null) throw new AppError('archived', 'The integration is archived.');
  if (integration.type !== 'Internal') throw invalid('Only an internal integration has code to build.');
  return integration;
}

async function takeNumber(sql: Sql, integrationId: number): Promise<number> {
  const rows = await sql.query<{ number: number }>(
    `update integrations set last_release_number = last_release_number + 1 where id = $1
     returning last_release_number as number`,
    [integrationId],
  );
  return (rows[0] as { number: number }).number;
}

function invalid(message: string): AppError {
  return new AppError('invalid_input', message, { faults: [{ pointer: '/integration_id', message }] });
}
