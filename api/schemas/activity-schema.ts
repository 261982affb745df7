import { type Static, Type } from 'typebox';
import type { ActivityRow } from '../../src/db/stores/activity/list-activity.ts';
import { Id, Nullable, Time, toTime } from './common-schema.ts';

const Snapshot = Nullable(Type.Unsafe<object>({ type: 'object', additionalProperties: true }));

export const ActivitySchema = Type.Object(
  {
    id: Id,
    date: Time,
    actor: Type.String(),
    actor_name: Nullable(Type.String()),
    action: Type.String(),
    subject_kind: Type.String(),
    subject_id: Nullable(Type.Integer()),
    integration_id: Nullable(Id),
    partner_id: Nullable(Id),
    before: Snapshot,
    after: Snapshot,
    via: Nullable(Type.String()),
    request_id: Nullable(Type.String()),
    address: Nullable(Type.String()),
  },
  { $id: 'Activity' },
);

export function toActivityJson(row: ActivityRow): Static<typeof ActivitySchema> {
  return {
    id: row.id,
    date: toTime(row.at),
    actor: row.actor,
    actor_name: row.actorName,
    action: row.action,
    subject_kind: row.subjectKind,
    subject_id: row.subjectId,
    integration_id: row.integrationId,
    partner_id: row.partnerId,
    before: row.before,
    after: row.after,
    via: row.via,
    request_id: row.requestId,
    address: row.address,
  };
}
