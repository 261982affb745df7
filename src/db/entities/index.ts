import type { EntitySchema } from '@mikro-orm/core';
import { ApiKeyEntity } from './api-key-entity.ts';
import { AttemptEntity } from './attempt-entity.ts';
import { BuildLogChunkEntity } from './build-log-chunk-entity.ts';
import { CategoryEntity } from './category-entity.ts';
import { ChannelEntity } from './channel-entity.ts';
import { ConnectionEntity } from './connection-entity.ts';
import { ConnectorEntity } from './connector-entity.ts';
import { FeedbackEntity } from './feedback-entity.ts';
import { FlagEntity } from './flag-entity.ts';
import { HookDeliveryEntity } from './hook-delivery-entity.ts';
import { HubEntity } from './hub-entity.ts';
import { HubProcessEntity } from './hub-process-entity.ts';
import { IdempotencyKeyEntity } from './idempotency-key-entity.ts';
import { IntegrationCategoryEntity } from './integration-category-entity.ts';
import { IntegrationConnectorEntity } from './integration-connector-entity.ts';
import { IntegrationEntity } from './integration-entity.ts';
import { IntegrationTagEntity } from './integration-tag-entity.ts';
import { JobStatusEntity } from './job-status-entity.ts';
import { LogChunkEntity } from './log-chunk-entity.ts';
import { PartnerEntity } from './partner-entity.ts';
import { ReleaseEntity } from './release-entity.ts';
import { RepositoryWatchEntity } from './repository-watch-entity.ts';
import { RolloutEntity } from './rollout-entity.ts';
import { RolloutTenantEntity } from './rollout-tenant-entity.ts';
import { RoundEntity } from './round-entity.ts';
import { RunEntity } from './run-entity.ts';
import { ScheduleReconciliationEntity } from './schedule-reconciliation-entity.ts';
import { SettingsSecretEntity } from './settings-secret-entity.ts';
import { SourceConnectionEntity } from './source-connection-entity.ts';
import { TagEntity } from './tag-entity.ts';
import { TenantEntity } from './tenant-entity.ts';
import { TenantMetadataEntity } from './tenant-metadata-entity.ts';
import { TenantOptionEntity } from './tenant-option-entity.ts';
import { TenantPauseEntity } from './tenant-pause-entity.ts';
import { TenantRefreshEntity } from './tenant-refresh-entity.ts';
import { TenantRunSummaryEntity } from './tenant-run-summary-entity.ts';
import { TenantTroubleEntity } from './tenant-trouble-entity.ts';
import { TimerBackendEntity } from './timer-backend-entity.ts';
import { TriggerEntity } from './trigger-entity.ts';
import { UserEntity } from './user-entity.ts';
import { WorkerEntity } from './worker-entity.ts';

/** Every entity of the model; MikroORM discovers no others. */
export const entities: EntitySchema[] = [
  ApiKeyEntity,
  AttemptEntity,
  BuildLogChunkEntity,
  CategoryEntity,
  ChannelEntity,
  ConnectionEntity,
  ConnectorEntity,
  FeedbackEntity,
  FlagEntity,
  HookDeliveryEntity,
  HubEntity,
  HubProcessEntity,
  IdempotencyKeyEntity,
  IntegrationEntity,
  IntegrationCategoryEntity,
  IntegrationConnectorEntity,
  IntegrationTagEntity,
  JobStatusEntity,
  LogChunkEntity,
  PartnerEntity,
  ReleaseEntity,
  RepositoryWatchEntity,
  RolloutEntity,
  RolloutTenantEntity,
  RoundEntity,
  RunEntity,
  ScheduleReconciliationEntity,
  SettingsSecretEntity,
  SourceConnectionEntity,
  TagEntity,
  TenantEntity,
  TenantMetadataEntity,
  TenantPauseEntity,
  TenantOptionEntity,
  TenantRefreshEntity,
  TenantRunSummaryEntity,
  TenantTroubleEntity,
  TimerBackendEntity,
  TriggerEntity,
  UserEntity,
  WorkerEntity,
];
