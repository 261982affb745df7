import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Database } from '../../db/database.ts';
import { lockRunTenant } from '../../db/stores/runs/admission.ts';
import { findAdmissionCandidates, readQueueLoad } from '../../db/stores/runs/run-queue-store.ts';
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
    items: await findAdmissionCandidates(db, { caps, limit: free, skip: items.backedOff('tenant') }),
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
  const { slots, live, isAnyQueued } = await readQueueLoad(db);
  return isAnyQueued ? Math.min(admissibleRuns(slots), caps.hub) - live : 0;
}
