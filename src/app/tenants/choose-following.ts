import { findRelease } from '../../db/stores/releases/release-repository.ts';
import { findChannelTarget } from '../../db/stores/tenants/tenant-releases.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import { AppError } from '../../errors/app-error.ts';

/** What the request names; both null = as the integration's setting says. */
export interface FollowingRequest {
  readonly releaseId: number | null;
  readonly channel: string | null;
}

export interface ChosenFollowing {
  /** The release recorded for the tenant; null only with `Latest` before the first ready release. */
  readonly releaseId: number | null;
  /** null = static. */
  readonly channel: string | null;
}

/**
 * Returns how a tenant follows from now on, and the release that it starts with.
 * @throws AppError invalid_input, no_default_release
 */
export async function chooseFollowing(
  unit: UnitOfWork,
  integration: Integration,
  request: FollowingRequest,
): Promise<ChosenFollowing> {
  if (request.releaseId !== null && request.channel !== null) {
    throw invalid('/integration_release_channel', 'name a release or a channel, not both');
  }
  if (request.releaseId !== null)
    return { releaseId: await readyRelease(unit, integration, request.releaseId), channel: null };
  const channel = request.channel ?? integration.defaultReleaseChannel;
  const target = await findChannelTarget(unit, integration.id, channel ?? 'Default');
  if (!target) {
    throw invalid('/integration_release_channel', 'is neither Default nor Latest nor a channel of this integration');
  }
  if (target.releaseId === null && (channel === null || channel === 'Default')) throw noDefaultRelease();
  return { releaseId: target.releaseId, channel };
}

async function readyRelease(unit: UnitOfWork, integration: Integration, releaseId: number): Promise<number> {
  const release = await findRelease(unit.em, integration.id, releaseId);
  if (release?.state === 'ready' && release.artifactRemovedAt === null) return releaseId;
  throw invalid('/integration_release_id', 'is not the id of a ready release of this integration');
}

function noDefaultRelease(): AppError {
  return new AppError(
    'no_default_release',
    'The integration has no default release: set default_release_id, or let tenants follow the channel Latest.',
  );
}

function invalid(pointer: string, message: string): AppError {
  return new AppError('invalid_input', 'The tenant is not valid.', { issues: [{ pointer, message }] });
}
