import { recordActivity } from '../activity/record-activity.ts';
import { findIntegration } from '../db/repositories/integration-repository.ts';
import { findTenantMetadata } from '../db/repositories/tenant-metadata-repository.ts';
import { lockTenant, type TenantFields, updateTenant } from '../db/repositories/tenant-repository.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import { violatedConstraint } from '../db/violated-constraint.ts';
import { type Actor, scopeOf } from '../domain/access/role.ts';
import { changedFields } from '../domain/changed-fields.ts';
import { checkVersion } from '../domain/check-version.ts';
import type { Integration } from '../domain/integrations/integration.ts';
import type { SchemaChecks } from '../domain/manifest/schema-checks.ts';
import type { Tenant } from '../domain/tenants/tenant.ts';
import { AppError } from '../errors/app-error.ts';
import { replanTenants } from '../schedule-plan/replan-tenants.ts';
import { checkTenantSchedule } from './check-tenant-schedule.ts';
import { type ConfigsToCheck, checkConfigs } from './check-tenant-values.ts';
import { chooseFollowing, type FollowingWish } from './choose-following.ts';
import type { TenantRules } from './tenant-rules.ts';

export interface PatchTenantInput {
  readonly id: number;
  /** `configs` replaces all of them. */
  readonly patch: Partial<Pick<TenantFields, 'name' | 'endUserId' | 'userSchedule' | 'schedule' | 'configs'>>;
  readonly following: FollowingWish;
  /** The version that the editor saw, null = whatever it is. */
  readonly expectedVersion: Date | null;
}

const FIELDS = ['name', 'endUserId', 'userSchedule', 'schedule', 'configs', 'releaseId', 'releaseChannel'] as const;

/** @throws AppError not_found, archived, precondition_failed, invalid_input, name_taken, no_default_release */
export async function patchTenant(
  unit: UnitOfWork,
  actor: Actor,
  rules: TenantRules,
  input: PatchTenantInput,
): Promise<Tenant> {
  const old = await lockTenant(unit.em, input.id);
  const integration = old && (await findIntegration(unit.em, scopeOf(actor), old.integrationId));
  if (!old || !integration) throw new AppError('not_found', 'There is no tenant with this id.');
  if (old.archivedAt) throw new AppError('archived', 'The tenant is archived and no longer edited.');
  checkVersion(old.modifiedAt, input.expectedVersion);
  checkTenantSchedule(input.patch, integration.schedulePolicy);
  const following = await newFollowing(unit, integration, input.following);
  const releaseId = following.releaseId ?? old.releaseId;
  let isHoldOver = false;
  if (input.patch.configs || following.releaseId) {
    const metadata = (await findTenantMetadata(unit.em, old.id))?.data ?? {};
    const configs = input.patch.configs ?? old.configs;
    const isRequiredAsked = input.patch.configs !== undefined;
    const check = { integrationId: integration.id, releaseId, configs, metadata, isRequiredAsked };
    isHoldOver =
      old.heldReason !== null &&
      following.releaseChannel === undefined &&
      (await fitsChannel(unit, rules.schemas, old, check));
    if (!isHoldOver) await checkConfigs(unit, rules.schemas, check);
  }
  const fields = { ...input.patch, ...following, ...(isHoldOver && { heldReason: null }) };
  const tenant = await updateTenant(unit.em, old.id, fields).catch(rethrow);
  if (input.patch.schedule !== undefined || input.patch.userSchedule !== undefined) {
    await replanTenants(unit, rules.scheduleSpreadS, [tenant.id]);
  }
  await recordActivity(unit, {
    actor: actor.name,
    action: 'tenant.updated',
    subjectKind: 'tenant',
    subjectId: tenant.id,
    integrationId: tenant.integrationId,
    partnerId: integration.partnerId,
    ...changedFields(old, tenant, FIELDS),
  });
  return tenant;
}

/** Whether a held tenant's configs now fit what its channel points to: then its next run moves it. */
async function fitsChannel(
  unit: UnitOfWork,
  schemas: SchemaChecks,
  tenant: Tenant,
  check: ConfigsToCheck,
): Promise<boolean> {
  const [row] = await unit.query<{ id: number | null }>(`select channel_release_id($1, $2) as id`, [
    tenant.integrationId,
    tenant.releaseChannel,
  ]);
  if (!row?.id) return false;
  try {
    await checkConfigs(unit, schemas, { ...check, releaseId: row.id });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return false;
    throw error;
  }
}

async function newFollowing(
  unit: UnitOfWork,
  integration: Integration,
  wish: FollowingWish,
): Promise<{ releaseId?: number | null; releaseChannel?: string | null; heldReason?: null }> {
  if (wish.releaseId === null && wish.channel === null) return {};
  const chosen = await chooseFollowing(unit, integration, wish);
  return { releaseId: chosen.releaseId, releaseChannel: chosen.channel, heldReason: null };
}

function rethrow(error: unknown): never {
  if (violatedConstraint(error) !== 'tenants_name') throw error;
  throw new AppError('name_taken', 'The integration has a tenant with this name already.');
}
