import type { Mailer } from '../../adapters/mail/mailer.ts';
import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Sql } from '../../db/database.ts';
import { type LeasedMail, leaseDueMails, markMailFailed, markMailSent } from '../../db/stores/mails/mail-store.ts';
import { mailDelayS } from '../../domain/mails/mail-delay.ts';
import { AppError } from '../../errors/app-error.ts';
import { type MailContent, mailContentOwner } from './mail-content.ts';

export interface SendMailsDeps {
  readonly sql: Sql;
  readonly secrets: SecretStore;
  /** Null where no mail server is set: mails stay readable in the development inbox. */
  readonly mailer: Mailer | null;
  /** The part of message ids after the `@`. */
  readonly hostname: string;
}

const BATCH = 10;
/** Longer than a mail server may take for a whole batch. */
const LEASE_S = 300;

/** Sends what is due; returns how many mails were handled. A mail whose sender dies is sent again under the same Message-ID. */
export async function sendDueMails(deps: SendMailsDeps, items: Pick<ItemRunner, 'signal' | 'report'>): Promise<number> {
  const mails = await leaseDueMails(deps.sql, BATCH, LEASE_S);
  for (const mail of mails) {
    if (items.signal.aborted) break;
    await sendOne(deps, mail, (error) => items.report(error, 'mail', mail.id));
  }
  return mails.length;
}

async function sendOne(deps: SendMailsDeps, mail: LeasedMail, report: (error: unknown) => void): Promise<void> {
  const { sql, secrets, mailer, hostname } = deps;
  if (mailer === null) {
    await markMailSent(sql, mail.id, mail.leaseId);
    return;
  }
  const content = await readContent(deps, mail).catch((error: unknown) => {
    report(error);
    return null;
  });
  if (content === null) {
    return markMailFailed(sql, { ...mail, error: 'its content cannot be read', delayS: mailDelayS(mail.attempts) });
  }
  const to = { name: mail.toName, address: mail.toAddress };
  const outcome = await mailer.send({ messageId: `<${mail.id}@${hostname}>`, to, ...content });
  if (outcome.kind === 'failed') {
    const delayS = outcome.isPermanent ? null : mailDelayS(mail.attempts);
    return markMailFailed(sql, { ...mail, error: outcome.reason, delayS });
  }
  // The link in it must not stay where only its reader should have it.
  if (await markMailSent(sql, mail.id, mail.leaseId)) await secrets.remove(sql, mailContentOwner(mail.id));
}

async function readContent({ sql, secrets }: SendMailsDeps, { id }: LeasedMail): Promise<MailContent> {
  const sealed = await secrets.read(sql, mailContentOwner(id));
  if (sealed === null) throw new AppError('not_found', 'The content of the mail is no longer kept.');
  return JSON.parse(sealed) as MailContent;
}
