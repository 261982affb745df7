import { pruneMails as prune } from '../../src/app/mails/prune-mails.ts';
import type { KeptMailDeps } from '../../src/app/mails/read-kept-mail.ts';
import { type BackgroundJob, HOUR_MS } from './background-job.ts';

/** Removes mails past their retention. */
export function pruneMails(deps: KeptMailDeps): BackgroundJob {
  return { name: 'prune-mails', intervalMs: HOUR_MS, wakeOn: [], run: () => prune(deps) };
}
