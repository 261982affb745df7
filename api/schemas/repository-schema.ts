import { type Static, Type } from 'typebox';
import type { RepositoryTestRow } from '../../src/db/stores/source-control/git-hook-repository.ts';
import { REPOSITORY_STATES, type RepositoryStatus } from '../../src/domain/source-control/repository-status.ts';
import { Id, Nullable, OneOf, Time, toTimeOrNull } from './common-schema.ts';

const FailureSchema = Type.Object(
  {
    step: Type.String({
      description: 'dns, connect, tls, authentication, repository, branch, commit, size, timeout or manifest',
    }),
    code: Type.String(),
    message: Type.String(),
  },
  { $id: 'RepositoryFailure' },
);

export const RepositorySchema = Type.Object(
  {
    integration_id: Id,
    integration_name: Type.String(),
    repository_url: Nullable(Type.String()),
    repository_tracking_branch: Nullable(Type.String()),
    repository_path: Type.String(),
    source_connection_id: Nullable(Id),
    status: OneOf(REPOSITORY_STATES),
    failure: Nullable(FailureSchema),
    head_sha: Nullable(Type.String()),
    head_date: Nullable(Time),
    last_push_date: Nullable(Time),
    last_delivery_date: Nullable(Time),
    polled_date: Nullable(Time),
    next_poll_date: Nullable(Time),
    has_webhook: Type.Boolean(),
  },
  { $id: 'Repository' },
);

export function toRepositoryJson(status: RepositoryStatus): Static<typeof RepositorySchema> {
  return {
    integration_id: status.integrationId,
    integration_name: status.integrationName,
    repository_url: status.url,
    repository_tracking_branch: status.branch,
    repository_path: status.path,
    source_connection_id: status.sourceConnectionId,
    status: status.state,
    failure: status.failure && { ...status.failure },
    head_sha: status.head,
    head_date: toTimeOrNull(status.headAt),
    last_push_date: toTimeOrNull(status.lastPushAt),
    last_delivery_date: toTimeOrNull(status.lastDeliveryAt),
    polled_date: toTimeOrNull(status.polledAt),
    next_poll_date: toTimeOrNull(status.nextPollAt),
    has_webhook: status.hasWebhook,
  };
}

export const RepositoryTestSchema = Type.Object(
  {
    test_id: Nullable(Type.String()),
    state: OneOf(['never', 'running', 'passed', 'failed']),
    requested_date: Nullable(Time),
    finished_date: Nullable(Time),
    failed_step: Nullable(FailureSchema.properties.step),
    code: Nullable(Type.String()),
    message: Nullable(Type.String()),
    commit_sha: Nullable(Type.String()),
    manifest_path: Nullable(Type.String()),
  },
  { $id: 'RepositoryTest' },
);

export function toRepositoryTestJson(test: RepositoryTestRow | null): Static<typeof RepositoryTestSchema> {
  const result = test !== null && test.finishedId === test.requestedId ? test.result : null;
  const failure = result?.failure ?? null;
  const outcome = failure === null ? 'passed' : 'failed';
  return {
    test_id: test?.requestedId ?? null,
    state: test === null ? 'never' : result === null ? 'running' : outcome,
    requested_date: toTimeOrNull(test?.requestedAt ?? null),
    finished_date: result === null ? null : toTimeOrNull(test?.finishedAt ?? null),
    failed_step: failure?.step ?? null,
    code: failure?.code ?? null,
    message: failure?.message ?? null,
    commit_sha: result?.commit_sha ?? null,
    manifest_path: result?.manifest_path ?? null,
  };
}
