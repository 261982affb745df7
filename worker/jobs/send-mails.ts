import { type SendMailsDeps, sendDueMails } from '../../src/app/mails/send-due-mails.ts';
import { type BackgroundJob, QUEUE_INTERVAL_MS } from './background-job.ts';

/** Sends the mails of the outbox that are due. */
export function sendMails(deps: SendMailsDeps): BackgroundJob {
  return {
    name: 'send-mails',
    intervalMs: QUEUE_INTERVAL_MS,
    wakeOn: ['mail', 'reconnect'],
    run: (items) => sendDueMails(deps, items),
  };
}
