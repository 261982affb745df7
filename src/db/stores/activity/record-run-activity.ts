import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';
import { requestValues } from './request-values.ts';

export interface RunActivity {
  readonly actor: string;
  /** `run.rerun`, `run.cancel_requested` … */
  readonly action: string;
  readonly after: object | null;
}

const INSERT_RUN_ACTIVITY = statement(`
  insert into activity (actor, action, subject_kind, subject_id, integration_id, partner_id, after,
    user_id, api_key_id, via, request_id, address)
  select $2, $3, 'run', r.id, r.integration_id, i.partner_id, $4, $5, $6, $7, $8, $9
  from runs r join integrations i on i.id = r.integration_id where r.id = $1`);

/** Adds an entry about a run to the activity log of the partner that the run's integration belongs to, whoever the actor was. */
export async function recordRunActivity(sql: Sql, runId: number, { actor, action, after }: RunActivity): Promise<void> {
  await sql.query(INSERT_RUN_ACTIVITY, [runId, actor, action, after && JSON.stringify(after), ...requestValues()]);
}
