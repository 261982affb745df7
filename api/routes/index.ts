import type { Route } from '../http/define-route.ts';
import { acceptInvitationRoute } from './accounts/accept-invitation.ts';
import { confirmEmailChangeRoute } from './accounts/confirm-email-change.ts';
import { createOwnerRoute } from './accounts/create-owner.ts';
import { createPasswordResetRoute } from './accounts/create-password-reset.ts';
import { readInvitationRoute } from './accounts/read-invitation.ts';
import { readOwnerLinkRoute } from './accounts/read-owner-link.ts';
import { readPasswordResetRoute } from './accounts/read-password-reset.ts';
import { usePasswordResetRoute } from './accounts/use-password-reset.ts';
import { exportActivityRoute } from './activity/export-activity.ts';
import { listActivityRoute } from './activity/list-activity.ts';
import { createApiKeyRoute } from './api-keys/create-api-key.ts';
import { listApiKeysRoute } from './api-keys/list-api-keys.ts';
import { revokeApiKeyRoute } from './api-keys/revoke-api-key.ts';
import { createChannelRoute } from './channels/create-channel.ts';
import { deleteChannelRoute } from './channels/delete-channel.ts';
import { listChannelsRoute } from './channels/list-channels.ts';
import { patchChannelRoute } from './channels/patch-channel.ts';
import { receiveGitHookRoute } from './hooks/receive-git-hook.ts';
import { getHealthRoute } from './hub/get-health.ts';
import { getReadinessRoute } from './hub/get-readiness.ts';
import { getSecretKeyUseRoute } from './hub/get-secret-key-use.ts';
import { listNeedsAttentionRoute } from './hub/list-needs-attention.ts';
import { resealSecretsRoute } from './hub/reseal-secrets.ts';
import { archiveIntegrationRoute } from './integrations/archive-integration.ts';
import { countIntegrationsRoute } from './integrations/count-integrations.ts';
import { createIntegrationRoute } from './integrations/create-integration.ts';
import { getEgressRoute } from './integrations/get-egress.ts';
import { getIntegrationRoute } from './integrations/get-integration.ts';
import { listBuildSecretsRoute } from './integrations/list-build-secrets.ts';
import { listIntegrationsRoute } from './integrations/list-integrations.ts';
import { patchEgressRoute } from './integrations/patch-egress.ts';
import { patchIntegrationRoute } from './integrations/patch-integration.ts';
import { removeBuildSecretRoute } from './integrations/remove-build-secret.ts';
import { setBuildSecretRoute } from './integrations/set-build-secret.ts';
import { setDefaultReleaseRoute } from './integrations/set-default-release.ts';
import { syncIntegrationRoute } from './integrations/sync-integration.ts';
import { unarchiveIntegrationRoute } from './integrations/unarchive-integration.ts';
import { listJobsRoute } from './jobs/list-jobs.ts';
import { getMailRoute } from './mails/get-mail.ts';
import { listMailsRoute } from './mails/list-mails.ts';
import { resendMailRoute } from './mails/resend-mail.ts';
import { beginTotpRoute } from './me/begin-totp.ts';
import { changePasswordRoute } from './me/change-password.ts';
import { confirmTotpRoute } from './me/confirm-totp.ts';
import { disableTotpRoute } from './me/disable-totp.ts';
import { getMeRoute } from './me/get-me.ts';
import { listSessionsRoute } from './me/list-sessions.ts';
import { patchMeRoute } from './me/patch-me.ts';
import { renewRecoveryCodesRoute } from './me/renew-recovery-codes.ts';
import { requestEmailChangeRoute } from './me/request-email-change.ts';
import { revokeOtherSessionsRoute } from './me/revoke-other-sessions.ts';
import { revokeSessionRoute } from './me/revoke-session.ts';
import { getPartnerRoute } from './partners/get-partner.ts';
import { patchPartnerRoute } from './partners/patch-partner.ts';
import { cancelReleaseRoute } from './releases/cancel-release.ts';
import { followReleaseRoute } from './releases/follow-release.ts';
import { getDefaultReleaseRoute } from './releases/get-default-release.ts';
import { getIntegrationReleaseRoute } from './releases/get-integration-release.ts';
import { getLatestReleaseRoute } from './releases/get-latest-release.ts';
import { getReleaseRoute } from './releases/get-release.ts';
import { getReleaseLogRoute } from './releases/get-release-log.ts';
import { listAllReleasesRoute } from './releases/list-all-releases.ts';
import { listReleaseLogLinesRoute } from './releases/list-release-log-lines.ts';
import { listReleasesRoute } from './releases/list-releases.ts';
import { retryReleaseRoute } from './releases/retry-release.ts';
import { searchReleaseLogRoute } from './releases/search-release-log.ts';
import { abortRolloutRoute } from './rollouts/abort-rollout.ts';
import { createRolloutRoute } from './rollouts/create-rollout.ts';
import { getRolloutRoute } from './rollouts/get-rollout.ts';
import { listRolloutTenantsRoute } from './rollouts/list-rollout-tenants.ts';
import { listAllRolloutsRoute, listRolloutsRoute } from './rollouts/list-rollouts.ts';
import { pauseRolloutRoute } from './rollouts/pause-rollout.ts';
import { previewRolloutRoute } from './rollouts/preview-rollout.ts';
import { resumeRolloutRoute } from './rollouts/resume-rollout.ts';
import { rollbackRolloutRoute } from './rollouts/rollback-rollout.ts';
import { cancelRunRoute } from './runs/cancel-run.ts';
import { cancelRunsRoute } from './runs/cancel-runs.ts';
import { countRunsRoute } from './runs/count-runs.ts';
import { followRunRoute } from './runs/follow-run.ts';
import { getRunRoute } from './runs/get-run.ts';
import { getRunLogRoute } from './runs/get-run-log.ts';
import { getTriggerStatusRoute } from './runs/get-trigger-status.ts';
import { listRunLogLinesRoute } from './runs/list-run-log-lines.ts';
import { listRunsRoute } from './runs/list-runs.ts';
import { readSignedRunLogRoute } from './runs/read-signed-run-log.ts';
import { rerunRunRoute } from './runs/rerun-run.ts';
import { rerunRunsRoute } from './runs/rerun-runs.ts';
import { searchRunLogRoute } from './runs/search-run-log.ts';
import { listReconciliationsRoute } from './schedules/list-reconciliations.ts';
import { listSchedulesRoute } from './schedules/list-schedules.ts';
import { previewProposedScheduleRoute } from './schedules/preview-proposed-schedule.ts';
import { requestReconciliationRoute } from './schedules/request-reconciliation.ts';
import { searchRoute } from './search/search.ts';
import { createSessionRoute } from './session/create-session.ts';
import { deleteSessionRoute } from './session/delete-session.ts';
import { passSecondFactorRoute } from './session/pass-second-factor.ts';
import { getSettingsRoute } from './settings/get-settings.ts';
import { patchSettingsRoute } from './settings/patch-settings.ts';
import { buildReleaseRoute } from './source-control/build-release.ts';
import { createSourceConnectionRoute } from './source-control/create-source-connection.ts';
import { getGitHookRoute } from './source-control/get-git-hook.ts';
import { getRepositoryRoute } from './source-control/get-repository.ts';
import { getRepositoryTestRoute } from './source-control/get-repository-test.ts';
import { getSourceConnectionRoute } from './source-control/get-source-connection.ts';
import { listSourceConnectionsRoute } from './source-control/list-source-connections.ts';
import { patchSourceConnectionRoute } from './source-control/patch-source-connection.ts';
import { removeSourceConnectionRoute } from './source-control/remove-source-connection.ts';
import { rotateGitHookRoute } from './source-control/rotate-git-hook.ts';
import { testRepositoryRoute } from './source-control/test-repository.ts';
import { archiveTenantRoute } from './tenants/archive-tenant.ts';
import { archiveTenantsRoute } from './tenants/archive-tenants.ts';
import { backfillTenantRoute } from './tenants/backfill-tenant.ts';
import { countTenantsRoute } from './tenants/count-tenants.ts';
import { createTenantRoute } from './tenants/create-tenant.ts';
import { getTenantRoute } from './tenants/get-tenant.ts';
import { getTenantConfigsRoute } from './tenants/get-tenant-configs.ts';
import { getTenantMetadataRoute } from './tenants/get-tenant-metadata.ts';
import { listTenantPausesRoute } from './tenants/list-tenant-pauses.ts';
import { listTenantRunsRoute } from './tenants/list-tenant-runs.ts';
import { listTenantsRoute } from './tenants/list-tenants.ts';
import { patchTenantRoute } from './tenants/patch-tenant.ts';
import { patchTenantMetadataRoute } from './tenants/patch-tenant-metadata.ts';
import { pauseTenantRoute } from './tenants/pause-tenant.ts';
import { pauseTenantsRoute } from './tenants/pause-tenants.ts';
import { previewScheduleRoute } from './tenants/preview-schedule.ts';
import { refreshTenantConfigsRoute } from './tenants/refresh-tenant-configs.ts';
import { resumeTenantRoute } from './tenants/resume-tenant.ts';
import { resumeTenantsRoute } from './tenants/resume-tenants.ts';
import { runTenantRoute } from './tenants/run-tenant.ts';
import { syncTenantRoute } from './tenants/sync-tenant.ts';
import { syncTenantsRoute } from './tenants/sync-tenants.ts';
import { unarchiveTenantRoute } from './tenants/unarchive-tenant.ts';
import { deactivateUserRoute } from './users/deactivate-user.ts';
import { inviteUserRoute } from './users/invite-user.ts';
import { listUsersRoute } from './users/list-users.ts';
import { patchUserRoute } from './users/patch-user.ts';
import { reactivateUserRoute } from './users/reactivate-user.ts';
import { resendInvitationRoute } from './users/resend-invitation.ts';
import { listWorkersRoute } from './workers/list-workers.ts';

