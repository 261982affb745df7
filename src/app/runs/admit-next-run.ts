import type { Sql } from '../../db/database.ts';
import { LOCKS, lockUntilCommit, tryLockUntilCommit } from '../../db/locks.ts';
import { type Capacity, lockQueuedRuns, type RunTenant, readCapacity } from '../../db/stores/runs/admission.ts';
import { admitRun } from '../../db/stores/runs/run-transitions.ts';
import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';
import { type AdmissionCaps, lowerCap } from '../../domain/runs/explain-wait.ts';
import { chooseNextRun } from '../../domain/runs/run-lane.ts';
import { resolveRelease } from './resolve-release.ts';

/** The rules of admission. */
export interface AdmissionRules {
  readonly caps: AdmissionCaps;
  readonly schemas: SchemaChecks;
}

/**
 * `if-nobody-waits` leaves it to the job that admits runs where its lock is held or other tenants wait; `in-turn` is that job; `by-job`
 * always leaves it to the job, for a long transaction must not hold the admission lock.
 */
export type AdmissionTurn = 'if-nobody-waits' | 'in-turn' | 'by-job';

/**
 * Admits the next queued run of a locked tenant where the caps and slots allow it. Returns its id, else null. Counts running
 * runs under the admission lock, so the caps are exact.
 */
export async function admitNextRun(
  sql: Sql,
  rules: AdmissionRules,
  tenant: RunTenant,
  turn: AdmissionTurn,
): Promise<number | null> {
  if (tenant.isBusy || turn === 'by-job') return null;
  // Before the admission lock, for the check of a schema may take long.
  const releaseId = await resolveRelease(sql, rules.schemas, tenant);
  if (releaseId === null) return null;
  if (!(await acquireAdmissionLock(sql, turn))) return null;
  const capacity = await readCapacity(sql, tenant, turn === 'if-nobody-waits');
  if (!hasCapacity(capacity, rules.caps)) return null;
  const queued = await lockQueuedRuns(sql, tenant.id);
  const next = chooseNextRun(queued, tenant.lastLane);
  return next && (await admitRun(sql, next.id, releaseId)) ? next.id : null;
}

/** Returns whether the admission lock is held until the transaction ends. */
async function acquireAdmissionLock(sql: Sql, turn: AdmissionTurn): Promise<boolean> {
  if (turn === 'if-nobody-waits') return tryLockUntilCommit(sql, LOCKS.runAdmission);
  await lockUntilCommit(sql, LOCKS.runAdmission);
  return true;
}

function hasCapacity(capacity: Capacity, caps: AdmissionCaps): boolean {
  return (
    !capacity.isSomebodyWaiting &&
    capacity.live < Math.min(admissibleRuns(capacity.slots), caps.hub) &&
    capacity.ofIntegration < lowerCap(caps.integration, capacity.integrationCap) &&
    capacity.ofPartner < lowerCap(caps.partner, capacity.partnerCap)
  );
}

/**
 * Returns how many runs may be running: a quarter more than the workers' slots, so that a slot that becomes free has its next run
 * at once. A single slot gets none more, for another partner's run would wait twice behind it.
 */
export function admissibleRuns(slots: number): number {
  return slots < 2 ? slots : slots + Math.max(1, Math.floor(slots / 4));
}
