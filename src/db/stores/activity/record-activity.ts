import type { Sql } from '../../database.ts';
import { statement } from '../../statement.ts';
import { requestValues } from './request-values.ts';

/** An entry of the activity log: who did what to which object. `before` and `after` hold no secrets. */
export interface ActivityEntry {
  readonly actor: string;
  /** `tenant.created`, `integration.archived` … */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: number;
  /** The entry belongs to the partner of this integration, whoever the actor was. */
  readonly integrationId?: number | null;
  /** For what is part of no integration. */
  readonly partnerId?: number | null;
  readonly before?: object | null;
  readonly after?: object | null;
}

const INSERT_ACTIVITY = statement(`
  insert into activity (actor, action, subject_kind, subject_id, integration_id, partner_id, before, after,
    user_id, api_key_id, via, request_id, address)
  values ($1, $2, $3, $4, $5,
    case when $5::bigint is null then $6 else (select partner_id from integrations where id = $5) end, $7, $8,
    $9, $10, $11, $12, $13)`);

/** Adds the entry in the transaction of the write it describes; the request under way says where it came from. */
export async function recordActivity(sql: Sql, entry: ActivityEntry): Promise<void> {
  await sql.query(INSERT_ACTIVITY, [
    entry.actor,
    entry.action,
    entry.subjectKind,
    entry.subjectId,
    entry.integrationId ?? null,
    entry.partnerId ?? null,
    toJson(entry.before),
    toJson(entry.after),
    ...requestValues(),
  ]);
}

function toJson(value: object | null | undefined): string | null {
  return value ? JSON.stringify(value) : null;
}
