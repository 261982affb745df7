import { argv, stdout } from 'node:process';
import { benchBareSandbox } from './bare-sandbox.ts';
import { openFirstLineTable } from './first-line-table.ts';
import { type HubUnderTest, SLOTS, startHubUnderTest } from './hub-under-test.ts';
import { writeResults } from './results.ts';
import { startTemporalOnPostgres } from './temporal-on-postgres.ts';

const TENANTS = 200;
const WARM_UP = 20;
const WANTED_RATIO = 0.25;

/** One trigger for each of 200 tenants at once, beside as many bare sandboxes; `--temporal-on-postgres` for that server too. */
async function main(): Promise<void> {
  const results: Record<string, unknown> = { embedded: await measure() };
  if (argv.includes('--temporal-on-postgres')) {
    const temporal = await startTemporalOnPostgres(say);
    if (temporal) {
      results.temporalOnPostgres = await measure(temporal).finally(() => temporal.close());
    }
  }
  writeResults('run-throughput', results);
}

async function measure(temporal?: { address: string; namespace: string }): Promise<object> {
  const hub = await startHubUnderTest({ tenants: TENANTS, ...(temporal ? { temporal } : {}) });
  try {
    await triggerAll(hub, hub.tenantIds.slice(0, WARM_UP));
    const before = await measureBare(hub);
    const seconds = await triggerAll(hub, hub.tenantIds);
    const after = await measureBare(hub);
    await checkEach(hub);
    const runsPerSecond = TENANTS / seconds;
    const barePerSecond = (before + after) / 2;
    const ratio = runsPerSecond / barePerSecond;
    say(
      `hub ${runsPerSecond.toFixed(1)}/s, bare sandbox ${before.toFixed(1)}/s before and ${after.toFixed(1)}/s after`,
    );
    say(
      `ratio to the bare sandbox: ${ratio.toFixed(2)} (wanted: ${WANTED_RATIO} at least); nothing lost, nothing twice`,
    );
    return { tenants: TENANTS, slots: SLOTS, runsPerSecond, barePerSecond, ratio, wantedRatio: WANTED_RATIO };
  } finally {
    await hub.close();
  }
}

/** Seconds from the first request to the last run's end. */
async function triggerAll(hub: HubUnderTest, tenantIds: readonly number[]): Promise<number> {
  const finals = tenantIds.map(() => hub.commits.nextFinal());
  const beganAtMs = performance.now();
  await Promise.all(tenantIds.map((tenantId) => hub.client.sync(tenantId, 'init')));
  const ended = await Promise.all(finals);
  return (Math.max(...ended.map(({ heardAtMs }) => heardAtMs)) - beganAtMs) / 1000;
}

async function measureBare(hub: HubUnderTest): Promise<number> {
  const lines = await openFirstLineTable(hub.stack.databaseUrl, SLOTS);
  try {
    const { startsPerSecond } = await benchBareSandbox({
      ...{ count: TENANTS, concurrency: SLOTS, pauseMs: 0 },
      onFirstLine: (_index, line) => lines.commit(line),
    });
    return startsPerSecond;
  } finally {
    await lines.close();
  }
}

/** @throws Error where a run was lost, ran twice or did not print its line */
async function checkEach(hub: HubUnderTest): Promise<void> {
  const { rows } = await hub.commits.db.query<Record<'triggers' | 'runs' | 'good' | 'attempts' | 'lines', number>>(
    `select (select count(*)::int from triggers) as triggers, (select count(*)::int from runs) as runs,
       (select count(*)::int from runs where phase = 'succeeded') as good,
       (select count(*)::int from attempts where run_id is not null) as attempts,
       (select count(*)::int from log_chunks where text = 'first line') as lines`,
  );
  const wanted = TENANTS + WARM_UP;
  const counts = Object.entries(rows[0] ?? {});
  if (counts.length === 5 && counts.every(([, count]) => count === wanted)) return;
  throw new Error(`${wanted} of each were wanted: ${JSON.stringify(rows[0])}`);
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await main();
