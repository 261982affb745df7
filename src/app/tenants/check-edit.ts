import { findTenantMetadata } from '../../db/stores/tenants/tenant-metadata-repository.ts';
import { readTenantReleases } from '../../db/stores/tenants/tenant-releases.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { ConfigViewer } from '../../domain/configs/config-viewer.ts';
import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';
import type { ValidationIssue } from '../../domain/manifest/validation-result.ts';
import type { Tenant } from '../../domain/tenants/tenant.ts';
import { AppError } from '../../errors/app-error.ts';
import { type CheckedConfigs, type ConfigsToCheck, checkConfigs } from './check-tenant-values.ts';

export interface EditToCheck {
  readonly viewer: ConfigViewer;
  /** Undefined = the configs stay. */
  readonly configs: Readonly<Record<string, unknown>> | undefined;
  /** The release that the tenant is moved to, null = to none yet, undefined = it follows as before. */
  readonly releaseId: number | null | undefined;
}

export interface CheckedEdit {
  /** What is to be stored of configs, undefined = they stay. */
  readonly configs: Readonly<Record<string, unknown>> | undefined;
  /** Whether a held tenant's configs now fit what its channel points to: then its next run moves it. */
  readonly isHoldOver: boolean;
  readonly warnings: readonly ValidationIssue[];
}

/**
 * Holds an edit of a tenant to the release that it runs next, or that it is moved to.
 * @throws AppError invalid_input, with a pointer to each field
 */
export async function checkEdit(
  unit: UnitOfWork,
  schemas: SchemaChecks,
  tenant: Tenant,
  edit: EditToCheck,
): Promise<CheckedEdit> {
  const isMoved = edit.releaseId !== undefined;
  if (edit.configs === undefined && !isMoved) return { configs: undefined, isHoldOver: false, warnings: [] };
  const releases = await readTenantReleases(unit, tenant.id);
  const check: ConfigsToCheck = {
    integrationId: tenant.integrationId,
    releaseId: edit.releaseId === undefined ? releases.next : edit.releaseId,
    viewer: edit.viewer,
    stored: tenant.configs,
    configs: edit.configs ?? tenant.configs,
    metadata: (await findTenantMetadata(unit.em, tenant.id))?.data ?? {},
    isRequiredAsked: edit.configs !== undefined,
  };
  const isHeld = tenant.heldReason !== null && !isMoved && releases.ofChannel !== null;
  const fitting = isHeld ? await tryConfigs(unit, schemas, { ...check, releaseId: releases.ofChannel }) : null;
  const { configs, warnings } = fitting ?? (await checkConfigs(unit, schemas, check));
  return { configs: edit.configs && configs, isHoldOver: fitting !== null, warnings };
}

/** Null where they don't fit. */
async function tryConfigs(
  unit: UnitOfWork,
  schemas: SchemaChecks,
  check: ConfigsToCheck,
): Promise<CheckedConfigs | null> {
  try {
    return await checkConfigs(unit, schemas, check);
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return null;
    throw error;
  }
}
