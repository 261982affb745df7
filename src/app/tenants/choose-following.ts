import { findLatestRelease, findRelease } from '../../db/stores/releases/release-repository.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Integration } from '../../domain/integrations/integration.ts';
import { AppError } from '../../errors/app-error.ts';

/** What a person asked for; both null = as the integration's setting says. */
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
 * How a tenant follows from now on, and its release of the moment.
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
  if (channel === null || channel === 'Default') return { releaseId: defaultRelease(integration), channel };
  if (channel === 'Latest')
    return { releaseId: (await findLatestRelease(unit.em, integration.id))?.id ?? null, channel };
  return { releaseId: await namedChannelRelease(unit, integration, channel), channel };
}

async function readyRelease(unit: UnitOfWork, integration: Integration, releaseId: number): Promise<number> {
  const release = await findRelease(unit.em, integration.id, releaseId);
  if (release?.state === 'ready' && release.artifactRemovedAt === null) return releaseId;
  throw invalid('/integration_release_id', 'is not the id of a ready release of this integration');
}

function defaultRelease(integration: Integration): number {
  if (integration.defaultReleaseId !== null) return integration.defaultReleaseId;
  throw new AppError(
    'no_default_release',
    'The integration has no default release: set default_release_id, or let tenants follow the channel Latest.',
  );
}

async function namedChannelRelease(unit: UnitOfWork, integration: Integration, name: string): Promise<number | null> {
  const [channel] = await unit.query<{ release_id: number | null; follows_latest: boolean }>(
    `select release_id, follows_latest from channels where integration_id = $1 and name = $2`,
    [integration.id, name],
  );
  if (!channel)
    throw invalid('/integration_release_channel', 'is neither Default nor Latest nor a channel of this integration');
  return channel.follows_latest ? ((await findLatestRelease(unit.em, integration.id))?.id ?? null) : channel.release_id;
}

function invalid(pointer: string, message: string): AppError {
  return new AppError('invalid_input', 'The tenant is not valid.', { issues: [{ pointer, message }] });
}
