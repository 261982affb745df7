import { AppError } from '../../src/errors/app-error.ts';
import type { ApiDeps } from '../http/api-deps.ts';

const LIFETIME_MS = 15 * 60 * 1000;
const PURPOSE = 'run_log';

/** An address that shows the log of one run to anyone who has it, for 15 minutes. */
export function makeLogLink(
  { publicUrl, signer }: Pick<ApiDeps, 'publicUrl' | 'signer'>,
  runId: number,
  now: Date,
): string {
  const expires = now.getTime() + LIFETIME_MS;
  return `${publicUrl}/v2/run_logs/${runId}?expires=${expires}&signature=${signer.sign(PURPOSE, `${runId} ${expires}`)}`;
}

/** @throws AppError forbidden */
export function checkLogLink(
  { signer }: Pick<ApiDeps, 'signer'>,
  link: { runId: number; expires: number; signature: string },
  now: Date,
): void {
  const isOurs = signer.isSigned(PURPOSE, `${link.runId} ${link.expires}`, link.signature);
  if (!isOurs || link.expires < now.getTime()) {
    throw new AppError('forbidden', 'This link is not valid any more; ask for the log again.');
  }
}