/** Every endpoint of the hub. */
export const routes: readonly Route[] = [
  getHealthRoute,
  getReadinessRoute,
  getSecretKeyUseRoute,
  resealSecretsRoute,
  listNeedsAttentionRoute,
  listJobsRoute,
  searchRoute,
  listWorkersRoute,
  listBuildSecretsRoute,
  setBuildSecretRoute,
  removeBuildSecretRoute,
  listIntegrationsRoute,
  countIntegrationsRoute,
  createIntegrationRoute,
  getIntegrationRoute,
  patchIntegrationRoute,
  archiveIntegrationRoute,
  unarchiveIntegrationRoute,
  syncIntegrationRoute,
  listReleasesRoute,
  listAllReleasesRoute,
  getDefaultReleaseRoute,
  getLatestReleaseRoute,
  getIntegrationReleaseRoute,
  listTenantsRoute,
  countTenantsRoute,
  createTenantRoute,
  getTenantRoute,
  patchTenantRoute,
  archiveTenantRoute,
  unarchiveTenantRoute,
  syncTenantRoute,
  runTenantRoute,
  pauseTenantRoute,
  resumeTenantRoute,
  listTenantPausesRoute,
  previewScheduleRoute,
  backfillTenantRoute,
  pauseTenantsRoute,
  resumeTenantsRoute,
  syncTenantsRoute,
  archiveTenantsRoute,
  listTenantRunsRoute,
  getTenantMetadataRoute,
  patchTenantMetadataRoute,
  getTenantConfigsRoute,
  refreshTenantConfigsRoute,
  listRunsRoute,
  countRunsRoute,
  getRunRoute,
  cancelRunRoute,
  cancelRunsRoute,
  rerunRunRoute,
  rerunRunsRoute,
  getRunLogRoute,
  listRunLogLinesRoute,
  searchRunLogRoute,
  followRunRoute,
  getTriggerStatusRoute,
  readSignedRunLogRoute,
  getPartnerRoute,
  patchPartnerRoute,
  getReleaseRoute,
  getReleaseLogRoute,
  listReleaseLogLinesRoute,
  searchReleaseLogRoute,
  followReleaseRoute,
  cancelReleaseRoute,
  retryReleaseRoute,
  buildReleaseRoute,
  getEgressRoute,
  patchEgressRoute,
  getRepositoryRoute,
  getRepositoryTestRoute,
  testRepositoryRoute,
  getGitHookRoute,
  rotateGitHookRoute,
  receiveGitHookRoute,
  listSourceConnectionsRoute,
  createSourceConnectionRoute,
  getSourceConnectionRoute,
  patchSourceConnectionRoute,
  listReconciliationsRoute,
  listSchedulesRoute,
  previewProposedScheduleRoute,
  requestReconciliationRoute,
  removeSourceConnectionRoute,
  listChannelsRoute,
  createChannelRoute,
  patchChannelRoute,
  deleteChannelRoute,
  setDefaultReleaseRoute,
  previewRolloutRoute,
  createRolloutRoute,
  listRolloutsRoute,
  listAllRolloutsRoute,
  getRolloutRoute,
  listRolloutTenantsRoute,
  pauseRolloutRoute,
  resumeRolloutRoute,
  abortRolloutRoute,
  rollbackRolloutRoute,
  listApiKeysRoute,
  createApiKeyRoute,
  revokeApiKeyRoute,
  createSessionRoute,
  deleteSessionRoute,
  passSecondFactorRoute,
  beginTotpRoute,
  changePasswordRoute,
  confirmTotpRoute,
  disableTotpRoute,
  getMeRoute,
  listSessionsRoute,
  patchMeRoute,
  renewRecoveryCodesRoute,
  requestEmailChangeRoute,
  revokeOtherSessionsRoute,
  revokeSessionRoute,
  acceptInvitationRoute,
  confirmEmailChangeRoute,
  createOwnerRoute,
  createPasswordResetRoute,
  readInvitationRoute,
  readOwnerLinkRoute,
  readPasswordResetRoute,
  usePasswordResetRoute,
  deactivateUserRoute,
  inviteUserRoute,
  listUsersRoute,
  patchUserRoute,
  reactivateUserRoute,
  resendInvitationRoute,
  getSettingsRoute,
  patchSettingsRoute,
  getMailRoute,
  listMailsRoute,
  resendMailRoute,
  exportActivityRoute,
  listActivityRoute,
];
