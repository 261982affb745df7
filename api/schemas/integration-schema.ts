import { type Static, Type } from 'typebox';
import type { IntegrationFacts } from '../../src/db/stores/integrations/integration-facts.ts';
import {
  INTEGRATION_TYPES,
  type Integration,
  type IntegrationLabels,
} from '../../src/domain/integrations/integration.ts';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from '../../src/domain/runs/retry-policy.ts';
import { effectiveLimits, type RunLimits, toIntegrationLimits } from '../../src/domain/runs/run-limits.ts';
import { Id, Nullable, OneOf, Time, toTime } from './common-schema.ts';
import { ReleaseStateSchema } from './release-schema.ts';
import { SchedulePolicySchema } from './schedule-schema.ts';

export const DefaultChannel = OneOf(['Default', 'Latest'], 'DefaultChannel');
export const IntegrationType = OneOf(INTEGRATION_TYPES, 'IntegrationType');

const Label = Type.Object({ id: Id, name: Type.String(), description: Nullable(Type.String()) }, { $id: 'Label' });

/** What the runs of an integration may use; absent means the hub's own limit, and more than that is refused. */
export const LimitsSchema = Type.Object(
  {
    time_s: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400 })),
    memory_mib: Type.Optional(Type.Integer({ minimum: 32, maximum: 1_048_576 })),
    cpus: Type.Optional(Type.Number({ minimum: 0.1, maximum: 64 })),
    processes: Type.Optional(Type.Integer({ minimum: 8, maximum: 100_000 })),
    disk_mib: Type.Optional(Type.Integer({ minimum: 8, maximum: 1_048_576 })),
    output_mb: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Log that is kept of a run.' })),
  },
  { $id: 'RunLimits', additionalProperties: false },
);

const EffectiveLimits = Type.Object(
  {
    time_s: Type.Number(),
    memory_mib: Type.Number(),
    cpus: Type.Number(),
    processes: Type.Number(),
    disk_mib: Type.Number(),
    output_mb: Type.Number(),
  },
  { $id: 'EffectiveRunLimits' },
);

const Attempts = Type.Optional(Type.Integer({ minimum: 1, maximum: 10 }));

/**
 * Attempts of a run in all, by the class of its failure; 3 for the platform's and 1 for the others unless set. What does not
 * validate is never tried again.
 */
export const RetryPolicySchema = Type.Object(
  {
    platform_attempts: Attempts,
    integration_attempts: Attempts,
    timeout_attempts: Attempts,
    oom_attempts: Attempts,
    refresh_attempts: Attempts,
  },
  { $id: 'RetryPolicy', additionalProperties: false },
);

const LastRelease = Type.Object({ id: Id, number: Type.Integer(), state: ReleaseStateSchema }, { $id: 'LastRelease' });

/** Pandium's fields first, then ours. */
export const IntegrationSchema = Type.Object(
  {
    id: Id,
    created_date: Time,
    modified_date: Time,
    name: Type.String(),
    long_name: Type.String(),
    connectors: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        long_name: Type.String(),
        isGlobal: Type.Boolean(),
        is_global: Type.Boolean(),
      }),
    ),
    repository_path: Type.String(),
    repository_tracking_branch: Nullable(Type.String()),
    repository_url: Nullable(Type.String()),
    type: IntegrationType,
    categories: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        description: Nullable(Type.String()),
        order_index: Type.Integer(),
      }),
    ),
    tags: Type.Array(Label),
    flag: Nullable(Type.Object({ id: Id, name: Type.String(), flag_color: Type.String() })),
    default_release_id: Nullable(Id),
    default_release_channel: Nullable(DefaultChannel),
    state: OneOf(['draft', 'in_review', 'changes_requested', 'published', 'withdrawn', 'rejected', 'archived']),
    partner_id: Nullable(Id),
    partner_name: Nullable(Type.String()),
    default_release_number: Nullable(Type.Integer()),
    tenant_count: Type.Integer({ description: 'Tenants that are not archived.' }),
    last_release: Nullable(LastRelease),
    slug: Type.String(),
    source_connection_id: Nullable(Id),
    short_description: Nullable(Type.String()),
    long_description: Nullable(Type.String()),
    external_link: Nullable(Type.String()),
    limits: LimitsSchema,
    effective_limits: EffectiveLimits,
    run_cap: Nullable(Type.Integer()),
    retry_policy: RetryPolicySchema,
    schedule: SchedulePolicySchema,
    archived: Type.Boolean(),
  },
  { $id: 'Integration' },
);

/** What is shown of an integration beside its own row. */
interface IntegrationParts {
  readonly labels: IntegrationLabels | undefined;
  readonly facts: IntegrationFacts;
}

const NO_LABELS: IntegrationLabels = { connectors: [], categories: [], tags: [], flag: null };

export function toIntegrationJson(
  integration: Integration,
  maxima: RunLimits,
  { labels = NO_LABELS, facts }: IntegrationParts,
): Static<typeof IntegrationSchema> {
  return {
    id: integration.id,
    created_date: toTime(integration.createdAt),
    modified_date: toTime(integration.modifiedAt),
    name: integration.name,
    long_name: integration.longName,
    connectors: labels.connectors.map(({ id, name, longName, isGlobal }) => {
      return { id, name, long_name: longName, isGlobal, is_global: isGlobal };
    }),
    repository_path: integration.repositoryPath,
    repository_tracking_branch: integration.repositoryTrackingBranch,
    repository_url: integration.repositoryUrl,
    type: integration.type,
    categories: labels.categories.map(({ id, name, description, orderIndex }) => {
      return { id, name, description, order_index: orderIndex };
    }),
    tags: labels.tags.map(({ id, name, description }) => ({ id, name, description })),
    flag: labels.flag && { id: labels.flag.id, name: labels.flag.name, flag_color: labels.flag.flagColor },
    default_release_id: integration.defaultReleaseId,
    default_release_channel: integration.defaultReleaseChannel,
    state: integration.archivedAt ? 'archived' : integration.state,
    partner_id: integration.partnerId,
    partner_name: facts.partnerName,
    default_release_number: facts.defaultReleaseNumber,
    tenant_count: facts.tenantCount,
    last_release: facts.lastRelease,
    slug: integration.name,
    source_connection_id: integration.sourceConnectionId,
    short_description: integration.shortDescription,
    long_description: integration.longDescription,
    external_link: integration.externalLink,
    limits: integration.limits,
    effective_limits: toIntegrationLimits(effectiveLimits(maxima, integration.limits)),
    run_cap: integration.runCap,
    retry_policy: toRetryPolicyJson({ ...DEFAULT_RETRY_POLICY, ...integration.retryPolicy }),
    schedule: { ...integration.schedulePolicy, choices: [...integration.schedulePolicy.choices] },
    archived: integration.archivedAt !== null,
  };
}

function toRetryPolicyJson(policy: RetryPolicy): Static<typeof RetryPolicySchema> {
  return {
    platform_attempts: policy.platformAttempts,
    integration_attempts: policy.integrationAttempts,
    timeout_attempts: policy.timeoutAttempts,
    oom_attempts: policy.oomAttempts,
    refresh_attempts: policy.refreshAttempts,
  };
}
