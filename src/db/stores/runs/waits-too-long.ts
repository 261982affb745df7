import { waitsForResume } from './waits-for-resume.ts';

/** Minutes after which a run that has not begun needs attention. */
const TIMEOUT_MINUTES = 15;

/** Runs that wait for too long, with the columns that `columns` names: queued, or admitted and acquired by no worker. */
export function runsWaitingTooLong(columns: string): string {
  return `select ${columns} from runs q join tenants t on t.id = q.tenant_id
    where q.phase = 'queued' and q.queued_at < ${LONG_AGO} and not ${waitsForResume('q', 't')}
    union all select ${columns} from runs q
    where q.phase = 'running' and q.started_at is null and q.admitted_at < ${LONG_AGO}
      and not exists (select 1 from attempts a where a.run_id = q.id and a.finished_at is null)`;
}

const LONG_AGO = `now() - interval '${TIMEOUT_MINUTES} minutes'`;
