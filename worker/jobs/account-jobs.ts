import { createSmtpMailer } from '../../src/adapters/mail/smtp-mailer.ts';
import type { SecretStore } from '../../src/adapters/secrets/secrets.ts';
import type { Config } from '../../src/config/config.ts';
import type { Database } from '../../src/db/database.ts';
import type { BackgroundJob } from './background-job.ts';
import { pruneMails } from './prune-mails.ts';
import { pruneSessions } from './prune-sessions.ts';
import { sendMails } from './send-mails.ts';

export interface AccountJobsDeps {
  readonly config: Pick<Config, 'mail' | 'publicUrl'>;
  readonly db: Database;
  readonly secrets: SecretStore;
}

/** The jobs about people and their mail, of every process of a hub. */
export function createAccountJobs({ config, db, secrets }: AccountJobsDeps): readonly BackgroundJob[] {
  const { smtpUrl, from } = config.mail;
  const mailer = smtpUrl === null ? null : createSmtpMailer({ url: smtpUrl, from });
  const hostname = new URL(config.publicUrl).hostname;
  return [sendMails({ sql: db, secrets, mailer, hostname }), pruneMails({ db, secrets }), pruneSessions(db)];
}
