import { WAKE_JOBS_CHANNEL } from '../../../contracts/task-queues.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export type MailState = 'queued' | 'sent' | 'dead';

export interface NewMail {
  /** `user.invited`, `user.password_reset` … */
  readonly event: string;
  /** A second mail under the same key is not stored. */
  readonly dedupeKey: string | null;
  readonly toAddress: string;
  readonly toName: string;
  readonly userId: number | null;
  readonly subject: string;
}

const INSERT_MAIL = statement<{
  id: string;
}>(`insert into mails (event, dedupe_key, to_address, to_name, user_id, subject) values ($1, $2, $3, $4, $5, $6)
     on conflict (dedupe_key) do nothing returning id`);

/** Returns the mail's id, or null where one with the same key is there already. */
export async function insertMail(sql: Sql, mail: NewMail): Promise<string | null> {
  const [row] = await sql.query(INSERT_MAIL, [
    mail.event,
    mail.dedupeKey,
    mail.toAddress,
    mail.toName,
    mail.userId,
    mail.subject,
  ]);
  return row?.id ?? null;
}

const WAKE_MAIL_SENDER = statement(`select pg_notify($1, 'mail')`);

/** Notifies every process, once the transaction commits, that a mail is due. */
export async function wakeMailSender(sql: Sql): Promise<void> {
  await sql.query(WAKE_MAIL_SENDER, [WAKE_JOBS_CHANNEL]);
}

export interface LeasedMail {
  readonly id: string;
  readonly leaseId: string;
  readonly toAddress: string;
  readonly toName: string;
  readonly subject: string;
  readonly attempts: number;
}

const LEASE_DUE_MAILS = statement<LeasedMail>(`with due as (
       select id from mails where state = 'queued' and due_at <= now() and (leased_until is null or leased_until < now())
       order by due_at, id limit $1 for update skip locked
     ) update mails m set lease_id = gen_random_uuid(), leased_until = now() + make_interval(secs => $2), attempts = attempts + 1
     from due where m.id = due.id
     returning m.id, m.lease_id as "leaseId", m.to_address as "toAddress", m.to_name as "toName", m.subject, m.attempts`);

/** Leases mails that are due, oldest first, so that no other process sends them meanwhile. */
export function leaseDueMails(sql: Sql, limit: number, leaseS: number): Promise<LeasedMail[]> {
  return sql.query(LEASE_DUE_MAILS, [limit, leaseS]);
}

const MARK_MAIL_SENT =
  statement(`update mails set state = 'sent', sent_at = now(), lease_id = null, leased_until = null, last_error = null
     where id = $1 and lease_id = $2 returning id`);

export async function markMailSent(sql: Sql, id: string, leaseId: string): Promise<boolean> {
  const rows = await sql.query(MARK_MAIL_SENT, [id, leaseId]);
  return rows.length > 0;
}

const MARK_MAIL_FAILED = statement(`update mails set last_error = $3, lease_id = null, leased_until = null,
       state = case when $4::double precision is null then 'dead' else 'queued' end,
       due_at = now() + make_interval(secs => coalesce($4::double precision, 0))
     where id = $1 and lease_id = $2`);

/** Puts a mail off for `delayS`, or gives it up where that is null. */
export async function markMailFailed(
  sql: Sql,
  mail: { readonly id: string; readonly leaseId: string; readonly error: string; readonly delayS: number | null },
): Promise<void> {
  await sql.query(MARK_MAIL_FAILED, [mail.id, mail.leaseId, mail.error, mail.delayS]);
}

const REQUEUE_MAIL = statement(
  `update mails set state = 'queued', due_at = now(), attempts = 0, last_error = null where id = $1 and state <> 'queued' returning id`,
);

/** Queues a mail anew; returns whether there is one in a state that this helps. */
export async function requeueMail(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(REQUEUE_MAIL, [id]);
  return rows.length > 0;
}

export interface MailRow {
  readonly id: string;
  readonly event: string;
  readonly toAddress: string;
  readonly toName: string;
  readonly subject: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

const MAIL_COLUMNS = `id, event, to_address as "toAddress", to_name as "toName", subject, state, attempts, due_at as "dueAt",
  last_error as "lastError", created_at as "createdAt", sent_at as "sentAt"`;

const LIST_MAILS = statement<MailRow>(
  `select ${MAIL_COLUMNS} from mails where ($1::text is null or state = $1) order by created_at desc, id limit $2`,
);

/** Returns the newest mails, all or those in one state. */
export function listMails(sql: Sql, state: MailState | null, limit: number): Promise<MailRow[]> {
  return sql.query(LIST_MAILS, [state, limit]);
}

const FIND_MAIL = statement<MailRow>(`select ${MAIL_COLUMNS} from mails where id = $1`);

export async function findMail(sql: Sql, id: string): Promise<MailRow | null> {
  const [row] = await sql.query(FIND_MAIL, [id]);
  return row ?? null;
}

const DELETE_OLD_MAILS = statement<{ id: string }>(
  `delete from mails where state <> 'queued' and created_at < now() - make_interval(days => $1) returning id`,
);

/** Removes mails that are older than `keptDays` and not queued; returns their ids. */
export function deleteOldMails(sql: Sql, keptDays: number): Promise<{ readonly id: string }[]> {
  return sql.query(DELETE_OLD_MAILS, [keptDays]);
}
