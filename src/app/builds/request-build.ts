import type { Database, Sql } from '../../db/database.ts';
import { type LockedRepository, lockRepository } from '../../db/stores/integrations/integration-lock-store.ts';
import type { RequestedRef } from '../../db/stores/releases/build-queue-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { insertQueuedRelease, type QueuedRelease } from '../releases/index.ts';

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

/**
 * Makes a queued release with the integration's next number; a job starts its build.
 * @throws AppError `not_found` · `archived` · `invalid_input`
 */
export function requestBuild(
  database: Pick<Database, 'transaction'>,
  input: RequestBuildInput,
): Promise<QueuedRelease> {
  return database.transaction(async (sql) => {
    const { url, trackingBranch, path } = await requireRepository(sql, input.integrationId);
    if (url === null) throw invalid('The integration has no repository to build from.');
    const ref = input.ref ?? (trackingBranch ? { kind: 'branch' as const, name: trackingBranch } : null);
    if (ref === null) throw invalid('The integration has no tracking branch, so say which branch to build.');
    return insertQueuedRelease(sql, {
      integrationId: input.integrationId,
      ref,
      branch: ref.name,
      isTracking: ref.kind === 'branch' && ref.name === trackingBranch,
      tag: input.tag,
      repositoryUrl: url,
      repositoryPath: path,
      requestedBy: input.requestedBy,
      retryOf: null,
      isCacheIgnored: input.isCacheIgnored ?? false,
    });
  });
}

async function requireRepository(sql: Sql, integrationId: number): Promise<LockedRepository> {
  const repository = await lockRepository(sql, integrationId);
  if (repository === null) throw new AppError('not_found', `There is no integration ${integrationId}.`);
  if (repository.archivedAt !== null) throw new AppError('archived', 'The integration is archived.');
  if (repository.type !== 'Internal') throw invalid('Only an internal integration has code to build.');
  return repository;
}

function invalid(message: string): AppError {
  return new AppError('invalid_input', message, { issues: [{ pointer: '/integration_id', message }] });
}
