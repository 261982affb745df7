/** The steps of a build, in order. */
export const BUILD_STEPS = ['fetch', 'manifest', 'base', 'checkout', 'build', 'pack', 'store', 'verify'] as const;

export type BuildStep = (typeof BUILD_STEPS)[number];

/** Why a build failed, as stored on the release. */
export interface BuildFailure {
  /** Null where the worker was lost and the step is unknown. */
  readonly step: BuildStep | null;
  /** `platform` failures are tried again. */
  readonly class: 'integration' | 'timeout' | 'oom' | 'platform';
  /** A code of the error catalogue or of the platform's reasons, for programs. */
  readonly reason: string | null;
  readonly exit_code: number | null;
  readonly signal: string | null;
  /** One plain sentence. */
  readonly message: string;
}

/** Milliseconds until the next attempt of a build, null where the failure is final. */
export function nextBuildAttemptDelayMs(failure: BuildFailure, countedAttempts: number): number | null {
  if (failure.class !== 'platform') return null;
  if (failure.reason === 'worker_shutdown') return 0;
  return countedAttempts < PLATFORM_ATTEMPTS ? 1000 * 2 ** (countedAttempts - 1) : null;
}

const PLATFORM_ATTEMPTS = 3;
