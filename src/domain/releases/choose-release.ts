/** How a tenant follows releases, as stored. */
export interface Following {
  /** The release recorded for it. */
  readonly releaseId: number | null;
  /** Null: static. `Default`, `Latest`, or the name of a channel. */
  readonly channel: string | null;
  /** Held on the recorded release until its configs fit a newer one. */
  readonly isHeld: boolean;
}

/** Where the channels of an integration point at this moment. */
export interface ReleaseTargets {
  readonly defaultReleaseId: number | null;
  /** Its highest-numbered `ready` release of the tracking branch. */
  readonly latestReleaseId: number | null;
  /** Of the named channel that the tenant follows; null where it follows none. */
  readonly namedChannel: { readonly releaseId: number | null; readonly followsLatest: boolean } | null;
}

/** The release that a tenant's next run takes; null where there is none yet. */
export function chooseRelease(following: Following, targets: ReleaseTargets): number | null {
  if (following.channel === null || following.isHeld) return following.releaseId;
  return channelTarget(following.channel, targets) ?? following.releaseId;
}

function channelTarget(channel: string, targets: ReleaseTargets): number | null {
  if (channel === 'Default') return targets.defaultReleaseId;
  if (channel === 'Latest') return targets.latestReleaseId;
  if (targets.namedChannel === null) return null;
  return targets.namedChannel.followsLatest ? targets.latestReleaseId : targets.namedChannel.releaseId;
}
