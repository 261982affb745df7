import type { Run } from '../../api/types.ts';
import { words } from '../../text/en.ts';
import { formatNumber } from '../../text/format.ts';

/** Returns in a few words why a run waits or failed, null where there is nothing to say. */
export function reasonOf(run: Run): string | null {
  if (run.failure) return run.failure.message || words.failureClasses[run.failure.class] || run.failure.class;
  if (run.is_cancel_requested && run.completed_date === null) return 'Is being cancelled';
  if (run.waiting_for === null || run.completed_date !== null) return null;
  const wait = words.waits[run.waiting_for] ?? run.waiting_for;
  return run.queue_position === null ? wait : `${wait}, ${formatNumber(run.queue_position)} ahead`;
}
