import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import {
  type IntegrationFields,
  lockIntegration,
  updateIntegration,
} from '../../db/stores/integrations/integration-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { violatedConstraint } from '../../db/violated-constraint.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import { changedFields } from '../../domain/changed-fields.ts';
import { checkVersion } from '../../domain/check-version.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import type { SchedulePolicy } from '../../domain/schedules/schedule.ts';
import { AppError } from '../../errors/app-error.ts';
import { replanIntegration } from '../schedules/index.ts';
import { checkSourceConnection } from '../source-control/index.ts';
import { checkDefaultRelease, checkIntegrationFields } from './check-integration-fields.ts';
import { checkRunRules, type IntegrationRules } from './check-run-rules.ts';

export interface PatchRules extends IntegrationRules {
  /** `HUBWRIGHT_SCHEDULE_SPREAD_S` */
  readonly scheduleSpreadS: number;
}

export type IntegrationPatch = Partial<Omit<IntegrationFields, 'partnerId' | 'state' | 'type' | 'schedulePolicy'>> & {
  /** What is left out stays. */
  readonly schedulePolicy?: Partial<SchedulePolicy>;
};

export interface UpdateIntegrationInput {
  readonly id: number;
  readonly patch: IntegrationPatch;
  /** The version that the editor saw, null = whatever it is. */
  readonly expectedVersion: readonly Date[] | null;
}

const FIELDS = [
  'name',
  'longName',
  'shortDescription',
  'longDescription',
  'externalLink',
  'repositoryUrl',
  'repositoryTrackingBranch',
  'repositoryPath',
  'sourceConnectionId',
  'defaultReleaseId',
  'defaultReleaseChannel',
  'limits',
  'retryPolicy',
  'runCap',
  'schedulePolicy',
] as const;

/** @throws AppError not_found, archived, precondition_failed, invalid_input, forbidden, name_taken */
export async function patchIntegration(
  unit: UnitOfWork,
  actor: Actor,
  rules: PatchRules,
  input: UpdateIntegrationInput,
): Promise<Integration> {
  const old = await lockIntegration(unit.em, scopeOf(actor), input.id, 'update');
  if (!old) throw new AppError('not_found', 'There is no integration with this id.');
  if (old.archivedAt) throw new AppError('archived', 'The integration is archived and no longer edited.');
  checkVersion(old.modifiedAt, input.expectedVersion);
  const { schedulePolicy, ...rest } = input.patch;
  const patch = { ...rest, ...(schedulePolicy && { schedulePolicy: { ...old.schedulePolicy, ...schedulePolicy } }) };
  checkIntegrationFields({ ...old, ...patch }, rules);
  checkRunRules(actor, rules, patch, old.runCap);
  await checkSourceConnection(unit, { ...old, ...patch });
  if (input.patch.defaultReleaseId) await checkDefaultRelease(unit, input.id, input.patch.defaultReleaseId);
  const integration = await updateIntegration(unit.em, input.id, patch).catch(rethrow);
  if (schedulePolicy) await replanIntegration(unit, rules.scheduleSpreadS, integration.id);
  await recordActivity(unit, {
    actor: actor.name,
    action: 'integration.updated',
    subjectKind: 'integration',
    subjectId: integration.id,
    integrationId: integration.id,
    partnerId: integration.partnerId,
    ...changedFields(old, integration, FIELDS),
  });
  return integration;
}

function rethrow(error: unknown): never {
  if (violatedConstraint(error) !== 'integrations_name') throw error;
  throw new AppError('name_taken', 'An integration with this name exists already.');
}
