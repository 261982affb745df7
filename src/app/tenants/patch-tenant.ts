import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { findIntegration } from '../../db/stores/integrations/integration-repository.ts';
import { lockTenant, type TenantFields, updateTenant } from '../../db/stores/tenants/tenant-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { violatedConstraint } from '../../db/violated-constraint.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import { changedFields } from '../../domain/changed-fields.ts';
import { checkVersion } from '../../domain/check-version.ts';
import type { ConfigViewer } from '../../domain/configs/config-viewer.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import type { SavedTenant } from '../../domain/tenants/tenant.ts';
import { AppError } from '../../errors/app-error.ts';
import { replanTenants } from '../schedules/index.ts';
import { checkEdit } from './check-edit.ts';
import { checkTenantSchedule } from './check-tenant-schedule.ts';
import { chooseFollowing, type FollowingRequest } from './choose-following.ts';
import type { TenantRules } from './tenant-rules.ts';

export interface PatchTenantInput {
  readonly id: number;
  readonly viewer: ConfigViewer;
  /** `configs` replaces all of them. */
  readonly patch: Partial<Pick<TenantFields, 'name' | 'endUserId' | 'userSchedule' | 'schedule' | 'configs'>>;
  readonly following: FollowingRequest;
  /** The version that the editor saw, null = whatever it is. */
  readonly expectedVersion: readonly Date[] | null;
}

const FIELDS = ['name', 'endUserId', 'userSchedule', 'schedule', 'configs', 'releaseId', 'releaseChannel'] as const;

/** @throws AppError not_found, archived, precondition_failed, invalid_input, name_taken, no_default_release */
export async function patchTenant(
  unit: UnitOfWork,
  actor: Actor,
  rules: TenantRules,
  input: PatchTenantInput,
): Promise<SavedTenant> {
  const old = await lockTenant(unit.em, input.id);
  const integration = old && (await findIntegration(unit.em, scopeOf(actor), old.integrationId));
  if (!old || !integration) throw new AppError('not_found', 'There is no tenant with this id.');
  if (old.archivedAt) throw new AppError('archived', 'The tenant is archived and no longer edited.');
  checkVersion(old.modifiedAt, input.expectedVersion);
  checkTenantSchedule(input.patch, integration.schedulePolicy);
  const following = await newFollowing(unit, integration, input.following);
  const { viewer, patch } = input;
  const edit = await checkEdit(unit, rules.schemas, old, {
    viewer,
    configs: patch.configs,
    releaseId: following.releaseId,
  });
  const fields = {
    ...{ ...patch, ...following },
    ...(edit.configs && { configs: edit.configs }),
    ...(edit.isHoldOver && { heldReason: null }),
  };
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
  return { tenant, warnings: edit.warnings };
}

async function newFollowing(
  unit: UnitOfWork,
  integration: Integration,
  request: FollowingRequest,
): Promise<{ releaseId?: number | null; releaseChannel?: string | null; heldReason?: null }> {
  if (request.releaseId === null && request.channel === null) return {};
  const chosen = await chooseFollowing(unit, integration, request);
  return { releaseId: chosen.releaseId, releaseChannel: chosen.channel, heldReason: null };
}

function rethrow(error: unknown): never {
  if (violatedConstraint(error) !== 'tenants_name') throw error;
  throw new AppError('name_taken', 'The integration has a tenant with this name already.');
}
