import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import type { Sql } from '../../db/database.ts';
import { readHubSettings } from '../../db/stores/hub/hub-settings.ts';
import { insertMail, wakeMailSender } from '../../db/stores/mails/mail-store.ts';
import { type MailContent, mailContentOwner } from './mail-content.ts';
import { type MailEvent, type MailValues, renderMail } from './render-mail.ts';

export interface QueueMailDeps {
  readonly secrets: SecretStore;
  readonly publicUrl: string;
}

export type QueuedMail = {
  readonly [Event in MailEvent]: {
    readonly event: Event;
    readonly user: { readonly id: number; readonly name: string; readonly email: string };
    /** The recipient, where that is not the account's address. */
    readonly to?: string;
    readonly values: MailValues[Event];
    /** A second mail under the same key is not queued. */
    readonly dedupeKey?: string;
  };
}[MailEvent];

/** Puts a mail into the outbox, in the transaction of what it is about. Its content, which may hold a link, is sealed. */
export async function queueMail(sql: Sql, deps: QueueMailDeps, mail: QueuedMail): Promise<void> {
  const { name: hubName } = await readHubSettings(sql);
  const content: MailContent = renderMail(mail, { hubName, publicUrl: deps.publicUrl });
  const id = await insertMail(sql, {
    event: mail.event,
    dedupeKey: mail.dedupeKey ?? null,
    toAddress: mail.to ?? mail.user.email,
    toName: mail.user.name,
    userId: mail.user.id,
    subject: content.subject,
  });
  if (id === null) return;
  await deps.secrets.put(sql, mailContentOwner(id), JSON.stringify(content));
  await wakeMailSender(sql);
}
