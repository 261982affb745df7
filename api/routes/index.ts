import type { Route } from '../route.ts';
import { deleteApiKey } from './api-keys/delete-one.ts';
import { getApiKeys } from './api-keys/get-list.ts';
import { postApiKey } from './api-keys/post-create.ts';
import { deleteChannelRoute } from './channels/delete-one.ts';
import { patchChannel } from './channels/patch-one.ts';
import { postGitDelivery } from './hooks/post-git.ts';
import { getHealthz } from './hub/get-healthz.ts';
import { getNeedsAttention } from './hub/get-needs-attention.ts';
import { getReadyz } from './hub/get-readyz.ts';
import { getSecretKey } from './hub/get-secret-key.ts';
import { postReseal } from './hub/post-reseal.ts';
import { getChannels } from './integrations/channels/get-list.ts';
import { postChannel } from './integrations/channels/post-create.ts';
import { deleteIntegration } from './integrations/delete-one.ts';
import { getEgress } from './integrations/egress/get-one.ts';
import { patchEgressRoute } from './integrations/egress/patch-one.ts';
import { getIntegrations } from './integrations/get-list.ts';
import { getIntegration } from './integrations/get-one.ts';
import { patchIntegrationRoute } from './integrations/patch-one.ts';
import { postIntegration } from './integrations/post-create.ts';
import { postDefaultRelease } from './integrations/post-default-release.ts';
import { postIntegrationSync } from './integrations/post-sync.ts';
import { getDefaultRelease } from './integrations/releases/get-default.ts';
import { getLatestRelease } from './integrations/releases/get-latest.ts';
import { getReleases } from './integrations/releases/get-list.ts';
import { getIntegrationRelease } from './integrations/releases/get-one.ts';
import { getRepository } from './integrations/repository/get-one.ts';
import { getRepositoryTest } from './integrations/repository/get-test.ts';
import { postRepositoryTest } from './integrations/repository/post-test.ts';
import { getRollouts } from './integrations/rollouts/get-list.ts';
import { postRollout } from './integrations/rollouts/post-create.ts';
import { postRolloutPreview } from './integrations/rollouts/post-preview.ts';
import { getGitHook } from './integrations/webhook/get-one.ts';
import { postGitHook } from './integrations/webhook/post-rotate.ts';
import { getPartner } from './partners/get-one.ts';
import { patchPartnerRoute } from './partners/patch-one.ts';
import { getReleaseEvents } from './releases/get-events.ts';
import { getReleaseLog } from './releases/get-log.ts';
import { getReleaseLogLines } from './releases/get-log-lines.ts';
import { getReleaseLogSearch } from './releases/get-log-search.ts';
import { getRelease } from './releases/get-one.ts';
import { postReleaseCancel } from './releases/post-cancel.ts';
import { postReleaseRetry } from './releases/post-retry.ts';
import { getRollout } from './rollouts/get-one.ts';
import { getRolloutTenants } from './rollouts/get-tenants.ts';
import { postRolloutAbort } from './rollouts/post-abort.ts';
import { postRolloutPause } from './rollouts/post-pause.ts';
import { postRolloutResume } from './rollouts/post-resume.ts';
import { postRolloutRollback } from './rollouts/post-rollback.ts';
import { getSignedRunLog } from './run-logs/get-one.ts';
import { getRunEvents } from './runs/get-events.ts';
import { getRuns } from './runs/get-list.ts';
import { getRunLog } from './runs/get-log.ts';
import { getRunLogLines } from './runs/get-log-lines.ts';
import { getRunLogSearch } from './runs/get-log-search.ts';
import { getRun } from './runs/get-one.ts';
import { postRunCancel } from './runs/post-cancel.ts';
import { postRunRerun } from './runs/post-rerun.ts';
import { getTriggerStatus } from './runs/triggers/get-status.ts';
import { getReconciliations } from './schedules/get-reconciliation.ts';
import { postReconciliation } from './schedules/post-reconciliation.ts';
import { deleteSourceConnection } from './source-connections/delete-one.ts';
import { getSourceConnections } from './source-connections/get-list.ts';
import { getSourceConnection } from './source-connections/get-one.ts';
import { patchSourceConnectionRoute } from './source-connections/patch-one.ts';
import { postSourceConnection } from './source-connections/post-create.ts';
import { postBuild } from './sourcecontrol/post-build.ts';
import { getTenantConfigs } from './tenants/configs/get-one.ts';
import { postConfigsRefresh } from './tenants/configs/post-refresh.ts';
import { deleteTenant } from './tenants/delete-one.ts';
import { getTenants } from './tenants/get-list.ts';
import { getTenantMetadata } from './tenants/get-metadata.ts';
import { getTenant } from './tenants/get-one.ts';
import { getTenantPauses } from './tenants/get-pauses.ts';
import { getTenantRuns } from './tenants/get-runs.ts';
import { getSchedulePreview } from './tenants/get-schedule-preview.ts';
import { patchTenantMetadata } from './tenants/patch-metadata.ts';
import { patchTenantRoute } from './tenants/patch-one.ts';
import { postTenantBackfill } from './tenants/post-backfill.ts';
import { postTenantsBulkPause } from './tenants/post-bulk-pause.ts';
import { postTenantsBulkResume } from './tenants/post-bulk-resume.ts';
import { postTenant } from './tenants/post-create.ts';
import { postTenantPause } from './tenants/post-pause.ts';
import { postTenantResume } from './tenants/post-resume.ts';
import { postTenantSync } from './tenants/post-sync.ts';

/** Every endpoint of the hub. */
export const routes: readonly Route[] = [
  getHealthz,
  getReadyz,
  getSecretKey,
  postReseal,
  getNeedsAttention,
  getIntegrations,
  postIntegration,
  getIntegration,
  patchIntegrationRoute,
  deleteIntegration,
  postIntegrationSync,
  getReleases,
  getDefaultRelease,
  getLatestRelease,
  getIntegrationRelease,
  getTenants,
  postTenant,
  getTenant,
  patchTenantRoute,
  deleteTenant,
  postTenantSync,
  postTenantPause,
  postTenantResume,
  getTenantPauses,
  getSchedulePreview,
  postTenantBackfill,
  postTenantsBulkPause,
  postTenantsBulkResume,
  getTenantRuns,
  getTenantMetadata,
  patchTenantMetadata,
  getTenantConfigs,
  postConfigsRefresh,
  getRuns,
  getRun,
  postRunCancel,
  postRunRerun,
  getRunLog,
  getRunLogLines,
  getRunLogSearch,
  getRunEvents,
  getTriggerStatus,
  getSignedRunLog,
  getPartner,
  patchPartnerRoute,
  getRelease,
  getReleaseLog,
  getReleaseLogLines,
  getReleaseLogSearch,
  getReleaseEvents,
  postReleaseCancel,
  postReleaseRetry,
  postBuild,
  getEgress,
  patchEgressRoute,
  getRepository,
  getRepositoryTest,
  postRepositoryTest,
  getGitHook,
  postGitHook,
  postGitDelivery,
  getSourceConnections,
  postSourceConnection,
  getSourceConnection,
  patchSourceConnectionRoute,
  getReconciliations,
  postReconciliation,
  deleteSourceConnection,
  getChannels,
  postChannel,
  patchChannel,
  deleteChannelRoute,
  postDefaultRelease,
  postRolloutPreview,
  postRollout,
  getRollouts,
  getRollout,
  getRolloutTenants,
  postRolloutPause,
  postRolloutResume,
  postRolloutAbort,
  postRolloutRollback,
  getApiKeys,
  postApiKey,
  deleteApiKey,
];
