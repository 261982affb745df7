import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { Sql } from '../../db/database.ts';
import { appendRunWarning, findUnstartedRuns } from '../../db/stores/runs/run-queue-store.ts';

export interface StartPendingRunsDeps {
  readonly sql: Sql;
  /** Starts the run's workflow. */
  readonly startRun: (runId: number) => Promise<void>;
}

/** The run's next attempt writes it into the run's log. */
const RESTARTED = 'Its workflow was gone before the run had ended; it was started again.';

/** Starts in flight at the same time: a slow Temporal delays none by the sum of the others. */
const STARTS_AT_ONCE = 8;

/** Starts the admitted runs that no worker executes. Returns how many. */
export async function startPendingRuns({ sql, startRun }: StartPendingRunsDeps, items: ItemRunner): Promise<number> {
  return items.forEach({
    kind: 'run',
    items: await findUnstartedRuns(sql, items.backedOff('run')),
    atOnce: STARTS_AT_ONCE,
    work: async ({ id, isRestart }) => {
      if (isRestart) await appendRunWarning(sql, id, RESTARTED);
      await startRun(id);
    },
  });
}
