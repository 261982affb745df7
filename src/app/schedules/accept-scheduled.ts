import type { Sql } from '../../db/database.ts';

/** Makes the triggers of nominal times in the given transaction, each time's once, and tries to admit a run. */
export type AcceptScheduled = (
  sql: Sql,
  input: { readonly tenantId: number; readonly times: readonly Date[]; readonly createdBy: string },
) => Promise<{
  /** The queued run that the triggers joined. */
  readonly runId: number | null;
  /** The run that was admitted in the same transaction: whoever commits starts it. */
  readonly admittedRunId: number | null;
  /** Of the triggers that were made. */
  readonly count: number;
}>;
