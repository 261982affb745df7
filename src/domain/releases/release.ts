import type { Manifest } from '../manifest/manifest.ts';
import type { ReleaseState } from './release-state.ts';

/** Why a build failed: the step, and one plain sentence. */
export interface ReleaseFailure {
  readonly step: string;
  readonly message: string;
}

export interface Release {
  readonly id: number;
  readonly integrationId: number;
  readonly number: number;
  readonly state: ReleaseState;
  readonly branch: string;
  /** Whether it is of the tracking branch, and so may become `latest`. */
  readonly isTracking: boolean;
  readonly commitSha: string | null;
  readonly tag: string | null;
  readonly manifest: Manifest | null;
  readonly warnings: readonly unknown[];
  readonly failure: ReleaseFailure | null;
  /** What was requested; null where only its branch is known. */
  readonly ref: { readonly kind: 'branch' | 'tag' | 'commit'; readonly name: string } | null;
  /** The release that this one builds once more. */
  readonly retryOf: number | null;
  readonly requestedBy: string;
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly artifactSizeBytes: number | null;
  /** Set where retention removed the artifact: to run it again, it is built again. */
  readonly artifactRemovedAt: Date | null;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}
