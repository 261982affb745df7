import type { FailureClass } from './run-failure.ts';
import type { RunPhase } from './run-phase.ts';

const FAILED_WORDS: Readonly<Record<FailureClass, string>> = {
  integration: 'Failed (Integration Issue)',
  oom: 'Failed (Integration Issue)',
  config_validation: 'Failed (Integration Issue)',
  refresh: 'Failed (Refresh)',
  platform: 'Failed (Platform Issue)',
  timeout: 'Failed (Timeout)',
  metadata_validation: 'Failed (Metadata Validation)',
};

/** The status in Pandium's words; an admitted run without a process is still `Pending`. */
export function toPandiumStatus(phase: RunPhase, failureClass: FailureClass | null, isStarted: boolean): string {
  switch (phase) {
    case 'queued':
      return 'Pending';
    case 'running':
      return isStarted ? 'Running' : 'Pending';
    case 'succeeded':
      return 'Succeeded';
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return FAILED_WORDS[failureClass ?? 'platform'];
  }
}
