import type { Scope } from '../../../domain/accounts/role.ts';
import { contains } from '../../contains.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

export const FOUND_KINDS = ['integration', 'tenant', 'release', 'run', 'partner'] as const;

export interface FoundObject {
  readonly kind: (typeof FOUND_KINDS)[number];
  readonly id: number;
  readonly title: string;
  readonly subtitle: string | null;
  readonly state: string | null;
  readonly integrationId: number | null;
}

export interface ObjectSearch {
  /** A part of a name; null where the search is for an id only. */
  readonly text: string | null;
  readonly id: number | null;
  /** Of each kind. */
  readonly limit: number;
}

// $1 scope, $2 pattern or null, $3 id or null, $4 limit. An id comes first, then names that begin with the text.
const IN_SCOPE = '($1::bigint is null or i.partner_id = $1)';

const SEARCHES = [
  statement<FoundObject>(`
    select 'integration' as kind, i.id, i.long_name as title, i.name as subtitle,
      case when i.archived_at is null then i.state else 'archived' end as state, i.id as "integrationId"
    from integrations i where ${IN_SCOPE} and (i.id = $3::bigint or i.name ilike $2::text or i.long_name ilike $2)
    order by i.id = $3 desc nulls last, i.archived_at is not null, i.name limit $4`),
  statement<FoundObject>(`
    select 'tenant' as kind, t.id, t.name as title, i.long_name as subtitle,
      case when t.archived_at is not null then 'archived' when t.is_paused then 'paused' else 'active' end as state,
      t.integration_id as "integrationId"
    from tenants t join integrations i on i.id = t.integration_id
    where ${IN_SCOPE} and (t.id = $3::bigint or t.name ilike $2::text or t.end_user_id ilike $2)
    order by t.id = $3 desc nulls last, t.archived_at is not null, t.name limit $4`),
  statement<FoundObject>(`
    select 'release' as kind, r.id, coalesce(r.tag, 'release-' || r.number) as title, i.long_name as subtitle, r.state,
      r.integration_id as "integrationId"
    from releases r join integrations i on i.id = r.integration_id
    where ${IN_SCOPE} and (r.id = $3::bigint or r.tag ilike $2::text or r.commit_sha ilike $2)
    order by r.id = $3 desc nulls last, r.id desc limit $4`),
  statement<FoundObject>(`
    select 'run' as kind, u.id, 'Run ' || u.id as title, t.name as subtitle, u.phase as state,
      u.integration_id as "integrationId"
    from runs u join tenants t on t.id = u.tenant_id join integrations i on i.id = u.integration_id
    where ${IN_SCOPE} and u.id = $3::bigint and ($2::text is null or true) limit $4`),
  statement<FoundObject>(`
    select 'partner' as kind, p.id, p.name as title, null as subtitle, p.state, null::bigint as "integrationId"
    from partners p where ($1::bigint is null or p.id = $1) and (p.id = $3::bigint or p.name ilike $2::text)
    order by p.id = $3 desc nulls last, p.name limit $4`),
];

/** Returns what has the id or a name that holds the text, each kind in its turn. */
export async function searchObjects(sql: Sql, scope: Scope, { text, id, limit }: ObjectSearch): Promise<FoundObject[]> {
  const values = [scope.partnerId, text === null ? null : contains(text), id, limit];
  return (await Promise.all(SEARCHES.map((search) => sql.query(search, values)))).flat();
}
