import { hubFailure } from '../../domain/runs/classify-exit.ts';
import type { PlatformReason, RunFailure } from '../../domain/runs/run-failure.ts';
import { AppError } from '../../errors/app-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';

/** What went wrong in the hub while it ran an attempt, as users see it. */
export function describeFailure(error: unknown): RunFailure {
  if (isDiskFull(error)) return hubFailure('platform', STORAGE_FULL, 'storage_full');
  const reason = error instanceof AppError ? REASONS[error.code] : undefined;
  if (reason === undefined || !(error instanceof Error)) return hubFailure('platform', INTERNAL, 'internal');
  return hubFailure('platform', error.message, reason);
}

const REASONS: Readonly<Partial<Record<ErrorCode, PlatformReason>>> = {
  artifact_missing: 'artifact_missing',
  artifact_corrupt: 'artifact_corrupt',
  sandbox_unavailable: 'sandbox_failed',
};

const STORAGE_FULL = "The disk of the worker's machine is full: free some space, and the run can be carried out.";
const INTERNAL = 'The hub could not carry out the attempt; its own log says why.';

function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'disk_full' || code === 'ENOSPC' || code === 'EDQUOT';
}
