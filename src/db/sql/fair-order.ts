/**
 * Common table expressions up to `by_partner`: one row for each tenant that could be admitted now, with the turns that the
 * fair order goes by. A partner's place counts what it has running already, and so does an integration's within its partner.
 */
export const FAIR_ORDER = `
  candidate as (
    select distinct on (r.tenant_id) r.tenant_id, r.partner_id, r.integration_id, r.queued_at, r.id
    from runs r join tenants t on t.id = r.tenant_id
    where r.phase = 'queued' and t.archived_at is null
      and not exists (select 1 from runs x where x.tenant_id = r.tenant_id and x.phase = 'running')
    order by r.tenant_id, r.queued_at, r.id
  ),
  live as (select partner_id, integration_id, count(*) as runs from runs where phase = 'running' group by 1, 2),
  by_integration as (
    select c.*, row_number() over (partition by c.integration_id order by c.queued_at, c.id)
      + coalesce((select sum(l.runs) from live l where l.integration_id = c.integration_id), 0) as integration_turn
    from candidate c
  ),
  by_partner as (
    select b.*, row_number() over (partition by b.partner_id order by b.integration_turn, b.queued_at, b.id)
      + coalesce((select sum(l.runs) from live l where l.partner_id is not distinct from b.partner_id), 0) as partner_turn
    from by_integration b
  )`;

/** The order itself, over `by_partner`. */
export const FAIR_ORDER_BY = 'partner_turn, integration_turn, queued_at, id';
