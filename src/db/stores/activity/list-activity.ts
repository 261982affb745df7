import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export interface ActivityRow {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  /** The person's or the key's name; null where it is the hub itself or the account is gone. */
  readonly actorName: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: number | null;
  readonly integrationId: number | null;
  readonly partnerId: number | null;
  readonly before: object | null;
  readonly after: object | null;
  readonly via: string | null;
  readonly requestId: string | null;
  readonly address: string | null;
}

export interface ActivityFilter {
  /** Null = every partner's and the hub's own. */
  readonly partnerId: number | null;
  readonly integrationId: number | null;
  readonly subjectKind: string | null;
  readonly subjectId: number | null;
  /** `user:7`, `api_key:3`, `hub:start` … */
  readonly actor: string | null;
  /** A whole action, or its beginning: `tenant.`. */
  readonly action: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

const LIST_ACTIVITY =
  statement<ActivityRow>(`select a.id, a.at, a.actor, coalesce(u.name, k.name) as "actorName", a.action, a.subject_kind as "subjectKind",
       a.subject_id as "subjectId", a.integration_id as "integrationId", a.partner_id as "partnerId", a.before, a.after,
       a.via, a.request_id as "requestId", a.address
     from activity a
     left join users u on u.id = coalesce(a.user_id, case when a.actor ~ '^user:[0-9]{1,15}$' then substr(a.actor, 6)::bigint end)
     left join api_keys k on k.id = coalesce(a.api_key_id, case when a.actor ~ '^api_key:[0-9]{1,15}$' then substr(a.actor, 9)::bigint end)
     where ($1::bigint is null or a.partner_id = $1) and ($2::bigint is null or a.integration_id = $2)
       and ($3::text is null or a.subject_kind = $3) and ($4::bigint is null or a.subject_id = $4)
       and ($5::text is null or a.actor = $5) and ($6::text is null or starts_with(a.action, $6))
       and ($7::timestamptz is null or a.at >= $7) and ($8::timestamptz is null or a.at < $8)
       and ($9::bigint is null or a.id < $9)
     order by a.id desc limit $10`);

/** Returns entries newest first, below `beforeId` where it is set. */
export function listActivity(
  sql: Sql,
  filter: ActivityFilter,
  page: { readonly beforeId: number | null; readonly limit: number },
): Promise<ActivityRow[]> {
  return sql.query(LIST_ACTIVITY, [
    filter.partnerId,
    filter.integrationId,
    filter.subjectKind,
    filter.subjectId,
    filter.actor,
    filter.action,
    filter.from,
    filter.to,
    page.beforeId,
    page.limit,
  ]);
}
