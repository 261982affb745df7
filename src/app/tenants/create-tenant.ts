import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { lockIntegration } from '../../db/stores/integrations/integration-repository.ts';
import { recordPauses } from '../../db/stores/schedules/pause-store.ts';
import { insertTenant } from '../../db/stores/tenants/tenant-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { violatedConstraint } from '../../db/violated-constraint.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import type { ConfigViewer } from '../../domain/configs/config-viewer.ts';
import type { Schedule } from '../../domain/schedules/schedule.ts';
import { isPausedAtFirst, type SavedTenant } from '../../domain/tenants/tenant.ts';
import { AppError } from '../../errors/app-error.ts';
import { replanTenants } from '../schedules/index.ts';
import { checkTenantSchedule } from './check-tenant-schedule.ts';
import { checkConfigs } from './check-tenant-values.ts';
import { chooseFollowing, type FollowingRequest } from './choose-following.ts';
import type { TenantRules } from './tenant-rules.ts';

export interface CreateTenantInput {
  readonly viewer: ConfigViewer;
  readonly integrationId: number;
  readonly name: string;
  readonly endUserId: string | null;
  readonly userSchedule: string | null;
  readonly schedule: Schedule | null;
  readonly following: FollowingRequest;
  readonly configs: Readonly<Record<string, unknown>>;
}

/**
 * Installs an integration for a customer, paused; required configs are not required yet.
 * @throws AppError invalid_input, conflict, name_taken, no_default_release
 */
export async function createTenant(
  unit: UnitOfWork,
  actor: Actor,
  rules: TenantRules,
  input: CreateTenantInput,
): Promise<SavedTenant> {
  const integration = await lockIntegration(unit.em, scopeOf(actor), input.integrationId, 'share');
  if (!integration) throw invalidIntegration('is not the id of an integration');
  if (integration.archivedAt) throw invalidIntegration('is the id of an archived integration');
  if (integration.type === 'External')
    throw invalidIntegration('is the id of an external integration, which has no tenants');
  if (actor.role === 'partner' && integration.state !== 'published') {
    throw new AppError('conflict', 'Tenants can be made once the integration is published.');
  }
  checkTenantSchedule(input, integration.schedulePolicy);
  const { releaseId, channel } = await chooseFollowing(unit, integration, input.following);
  const { integrationId, viewer } = input;
  const { configs, warnings } = await checkConfigs(unit, rules.schemas, {
    ...{ integrationId, releaseId, viewer, configs: input.configs },
    ...{ stored: {}, metadata: {}, isRequiredAsked: false },
  });
  const tenant = await insertTenant(unit.em, {
    ...{ integrationId, configs, releaseId, releaseChannel: channel, source: 'api' },
    ...{ name: input.name, endUserId: input.endUserId, userSchedule: input.userSchedule, schedule: input.schedule },
    ...(isPausedAtFirst('api', integration.schedulePolicy)
      ? { isPaused: true, pausedAt: new Date(), pausedBy: actor.name }
      : { isPaused: false, pausedAt: null, pausedBy: null }),
  }).catch(rethrow);
  await recordPauses(unit, [tenant.id]);
  await replanTenants(unit, rules.scheduleSpreadS, [tenant.id]);
  await recordActivity(unit, {
    actor: actor.name,
    action: 'tenant.created',
    subjectKind: 'tenant',
    subjectId: tenant.id,
    integrationId,
    partnerId: integration.partnerId,
    after: tenant,
  });
  return { tenant, warnings };
}

function invalidIntegration(message: string): AppError {
  return new AppError('invalid_input', 'The tenant is not valid.', {
    issues: [{ pointer: '/integration_id', message }],
  });
}

function rethrow(error: unknown): never {
  if (violatedConstraint(error) !== 'tenants_name') throw error;
  throw new AppError('name_taken', 'The integration has a tenant with this name already.');
}
