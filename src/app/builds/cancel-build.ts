import type { Sql } from '../../db/database.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { lockRelease, readReleaseToCancel } from '../../db/stores/releases/build-store.ts';
import { endRelease, requestReleaseCancel } from '../../db/stores/releases/release-transitions.ts';
import { RELEASE_TRANSITIONS } from '../../domain/releases/release-state.ts';
import { isFinal } from '../../domain/state-machine.ts';
import { AppError } from '../../errors/app-error.ts';

/** `cancelled`: it is. `asked`: its worker was notified. `unchanged`: it had been requested before. */
export type CancelBuildResult = 'cancelled' | 'asked' | 'unchanged';

export interface CancelBuildInput {
  readonly releaseId: number;
  /** The caller, as the activity log shows it. */
  readonly actor: string;
}

/**
 * Cancels a build that has not ended, in the caller's transaction; repeated, it changes nothing.
 * @throws AppError `not_found` · `conflict`
 */
export async function cancelBuild(sql: Sql, { releaseId, actor }: CancelBuildInput): Promise<CancelBuildResult> {
  await lockRelease(sql, releaseId);
  const release = await readReleaseToCancel(sql, releaseId);
  if (release === null) throw new AppError('not_found', `There is no release ${releaseId}.`);
  if (release.state === 'cancelled') return 'unchanged';
  if (isFinal(RELEASE_TRANSITIONS, release.state)) {
    throw new AppError('conflict', `The build of this release has already ended: it is ${release.state}.`);
  }
  await requestReleaseCancel(sql, releaseId);
  if (release.hasLiveAttempt && release.isCancelRequested) return 'unchanged';
  const result = release.hasLiveAttempt ? 'asked' : 'cancelled';
  // No worker builds it, so nothing else would end it.
  if (result === 'cancelled') await endRelease(sql, releaseId, { state: 'cancelled', logLineCount: null });
  await recordActivity(sql, {
    actor,
    action: 'release.cancel_requested',
    subjectKind: 'release',
    subjectId: releaseId,
    integrationId: release.integrationId,
    after: { result },
  });
  return result;
}
