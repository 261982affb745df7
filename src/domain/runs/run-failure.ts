export const FAILURE_CLASSES = [
  'integration',
  'oom',
  'timeout',
  'refresh',
  'config_validation',
  'metadata_validation',
  'platform',
] as const;

export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** Why a run or an attempt failed. `reason` is set for `platform` (`worker_lost`, `artifact_missing` …), else null. */
export interface RunFailure {
  readonly class: FailureClass;
  readonly reason: PlatformReason | null;
  readonly exit_code: number | null;
  readonly signal: string | null;
  /** One plain sentence. */
  readonly message: string;
}

export type PlatformReason =
  | 'worker_lost'
  | 'lease_lost'
  | 'worker_shutdown'
  | 'artifact_missing'
  | 'artifact_corrupt'
  | 'toolchain_missing'
  | 'sandbox_failed'
  | 'storage_full'
  /** The configs could not be checked this time. */
  | 'check_unavailable'
  | 'internal';
