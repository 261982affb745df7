import { stdout } from 'node:process';
import pg from 'pg';
import { useApi } from '../test/support/api.ts';
import { beginLiveRun } from '../test/support/live-run.ts';
import { summarise } from './quantile.ts';
import { writeResults } from './results.ts';

/**
 * Logs over HTTP in a database of fifty thousand runs and five million lines, and in one log of 100 MB, against the bare SQL statement
 * for the last chunk: `mocha bench/log-tail.ts`.
 */

const RUNS = 50_000;
const LINES_OF_A_RUN = 100;
const BIG_CHUNKS = 1_526;
const ROUNDS = 60;
const MB = 1_000_000;

/** Most memory that this process (API and client) took while `work` ran, beyond what it had before. */
async function grownMb(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  await work();
  clearInterval(timer);
  return (most - before) / MB;
}

async function timesOf(act: (round: number) => Promise<unknown>) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    await act(round);
    times.push(performance.now() - startedAt);
  }
  return summarise(times);
}

describe('logs in a full database', () => {
  const api = useApi();
  let bigRun = 0;
  let firstRun = 0;

  before(async function fill() {
    this.timeout(600_000);
    bigRun = (await beginLiveRun(api)).runId;
    await api.db.query(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, queued_at, admitted_at, started_at, finished_at, release_id, log_day)
       select tenant_id, integration_id, lane, mode, 'succeeded', now(), now(), now(), now(), release_id, log_day - n % 2
       from runs, generate_series(1, $2::integer) n where id = $1`,
      [bigRun, RUNS],
    );
    firstRun = bigRun + 1;
    await api.db.query(
      `insert into log_chunks (log_day, run_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
       select log_day, id, 1, $2, now(), '{}', repeat('e', $2), text, length(text) from runs,
         lateral (select string_agg('order ' || id * n || ' was sent', E'\\n') as text from generate_series(1, $2::integer) n) t where id >= $1`,
      [firstRun, LINES_OF_A_RUN],
    );
    await api.db.query(
      `insert into log_chunks (log_day, run_id, first_line, last_line, first_line_at, line_millis, kinds, text, size_bytes)
       select log_day, id, c * 512 + 1, c * 512 + 512, now(), '{}', repeat('e', 512), text, length(text)
       from runs, generate_series(0, $2::integer - 1) c, lateral (
         select string_agg(md5(c::text || n) || md5(n::text) || md5(c::text) || md5(n::text || c), E'\\n') as text
         from generate_series(1, 512) n) t
       where id = $1`,
      [bigRun, BIG_CHUNKS],
    );
  });

  const get = async (path: string): Promise<number> => {
    const response = await fetch(api.url + path, { headers: { 'x-api-key': api.ownerKey } });
    if (!response.ok || !response.body) throw new Error(`${path} was answered ${response.status}`);
    let bytes = 0;
    for await (const part of response.body) bytes += part.length;
    return bytes;
  };
  const page = (runId: number, query: string): Promise<number> => get(`/v2/runs/${runId}/log_lines?${query}`);
  const someRun = (round: number): number => firstRun + ((round * 7_919) % RUNS);

  it('opens at the tail', async function measure() {
    this.timeout(600_000);
    const client = new pg.Client({ connectionString: api.databaseUrl });
    await client.connect();
    const bare = (runId: () => number) =>
      timesOf(() =>
        client.query(
          `select first_line, first_line_at, line_millis, kinds, text from log_chunks
           where run_id = $1 and log_day = (select log_day from runs where id = $1) order by first_line desc limit 1`,
          [runId()],
        ),
      );
    const openedAt = performance.now();
    await page(bigRun, 'tail=500');
    const firstOpenMs = performance.now() - openedAt;
    const big = await timesOf(() => page(bigRun, 'tail=500'));
    const bigBare = await bare(() => bigRun);
    const small = await timesOf((round) => page(someRun(round), 'tail=500'));
    const inTheMiddle = await timesOf((round) => page(bigRun, `before=${((round * 7_919) % 700_000) + 1_000}`));
    const lines = BIG_CHUNKS * 512;
    const results = {
      'log of 100 MB, tail': { firstOpenMs, ...big, bareSqlP50Ms: bigBare.p50Ms, ratio: big.p50Ms / bigBare.p50Ms },
      'log of 100 MB, in the middle': inTheMiddle,
      'log of a run among 50,000, tail': small,
      'RSS grown, MB': {
        'tail of 100 MB, 60 times': await grownMb(() => timesOf(() => page(bigRun, 'tail=5000'))),
        'all pages of 100 MB': await grownMb(async () => {
          for (let after = 0; after < lines; after += 5_000) await page(bigRun, `after=${after}&limit=5000`);
        }),
        'search through 100 MB': await grownMb(() => get(`/v2/runs/${bigRun}/log_search?q=nowhere`)),
        'download of 100 MB': await grownMb(async () => {
          const link = await fetch(`${api.url}/v2/runs/${bigRun}/log`, {
            headers: { 'x-api-key': api.ownerKey },
            redirect: 'manual',
          });
          const { pathname, search } = new URL(link.headers.get('location') ?? '');
          await get(pathname.replace('/base', '') + search);
        }),
      },
    };
    await client.end();
    writeResults('log-tail', results);
    stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  });
});
