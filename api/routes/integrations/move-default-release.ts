import { checkDefaultRelease } from '../../../src/app/integrations/check-integration-fields.ts';
import { createRollout } from '../../../src/app/rollouts/create-rollout.ts';
import { hasFollowers } from '../../../src/db/stores/channels/channel-store.ts';
import type { UnitOfWork } from '../../../src/db/unit-of-work.ts';
import type { Actor } from '../../../src/domain/accounts/role.ts';
import type { Integration } from '../../../src/domain/integrations/integration.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { checkAccess, HUB_ADMINS } from '../../http/access.ts';
import { readRolloutRequest } from '../rollouts/rollout-body.ts';

/**
 * What an edit of `default_release_id` does: the default release is a channel, so it moves as `POST …/default_release` moves it, at
 * once, by the same people, with the same rollout. Returns the rollout, or null where nothing follows because the default release is taken away.
 */
export async function moveDefaultRelease(
  unit: UnitOfWork,
  actor: Actor,
  integration: Integration,
  releaseId: number | null,
): Promise<number | null> {
  checkAccess(HUB_ADMINS, actor);
  if (releaseId === null) {
    await requireNoFollowers(unit, integration.id);
    return null;
  }
  await checkDefaultRelease(unit, integration.id, releaseId);
  const input = readRolloutRequest(integration.id, { release_id: releaseId, channel: 'Default' }, actor.name);
  return (await createRollout(unit, input)).id;
}

async function requireNoFollowers(unit: UnitOfWork, integrationId: number): Promise<void> {
  if (await hasFollowers(unit, { integrationId, name: 'Default', isArchivedToo: false })) {
    throw new AppError('conflict', 'Tenants follow the default release: name another one.');
  }
}
