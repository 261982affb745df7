import type { RunTenant } from '../../db/stores/runs/admission.ts';
import { AppError } from '../../errors/app-error.ts';

/** @throws AppError `archived`, `no_ready_release`, `no_default_release` */
export function checkMayRun(tenant: RunTenant): void {
  if (tenant.isArchived) throw new AppError('archived', `Tenant ${tenant.id} is archived and runs no more.`);
  if (tenant.nextReleaseId !== null) return;
  if (tenant.releaseChannel === 'Latest') {
    throw new AppError('no_ready_release', 'The integration has no ready release yet: build one first.');
  }
  throw new AppError('no_default_release', 'The integration has no default release: choose one first.');
}
