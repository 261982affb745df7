import pg from 'pg';

export interface Commit {
  readonly runId: number;
  /** When this process heard of it, on `performance.now()`'s clock. */
  readonly heardAtMs: number;
}

/** Hears the moment when a run's first stderr line was committed, and when a run became final. */
export interface CommitWatch {
  readonly db: pg.Client;
  /** Waits for the next run that it has not returned yet. */
  nextFirstLine(): Promise<Commit>;
  nextFinal(): Promise<Commit>;
  close(): Promise<void>;
}

/** PostgreSQL sends a notification when the transaction is committed, not before. */
const TRIGGERS = `
  create or replace function bench_first_line() returns trigger language plpgsql as $$
    begin perform pg_notify('bench_first_line', new.run_id::text); return null; end $$;
  create or replace trigger bench_first_line after insert on log_chunks for each row
    when (new.first_line = 1) execute function bench_first_line();
  create or replace function bench_final() returns trigger language plpgsql as $$
    begin perform pg_notify('bench_final', new.id::text); return null; end $$;
  create or replace trigger bench_final after update of phase on runs for each row
    when (new.phase in ('succeeded', 'failed', 'cancelled')) execute function bench_final();
  listen bench_first_line; listen bench_final;`;

export async function watchCommits(databaseUrl: string): Promise<CommitWatch> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  const firstLines = createQueue();
  const finals = createQueue();
  db.on('notification', ({ channel, payload }) => {
    const commit = { runId: Number(payload), heardAtMs: performance.now() };
    (channel === 'bench_first_line' ? firstLines : finals).put(commit);
  });
  await db.query(TRIGGERS);
  return { db, nextFirstLine: firstLines.take, nextFinal: finals.take, close: () => db.end() };
}

function createQueue() {
  const ready: Commit[] = [];
  const waiting: ((commit: Commit) => void)[] = [];
  return {
    put: (commit: Commit): void => {
      const waiter = waiting.shift();
      if (waiter) waiter(commit);
      else ready.push(commit);
    },
    take: async (): Promise<Commit> => ready.shift() ?? new Promise((resolve) => waiting.push(resolve)),
  };
}
