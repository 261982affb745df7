import { deleteOldMails } from '../../db/stores/mails/mail-store.ts';
import { mailContentOwner } from './mail-content.ts';
import type { KeptMailDeps } from './read-kept-mail.ts';

const KEPT_DAYS = 30;

/** Removes mails that are older than 30 days, with what is left of their content; returns how many. */
export function pruneMails({ db, secrets }: KeptMailDeps): Promise<number> {
  return db.transaction(async (sql) => {
    const removed = await deleteOldMails(sql, KEPT_DAYS);
    for (const { id } of removed) await secrets.remove(sql, mailContentOwner(id));
    return removed.length;
  });
}
