import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { lockIntegration } from '../../db/stores/integrations/integration-repository.ts';
import { saveHookToken } from '../../db/stores/source-control/git-hook-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import { gitHookSecret } from '../../domain/source-control/source-connection.ts';
import { AppError } from '../../errors/app-error.ts';

/** Makes random texts and their digests; so that this stays free of the platform. */
export interface HookTokens {
  make(): string;
  digest(token: string): string;
}

/**
 * Gives an integration a new webhook address and secret; the old ones stop at once. Neither is shown again.
 * @throws AppError not_found, archived, invalid_input
 */
export async function rotateGitHook(
  unit: UnitOfWork,
  actor: Actor,
  deps: { readonly secrets: SecretStore; readonly tokens: HookTokens },
  integrationId: number,
): Promise<{ readonly token: string; readonly secret: string }> {
  const integration = await lockIntegration(unit.em, scopeOf(actor), integrationId, 'update');
  if (!integration) throw new AppError('not_found', 'There is no integration with this id.');
  if (integration.archivedAt) throw new AppError('archived', 'The integration is archived and no longer edited.');
  if (integration.type !== 'Internal') {
    const issues = [{ pointer: '/id', message: 'has no repository, as it is not internal' }];
    throw new AppError('invalid_input', 'The integration can have no webhook.', { issues });
  }
  const [token, secret] = [deps.tokens.make(), deps.tokens.make()];
  await saveHookToken(unit, integrationId, deps.tokens.digest(token));
  await deps.secrets.put(unit, gitHookSecret(integrationId), secret);
  await recordActivity(unit, {
    ...{
      actor: actor.name,
      action: 'integration.webhook_rotated',
      subjectKind: 'integration',
      subjectId: integrationId,
    },
    ...{ integrationId, partnerId: integration.partnerId },
  });
  return { token, secret };
}
