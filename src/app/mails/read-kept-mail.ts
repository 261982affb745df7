import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import type { Database } from '../../db/database.ts';
import { findMail, type MailRow } from '../../db/stores/mails/mail-store.ts';
import { AppError } from '../../errors/app-error.ts';
import { type MailContent, mailContentOwner } from './mail-content.ts';

export interface KeptMailDeps {
  readonly db: Database;
  readonly secrets: SecretStore;
}

/**
 * Returns a mail of the outbox, with its content where that may be shown and is still kept.
 * @throws AppError not_found
 */
export async function readKeptMail(
  { db, secrets }: KeptMailDeps,
  id: string,
  { isContentShown }: { readonly isContentShown: boolean },
): Promise<{ readonly mail: MailRow; readonly content: Pick<MailContent, 'text' | 'html'> | null }> {
  const mail = await findMail(db, id);
  if (mail === null) throw new AppError('not_found', 'There is no mail with this id.');
  const sealed = isContentShown ? await secrets.read(db, mailContentOwner(id)) : null;
  if (sealed === null) return { mail, content: null };
  const { text, html } = JSON.parse(sealed) as MailContent;
  return { mail, content: { text, html } };
}
