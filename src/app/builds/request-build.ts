import type { Database, Sql } from '../../db/database.ts';
import { AppError } from '../../errors/app-error.ts';
import { insertQueuedRelease, type QueuedRelease, type RequestedRef } from '../releases/index.ts';

export interface RequestBuildInput {
  readonly integrationId: number;
  /** A label of the release, no git ref; may repeat. */
  readonly tag: string | null;
  /** Null = the tracking branch; any other branch, a tag or a commit never becomes `latest`. */
  readonly ref: RequestedRef | null;
  readonly requestedBy: string;
  /** True: neither the cache nor an artifact of the same commit is used. */
  readonly isCacheIgnored?: boolean;
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
): Promise<QueuedRelease> {
  return database.transaction(async (sql) => {
    const integration = await lockIntegration(sql, input.integrationId);
    const { repository_url: repositoryUrl, repository_tracking_branch: trackingBranch } = integration;
    if (repositoryUrl === null) throw invalid('The integration has no repository to build from.');
    const ref = input.ref ?? (trackingBranch ? { kind: 'branch' as const, name: trackingBranch } : null);
    if (ref === null) throw invalid('The integration has no tracking branch, so say which branch to build.');
    const release = {
      ...{
        integrationId: input.integrationId,
        ref,
        branch: ref.name,
        retryOf: null,
        isCacheIgnored: input.isCacheIgnored ?? false,
      },
      isTracking: ref.kind === 'branch' && ref.name === trackingBranch,
      ...{ tag: input.tag, repositoryUrl, repositoryPath: integration.repository_path, requestedBy: input.requestedBy },
    };
    return insertQueuedRelease(sql, release);
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

function invalid(message: string): AppError {
  return new AppError('invalid_input', message, { issues: [{ pointer: '/integration_id', message }] });
}
