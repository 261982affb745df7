import type { Database } from '../../db/database.ts';
import { insertAttempt } from '../../db/stores/attempts/attempt-store.ts';
import {
  lockRelease,
  markBuildStarted,
  type ReleaseToBuild,
  readReleaseToBuild,
} from '../../db/stores/releases/build-store.ts';
import { endRelease } from '../../db/stores/releases/release-transitions.ts';
import { RELEASE_TRANSITIONS } from '../../domain/releases/release-state.ts';
import { isFinal } from '../../domain/state-machine.ts';

/** What a build has to know of its release. */
export interface BuildInput extends Omit<ReleaseToBuild, 'state' | 'isCancelRequested' | 'hasLiveAttempt'> {
  readonly releaseId: number;
  readonly attemptId: number;
  readonly attemptNumber: number;
}

export type BeginBuildResult =
  | { readonly kind: 'begun'; readonly order: BuildInput }
  /** Another attempt holds the lease, or the release was not admitted yet. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'final'; readonly state: string };

/** Takes the lease of an admitted release's next attempt. */
export function beginBuild(database: Database, releaseId: number, workerId: string): Promise<BeginBuildResult> {
  return database.transaction(async (sql) => {
    await lockRelease(sql, releaseId);
    const release = await readReleaseToBuild(sql, releaseId);
    if (release === null) return { kind: 'final', state: 'cancelled' };
    if (isFinal(RELEASE_TRANSITIONS, release.state)) return { kind: 'final', state: release.state };
    if (release.hasLiveAttempt || release.state === 'queued') return { kind: 'wait' };
    if (release.isCancelRequested) {
      await endRelease(sql, releaseId, { state: 'cancelled', logLineCount: null });
      return { kind: 'final', state: 'cancelled' };
    }
    const subject = { kind: 'release', id: releaseId } as const;
    const attempt = await insertAttempt(sql, subject, { workerId, firstLogLine: release.lastLogLine + 1 });
    await markBuildStarted(sql, releaseId);
    return { kind: 'begun', order: toInput(releaseId, release, attempt) };
  });
}

function toInput(releaseId: number, release: ReleaseToBuild, attempt: { id: number; number: number }): BuildInput {
  const { state: _state, isCancelRequested: _isCancelRequested, hasLiveAttempt: _hasLiveAttempt, ...facts } = release;
  return { ...facts, releaseId, attemptId: attempt.id, attemptNumber: attempt.number };
}
