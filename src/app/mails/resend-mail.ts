import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { findMail, type MailRow, requeueMail } from '../../db/stores/mails/mail-store.ts';
import type { Actor } from '../../domain/accounts/role.ts';
import { AppError } from '../../errors/app-error.ts';
import { mailContentOwner } from './mail-content.ts';
import type { KeptMailDeps } from './read-kept-mail.ts';

/**
 * Queues a mail anew, as after a mail server was set right.
 * @throws AppError not_found, conflict where it is queued already or its content is no longer kept
 */
export function resendMail({ db, secrets }: KeptMailDeps, actor: Actor, id: string): Promise<MailRow> {
  return db.transaction(async (sql) => {
    const mail = await findMail(sql, id);
    if (mail === null) throw new AppError('not_found', 'There is no mail with this id.');
    if ((await secrets.read(sql, mailContentOwner(id))) === null) {
      throw new AppError('conflict', 'This mail was sent, and its content is no longer kept. Cause it anew.');
    }
    if (!(await requeueMail(sql, id))) throw new AppError('conflict', 'This mail is queued already.');
    const subject = { subjectKind: 'mail', subjectId: 0, after: { id, event: mail.event } };
    await recordActivity(sql, { actor: actor.name, action: 'mail.requeued', ...subject });
    return (await findMail(sql, id)) ?? mail;
  });
}
