import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { insertIntegration } from '../../db/stores/integrations/integration-repository.ts';
import { partnerExists } from '../../db/stores/partners/partner-store.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { violatedConstraint } from '../../db/violated-constraint.ts';
import type { Actor } from '../../domain/accounts/role.ts';
import type { DefaultReleaseChannel, Integration, IntegrationType } from '../../domain/integrations/integration.ts';
import type { RetryPolicy } from '../../domain/runs/retry-policy.ts';
import type { IntegrationLimits } from '../../domain/runs/run-limits.ts';
import type { SchedulePolicy } from '../../domain/schedules/schedule.ts';
import { AppError } from '../../errors/app-error.ts';
import { checkSourceConnection } from '../source-control/index.ts';
import { checkIntegrationFields } from './check-integration-fields.ts';
import { checkRunRules, type IntegrationRules } from './check-run-rules.ts';

export interface CreateIntegrationInput {
  readonly partnerId: number | null;
  readonly name: string;
  readonly longName: string;
  readonly type: IntegrationType;
  readonly repositoryUrl: string | null;
  readonly repositoryTrackingBranch: string | null;
  readonly repositoryPath: string;
  readonly sourceConnectionId: number | null;
  readonly shortDescription: string | null;
  readonly longDescription: string | null;
  readonly externalLink: string | null;
  readonly defaultReleaseChannel: DefaultReleaseChannel | null;
  readonly limits: IntegrationLimits;
  readonly retryPolicy: Partial<RetryPolicy>;
  readonly runCap: number | null;
  readonly schedulePolicy: SchedulePolicy;
}

/**
 * Makes an integration: the hub owner's own is published at once, a partner's begins as a draft.
 * @throws AppError invalid_input, forbidden, name_taken
 */
export async function createIntegration(
  unit: UnitOfWork,
  actor: Actor,
  rules: IntegrationRules,
  input: CreateIntegrationInput,
): Promise<Integration> {
  checkIntegrationFields(input, rules);
  checkRunRules(actor, rules, input, null);
  if (input.partnerId !== null) await checkPartner(unit, input.partnerId);
  await checkSourceConnection(unit, input);
  const state = input.partnerId === null ? 'published' : 'draft';
  const integration = await insertIntegration(unit.em, { ...input, state, defaultReleaseId: null }).catch(rethrow);
  await recordActivity(unit, {
    actor: actor.name,
    action: 'integration.created',
    subjectKind: 'integration',
    subjectId: integration.id,
    integrationId: integration.id,
    partnerId: integration.partnerId,
    after: integration,
  });
  return integration;
}

async function checkPartner(unit: UnitOfWork, partnerId: number): Promise<void> {
  if (await partnerExists(unit, partnerId)) return;
  const issues = [{ pointer: '/partner_id', message: 'is not the id of a partner' }];
  throw new AppError('invalid_input', 'The integration is not valid.', { issues });
}

function rethrow(error: unknown): never {
  if (violatedConstraint(error) !== 'integrations_name') throw error;
  throw new AppError('name_taken', 'An integration with this name exists already.');
}
