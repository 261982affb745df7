import type { Database } from '../../db/database.ts';
import { findRelease } from '../../db/stores/releases/release-repository.ts';
import { readRunWaits } from '../../db/stores/runs/run-waits.ts';
import { findTenantMetadata } from '../../db/stores/tenants/tenant-metadata-repository.ts';
import {
  type EndedRefresh,
  type LiveRefresh,
  type OptionsOrigin,
  readEndedRefresh,
  readLiveRefresh,
  readOptionsOrigins,
} from '../../db/stores/tenants/tenant-options.ts';
import { readTenantReleases } from '../../db/stores/tenants/tenant-releases.ts';
import { type ConfigForm, describeConfigForm } from '../../domain/configs/config-form.ts';
import type { ConfigViewer } from '../../domain/configs/config-viewer.ts';
import { issuesForViewer } from '../../domain/configs/notes-for-viewer.ts';
import { skipWithoutOptions } from '../../domain/configs/skip-without-options.ts';
import type { JsonObject } from '../../domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';
import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';
import type { ValidationResult } from '../../domain/manifest/validation-result.ts';
import type { AdmissionCaps } from '../../domain/runs/explain-wait.ts';
import type { Tenant } from '../../domain/tenants/tenant.ts';
import { AppError } from '../../errors/app-error.ts';

export interface ReadConfigFormDeps {
  readonly db: Database;
  readonly schemas: SchemaChecks;
  readonly caps: AdmissionCaps;
}

export interface ReadConfigFormInput {
  readonly tenant: Tenant;
  readonly viewer: ConfigViewer;
  /** Another ready release of the integration to draw the form of; null = the one that the tenant runs next. */
  readonly releaseId: number | null;
}

export interface TenantConfigForm {
  /** The release that the form is of; null where the tenant has none yet. */
  readonly releaseId: number | null;
  /** The release that a held tenant would move to once its configs fit. */
  readonly heldFromReleaseId: number | null;
  readonly form: ConfigForm;
  readonly origins: ReadonlyMap<string, OptionsOrigin>;
  readonly refresh: {
    readonly live: (LiveRefresh & { readonly waitingFor: string | null }) | null;
    readonly ended: EndedRefresh | null;
  };
  /** What saving the present values would be refused for, and what it would warn about. */
  readonly validation: ValidationResult;
}

/**
 * The form of a tenant's configs: schema, values, options with their origin, and how the last init sync went.
 * @throws AppError not_found where the requested release is not a ready one of the integration
 */
export async function readConfigForm(deps: ReadConfigFormDeps, input: ReadConfigFormInput): Promise<TenantConfigForm> {
  const { db } = deps;
  const { tenant, viewer } = input;
  const [releases, metadataRow, origins, live, ended] = await Promise.all([
    readTenantReleases(db, tenant.id),
    findTenantMetadata(db.em(), tenant.id),
    readOptionsOrigins(db, tenant.id),
    readLiveRefresh(db, tenant.id),
    readEndedRefresh(db, tenant.id),
  ]);
  const releaseId = input.releaseId ?? releases.next;
  const schemas = await schemasOf(db, tenant.integrationId, releaseId);
  const values = { configs: tenant.configs as JsonObject, metadata: (metadataRow?.data ?? {}) as JsonObject };
  const facts = { isUnderWay: live !== null, lastError: ended?.errorMessage ?? null };
  const validation = await deps.schemas.validateConfigs(schemas, { ...values, isRequiredAsked: true });
  return {
    releaseId,
    heldFromReleaseId: tenant.heldReason === null ? null : releases.ofChannel,
    form: describeConfigForm(schemas, { ...values, viewer, refresh: facts }),
    origins,
    refresh: { live: live && { ...live, waitingFor: await waitOf(deps, live.runId) }, ended },
    validation: issuesForViewer(viewer, schemas, skipWithoutOptions(schemas, values, validation)),
  };
}

const NO_SCHEMAS: ReleaseSchemas = { configSchema: null, configUiSchema: null, metadataSchema: null };

async function schemasOf(db: Database, integrationId: number, releaseId: number | null): Promise<ReleaseSchemas> {
  if (releaseId === null) return NO_SCHEMAS;
  const release = await findRelease(db.em(), integrationId, releaseId);
  if (release?.state !== 'ready' || !release.manifest)
    throw new AppError('not_found', 'There is no such release of this integration, or it is not ready.');
  return release.manifest;
}

async function waitOf({ db, caps }: ReadConfigFormDeps, runId: number): Promise<string | null> {
  return (await readRunWaits(db, caps, [runId])).get(runId)?.waitingFor ?? null;
}
