import { type AdmissionCaps, explainWait, type Wait, type WaitFacts } from '../../../domain/runs/explain-wait.ts';
import type { Sql } from '../../database.ts';
import { statement } from '../../statement.ts';
import { LIVE_RUN_SLOTS } from '../workers/worker-store.ts';
import { FAIR_ORDER, FAIR_ORDER_BY } from './fair-order.ts';
import { waitsForResume } from './waits-for-resume.ts';

export interface RunWait {
  readonly waitingFor: Wait | null;
  /** Counts from 1 in the order of admission; null for a run that is admitted, or whose tenant has another one before it. */
  readonly queuePosition: number | null;
}

type WaitRow = WaitFacts & { readonly id: number };

/** Why each of these runs waits, and its place in the order; runs that have ended are left out. */
export async function readRunWaits(
  sql: Sql,
  caps: AdmissionCaps,
  ids: readonly number[],
): Promise<ReadonlyMap<number, RunWait>> {
  const rows = await sql.query(FACTS, [ids]);
  const isAnyQueued = rows.some((row) => row.phase === 'queued');
  const places = isAnyQueued ? await readPlaces(sql, caps, ids) : [];
  const placeOf = new Map(places.map(({ id, place }) => [id, place]));
  return new Map(
    rows.map((row) => [row.id, { waitingFor: explainWait(row, caps), queuePosition: placeOf.get(row.id) ?? null }]),
  );
}

function readPlaces(sql: Sql, caps: AdmissionCaps, ids: readonly number[]): Promise<{ id: number; place: number }[]> {
  return sql.query(PLACES, [caps.integration, caps.partner, ids]);
}

const PLACES = statement<{ readonly id: number; readonly place: number }>(`
  with ${FAIR_ORDER},
  numbered as (select id, (row_number() over (order by ${FAIR_ORDER_BY}))::int as place from placed)
  select id, place from numbered where id = any($3::bigint[])`);

const FACTS = statement<WaitRow>(`
  with live_of_integration as (select integration_id, count(*)::int as runs from runs where phase = 'running' group by 1),
  live_of_partner as (
    select coalesce(partner_id, 0) as partner_id, count(*)::int as runs from runs where phase = 'running' group by 1)
  select r.id, r.phase,
    exists (select 1 from attempts a where a.run_id = r.id and a.finished_at is null) as "hasLiveAttempt",
    coalesce(r.next_attempt_at > clock_timestamp(), false) as "isNextAttemptLater",
    (r.phase = 'running' and r.executor_at is null and r.admitted_at < clock_timestamp() - interval '3 seconds')
      as "isStartOverdue",
    (r.phase = 'queued' and exists (select 1 from runs b where b.tenant_id = r.tenant_id and b.phase = 'running'))
      as "isTenantBusy",
    (r.phase = 'queued' and exists (select 1 from tenants t where t.id = r.tenant_id and ${waitsForResume('r', 't')}))
      as "isPaused",
    ${LIVE_RUN_SLOTS} as slots,
    (select count(*)::int from runs l where l.phase = 'running') as live,
    coalesce(li.runs, 0) as "liveOfIntegration", coalesce(lp.runs, 0) as "liveOfPartner",
    i.run_cap as "integrationCap", p.run_cap as "partnerCap"
  from runs r join integrations i on i.id = r.integration_id left join partners p on p.id = r.partner_id
    left join live_of_integration li on li.integration_id = r.integration_id
    left join live_of_partner lp on lp.partner_id = coalesce(r.partner_id, 0)
  where r.id = any($1::bigint[]) and r.phase in ('queued', 'running')`);
