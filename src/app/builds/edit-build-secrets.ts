import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { lockIntegration } from '../../db/stores/integrations/integration-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { type Actor, scopeOf } from '../../domain/accounts/role.ts';
import { type BuildSecret, buildSecretIssue, MAX_BUILD_SECRETS } from '../../domain/releases/build-secret.ts';
import { AppError } from '../../errors/app-error.ts';
import { readBuildSecrets, writeBuildSecrets } from './build-secret-store.ts';

/** What callers may see of a secret. */
export type ShownBuildSecret = Pick<BuildSecret, 'name' | 'file'>;

/** Stores a secret in place of an earlier one of its name; the next build has it. @throws AppError not_found, archived, invalid_input */
export async function setBuildSecret(
  unit: UnitOfWork,
  actor: Actor,
  secrets: SecretStore,
  input: { readonly integrationId: number; readonly secret: BuildSecret },
): Promise<ShownBuildSecret> {
  const { integrationId, secret } = input;
  const issue = buildSecretIssue(secret);
  if (issue !== null) throw new AppError('invalid_input', `The build secret ${issue.message}.`, { issues: [issue] });
  const others = await lockAndRead(unit, actor, secrets, integrationId).then((all) =>
    all.filter(({ name }) => name !== secret.name),
  );
  if (others.length >= MAX_BUILD_SECRETS || others.some(({ file }) => file !== null && file === secret.file)) {
    const message = others.length >= MAX_BUILD_SECRETS ? `${MAX_BUILD_SECRETS} at most` : 'another one is that file';
    throw new AppError('invalid_input', `The build secret can't be added: ${message}.`, {
      issues: [{ pointer: '/file', message }],
    });
  }
  await writeBuildSecrets(unit, secrets, integrationId, [...others, secret]);
  await record(unit, actor, integrationId, 'integration.build_secret_set', secret.name);
  return { name: secret.name, file: secret.file };
}

/** @throws AppError not_found, also where there is no secret of this name */
export async function removeBuildSecret(
  unit: UnitOfWork,
  actor: Actor,
  secrets: SecretStore,
  input: { readonly integrationId: number; readonly name: string },
): Promise<void> {
  const all = await lockAndRead(unit, actor, secrets, input.integrationId);
  const others = all.filter(({ name }) => name !== input.name);
  if (others.length === all.length) throw new AppError('not_found', 'There is no build secret of this name.');
  await writeBuildSecrets(unit, secrets, input.integrationId, others);
  await record(unit, actor, input.integrationId, 'integration.build_secret_removed', input.name);
}

async function lockAndRead(
  unit: UnitOfWork,
  actor: Actor,
  secrets: SecretStore,
  integrationId: number,
): Promise<readonly BuildSecret[]> {
  const integration = await lockIntegration(unit.em, scopeOf(actor), integrationId, 'update');
  if (!integration) throw new AppError('not_found', 'There is no integration with this id.');
  if (integration.archivedAt) throw new AppError('archived', 'The integration is archived and no longer edited.');
  return readBuildSecrets(unit, secrets, integrationId);
}

async function record(
  unit: UnitOfWork,
  actor: Actor,
  integrationId: number,
  action: string,
  name: string,
): Promise<void> {
  await recordActivity(unit, {
    ...{ actor: actor.name, action, subjectKind: 'integration', subjectId: integrationId, integrationId },
    after: { name },
  });
}
