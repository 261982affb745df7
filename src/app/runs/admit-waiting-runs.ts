import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Database } from '../../db/database.ts';
import { lockRunTenant } from '../../db/stores/runs/admission.ts';
import { FAIR_ORDER_BY, fairOrder } from '../../db/stores/runs/fair-order.ts';
import { LIVE_RUN_SLOTS } from '../../db/stores/workers/worker-store.ts';
import type { AdmissionCaps } from '../../domain/runs/explain-wait.ts';
import { type AdmissionRules, admissibleRuns, admitNextRun } from './admit-next-run.ts';

/** Admits waiting runs in fair order (partners, then their integrations, then age) until slots or caps are full. Returns their ids. */
export async function admitWaitingRuns(db: Database, rules: AdmissionRules, items: ItemRunner): Promise<number[]> {
  const { caps } = rules;
  const free = await countFreeSlots(db, caps);
  if (free <= 0) return [];
  const admitted: number[] = [];
  await items.forEach({
    kind: 'tenant',
    items: await db.query<{ id: number }>(CANDIDATES, [
      caps.integration,
      caps.partner,
      free,
      items.backedOff('tenant'),
    ]),
    work: async ({ id }) => {
      const runId = await db.transaction(async (sql) => {
        const tenant = await lockRunTenant(sql, id);
        return tenant ? admitNextRun(sql, rules, tenant, 'in-turn') : null;
      });
      if (runId !== null) admitted.push(runId);
      return runId !== null;
    },
  });
  return admitted;
}

async function countFreeSlots(db: Database, caps: AdmissionCaps): Promise<number> {
  const rows = await db.query<{ slots: number; live: number; queued: boolean }>(
    `select
       ${LIVE_RUN_SLOTS} as slots,
       (select count(*)::int from runs where phase = 'running') as live,
       exists (select 1 from runs where phase = 'queued') as queued`,
  );
  const row = rows[0];
  return row?.queued ? Math.min(admissibleRuns(row.slots), caps.hub) - row.live : 0;
}

const CANDIDATES = `
  with ${fairOrder('r.tenant_id <> all($4::bigint[])')}
  select tenant_id as id from placed
  where not is_capped
  order by ${FAIR_ORDER_BY}
  limit $3`;
