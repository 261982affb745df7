import type { Database } from '../db/database.ts';
import { type AdmissionCaps, type AdmissionRules, admissibleRuns, admitNextRun, lockTenant } from './admit-next-run.ts';

/** Admits waiting runs in fair order (partners, then their integrations, then age) until slots or caps are full; answers their ids. */
export async function admitWaitingRuns(db: Database, rules: AdmissionRules): Promise<number[]> {
  const { caps } = rules;
  const free = await countFreeSlots(db, caps);
  if (free <= 0) return [];
  const candidates = await db.query<{ tenant_id: number }>(FAIR_ORDER, [caps.integration, caps.partner, free]);
  const admitted: number[] = [];
  for (const { tenant_id: tenantId } of candidates) {
    const runId = await db.transaction(async (sql) => {
      const tenant = await lockTenant(sql, tenantId);
      return tenant ? admitNextRun(sql, rules, tenant, 'in-turn') : null;
    });
    if (runId !== null) admitted.push(runId);
  }
  return admitted;
}

async function countFreeSlots(db: Database, caps: AdmissionCaps): Promise<number> {
  const rows = await db.query<{ slots: number; live: number; queued: boolean }>(
    `select
       (select coalesce(sum(run_slots), 0)::int from workers
        where heartbeat_at > clock_timestamp() - interval '15 seconds' and not is_draining) as slots,
       (select count(*)::int from runs where phase = 'running') as live,
       exists (select 1 from runs where phase = 'queued') as queued`,
  );
  const row = rows[0];
  return row?.queued ? Math.min(admissibleRuns(row.slots), caps.hub) - row.live : 0;
}

// A partner's place counts what it has running already, and so does an integration's within its partner.
const FAIR_ORDER = `
  with candidate as (
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
  )
  select tenant_id from by_partner
  where integration_turn <= $1 and partner_turn <= $2
  order by partner_turn, integration_turn, queued_at, id
  limit $3`;
