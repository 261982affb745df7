import { type Static, Type } from 'typebox';
import type { MailRow } from '../../src/db/stores/mails/mail-store.ts';
import { Nullable, OneOf, Time, toTime, toTimeOrNull } from './common-schema.ts';

export const MailStateSchema = OneOf(['queued', 'sent', 'dead'], 'MailState');
export const MailParams = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const MailSchema = Type.Object(
  {
    id: Type.String(),
    event: Type.String(),
    to_address: Type.String(),
    to_name: Type.String(),
    subject: Type.String(),
    state: MailStateSchema,
    attempts: Type.Integer(),
    due_date: Time,
    last_error: Nullable(Type.String()),
    created_date: Time,
    sent_date: Nullable(Time),
  },
  { $id: 'Mail' },
);

export function toMailJson(mail: MailRow): Static<typeof MailSchema> {
  return {
    id: mail.id,
    event: mail.event,
    to_address: mail.toAddress,
    to_name: mail.toName,
    subject: mail.subject,
    state: mail.state,
    attempts: mail.attempts,
    due_date: toTime(mail.dueAt),
    last_error: mail.lastError,
    created_date: toTime(mail.createdAt),
    sent_date: toTimeOrNull(mail.sentAt),
  };
}
