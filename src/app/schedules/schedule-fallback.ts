import { resumeExpiredPauses } from './resume-tenants.ts';
import type { TickDueDeps } from './tick-due.ts';
import { tickOverdue } from './tick-overdue.ts';
import { type TickDeps, tickTenant } from './tick-tenant.ts';

export interface ScheduleFallbackDeps extends TickDeps {
  readonly startRun: (runId: number) => Promise<void>;
  readonly onError: (error: unknown, tenantId: number) => void;
}

export interface ScheduleFallback {
  /** How due tenants are ticked. */
  readonly due: TickDueDeps;
  /** For the relay of every process: what is due happens also where nobody wakes. */
  readonly passes: readonly (() => Promise<void>)[];
}

/** What schedules need in every process, whatever wakes tenants. */
export function createScheduleFallback(deps: ScheduleFallbackDeps): ScheduleFallback {
  const { startRun, onError } = deps;
  const due: TickDueDeps = { sql: deps.db, tick: (tenantId) => tickTenant(deps, { tenantId }), startRun, onError };
  return {
    due,
    passes: [
      async () => void (await resumeExpiredPauses(deps.db, deps.spreadS)),
      async () => void (await tickOverdue(due)),
    ],
  };
}
