import type { Database } from '../../db/database.ts';

const LOCKS = { tell: 7_240_011, reconcile: 7_240_012 } as const;

/** Does the work where no other process does it at this moment; answers null where one does. */
export function withTimerLock<Result>(
  db: Database,
  which: keyof typeof LOCKS,
  work: () => Promise<Result>,
): Promise<Result | null> {
  return db.transaction(async (sql) => {
    const [lock] = await sql.query<{ taken: boolean }>(`select pg_try_advisory_xact_lock($1) as taken`, [LOCKS[which]]);
    return lock?.taken === true ? work() : null;
  });
}
