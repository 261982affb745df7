import { runsWaitingTooLong } from '../runs/waits-too-long.ts';
import { IS_WATCHED } from '../source-control/watched-repository-store.ts';

/**
 * Everything that needs attention: `id` (unique over all kinds), `kind`, `since`, `tenant_id`, `integration_id`, `subject_id` (the
 * run, release or connector that it is about, else the tenant).
 */
export const ATTENTION = `
  select x.tenant_id * 8 + 1 as id, 'failing' as kind, x.since, x.tenant_id, x.integration_id, x.run_id as subject_id
    from tenant_troubles x join tenants t on t.id = x.tenant_id where t.archived_at is null
  union all
  select f.tenant_id * 8 + 2, 'init_failed', f.finished_at, f.tenant_id, t.integration_id, f.run_id
    from tenant_refreshes f join tenants t on t.id = f.tenant_id
    where f.error_class is not null and f.error_class <> 'cancelled' and t.archived_at is null
  union all
  select t.id * 8 + 3, 'held', t.held_at, t.id, t.integration_id, t.id
    from tenants t where t.held_reason is not null and t.archived_at is null
  union all
  select c.id * 8 + 4, 'reconnect', c.last_change, c.tenant_id, c.integration_id, c.connector_id
    from connections c left join tenants t on t.id = c.tenant_id
    where c.status = 'needs_reconnect' and t.archived_at is null
  union all
  ${runsWaitingTooLong(`q.id * 8 + 5, 'waiting', q.queued_at, q.tenant_id, q.integration_id, q.id`)}
  union all
  select i.id * 8 + 6, 'broken_build', l.finished_at, null, i.id, l.id
    from integrations i cross join lateral (
      select n.id, n.state, n.finished_at from releases n
      where n.integration_id = i.id and n.is_tracking and n.state in ('ready', 'failed') order by n.number desc limit 1) l
    where l.state = 'failed' and i.archived_at is null
  union all
  select i.id * 8 + 7, 'unreachable_repository', w.failing_since, null, i.id, i.id
    from repository_watches w join integrations i on i.id = w.integration_id
    where w.failing_since is not null and ${IS_WATCHED}`;

/** The condition that something about the tenant known as `alias` needs attention. */
export function tenantNeedsAttention(alias: string): string {
  return `(${alias}.held_reason is not null
    or exists (select 1 from tenant_troubles x where x.tenant_id = ${alias}.id)
    or exists (select 1 from tenant_refreshes f
      where f.tenant_id = ${alias}.id and f.error_class is not null and f.error_class <> 'cancelled')
    or exists (select 1 from connections c where c.tenant_id = ${alias}.id and c.status = 'needs_reconnect'))`;
}
