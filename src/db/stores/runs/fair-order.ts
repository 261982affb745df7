import { waitsForResume } from './waits-for-resume.ts';

/**
 * Common table expressions up to `placed`: one row for each tenant that could be admitted now, with the turns that the
 * fair order goes by. A partner's place counts what it has running already, and so does an integration's within its partner.
 * What a cap holds back comes after the others, so that it takes no place from them. `$1` and `$2` are the hub's caps of
 * an integration and of a partner; either may have a lower one of its own.
 */
export const FAIR_ORDER = fairOrder('true');

/** The same among the tenants of the queued runs `r` that meet the condition. */
export function fairOrder(condition: string): string {
  return `
  candidate as (
    select distinct on (r.tenant_id) r.tenant_id, r.partner_id, r.integration_id, r.queued_at, r.id
    from runs r join tenants t on t.id = r.tenant_id
    where r.phase = 'queued' and t.archived_at is null and not ${waitsForResume('r', 't')} and ${condition}
      and not exists (select 1 from runs x where x.tenant_id = r.tenant_id and x.phase = 'running')
    order by r.tenant_id, r.queued_at, r.id
  ),
  live_of_integration as (select integration_id, count(*) as runs from runs where phase = 'running' group by 1),
  live_of_partner as (select coalesce(partner_id, 0) as partner_id, count(*) as runs from runs where phase = 'running' group by 1),
  by_integration as (
    select c.*, row_number() over (partition by c.integration_id order by c.queued_at, c.id)
      + coalesce(l.runs, 0) as integration_turn
    from candidate c left join live_of_integration l on l.integration_id = c.integration_id
  ),
  under_integration_cap as (
    select b.*, b.integration_turn > least($1, i.run_cap) as is_held_back
    from by_integration b join integrations i on i.id = b.integration_id
  ),
  by_partner as (
    select u.*, row_number() over (partition by u.partner_id order by u.is_held_back, u.integration_turn, u.queued_at, u.id)
      + coalesce(l.runs, 0) as partner_turn
    from under_integration_cap u left join live_of_partner l on l.partner_id = coalesce(u.partner_id, 0)
  ),
  placed as (
    select b.tenant_id, b.id, b.queued_at, b.integration_turn, b.partner_turn,
      b.is_held_back or b.partner_turn > least($2, p.run_cap) as is_capped
    from by_partner b left join partners p on p.id = b.partner_id
  )`;
}

/** The order itself, over `placed`. */
export const FAIR_ORDER_BY = 'is_capped, partner_turn, integration_turn, queued_at, id';
