import type { LogKind } from '../../src/adapters/run-logs/log-line.ts';
import { storeLogChunk } from '../../src/adapters/run-logs/log-store.ts';
import type { TestApi } from './api.ts';
import { insertIntegration, insertRelease, insertTenant } from './hub-objects.ts';

/** A run that a worker seems to carry out: its lines and its end come from the test. */
export interface LiveRun {
  readonly runId: number;
  readonly attemptId: number;
  readonly tenantId: number;
  readonly integrationId: number;
  /** Stores lines as one chunk, numbered on, and tells who follows. */
  write(...texts: readonly (string | readonly [LogKind, string])[]): Promise<void>;
  succeed(): Promise<void>;
  /** Ends it out of memory. */
  fail(): Promise<void>;
}

export async function beginLiveRun(api: Pick<TestApi, 'db' | 'progress'>): Promise<LiveRun> {
  const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
  const releaseId = await insertRelease(api.db, integrationId);
  const tenantId = await insertTenant(api.db, integrationId);
  const [run] = await api.db.query<{ id: number; log_day: string }>(
    `insert into runs (tenant_id, integration_id, lane, mode, phase, admitted_at, started_at, release_id, log_day)
     values ($1, $2, 'other', 'normal', 'running', now(), now(), $3, (now() at time zone 'utc')::date)
     returning id, log_day::text`,
    [tenantId, integrationId, releaseId],
  );
  const { id: runId, log_day: logDay } = run as { id: number; log_day: string };
  const [attempt] = await api.db.query<{ id: number }>(
    `insert into attempts (run_id, number, worker_id, state, lease_expires_at, started_at, first_log_line)
     values ($1, 1, 'w', 'running', now() + interval '40 seconds', now(), 1) returning id`,
    [runId],
  );
  const attemptId = attempt?.id ?? 0;
  let lastLine = 0;
  return {
    ...{ runId, attemptId, tenantId, integrationId },
    write: async (...texts) => {
      const lines = texts.map((text) => {
        lastLine += 1;
        const [kind, line] = typeof text === 'string' ? (['stderr', text] as const) : text;
        return { number: lastLine, at: new Date(), kind, text: line };
      });
      const target = { kind: 'run', runId, attemptId, logDay } as const;
      if (!(await storeLogChunk(api.db, target, lines))) throw new Error('the attempt has ended');
      api.progress.notify(`run:${runId}`);
    },
    succeed: () => end('succeeded'),
    fail: () => end('failed'),
  };

  async function end(phase: 'succeeded' | 'failed'): Promise<void> {
    const failure = phase === 'failed' ? JSON.stringify(OUT_OF_MEMORY) : null;
    await api.db.query(
      `update attempts set state = $2, finished_at = now(), exit_code = $3, failure = $4 where run_id = $1`,
      [runId, phase, phase === 'failed' ? null : 0, failure],
    );
    await api.db.query(
      `update runs set phase = $2, failure = $3, finished_at = now(), is_log_complete = true where id = $1`,
      [runId, phase, failure],
    );
    api.progress.notify(`run:${runId}`);
  }
}

const OUT_OF_MEMORY = { class: 'oom', reason: null, exit_code: null, signal: 'SIGKILL', message: 'Out of memory.' };

/** Stores `chunks` chunks of 512 lines of 127 characters, 64 KiB each; the first line of each begins with `line <number>`. */
export async function insertBigLog(api: Pick<TestApi, 'db'>, runId: number, chunks: number): Promise<void> {
  await api.db.query(
    `insert into log_chunks (log_day, run_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
     select log_day, id, n * 512 + 1, n * 512 + 512, now(), '{}', repeat('e', 512),
       rpad('line ' || n * 512 + 1 || ' ', 127, '.') || repeat(E'\n' || rpad('filler ', 127, md5(n::text)), 511), 65535
     from runs, generate_series(0, $2::integer - 1) n where id = $1`,
    [runId, chunks],
  );
}
