import { argv, stdout } from 'node:process';
import { benchBareSandbox } from './bare-sandbox.ts';
import { type FirstLineTable, openFirstLineTable } from './first-line-table.ts';
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts';
import { openPlainFloor, type PlainFloor } from './plain-floor.ts';
import { summarise } from './quantile.ts';
import { writeResults } from './results.ts';
import { openTemporalFloor } from './temporal-floor.ts';
import { startTemporalOnPostgres } from './temporal-on-postgres.ts';

const BLOCKS = 3;
const PER_BLOCK = 25;
const WARM_UP = 10;
const PAUSE_MS = 100;
const TENANTS = 10;
const WANTED = { toBareSandbox: 2, toPlainChild: 1.6 } as const;

/** One part of the way, from the request on, in milliseconds of the machine's clock. */
interface Way {
  answered: number;
  leased: number;
  processStarted: number;
  lineRead: number;
  lineCommitted: number;
}

interface Measured {
  readonly bare: number[];
  readonly plain: number[];
  readonly temporal: number[];
  readonly hub: number[];
  readonly ways: Way[];
}

/** Request sent → first stderr line committed, beside its floors; `--temporal-on-postgres` for that server too. */
async function main(): Promise<void> {
  const results: Record<string, unknown> = { embedded: await measure() };
  if (argv.includes('--temporal-on-postgres')) {
    const temporal = await startTemporalOnPostgres(say);
    if (temporal) {
      results.temporalOnPostgres = await measure(temporal).finally(() => temporal.close());
    }
  }
  writeResults('run-latency', results);
}

async function measure(temporal?: { address: string; namespace: string }): Promise<object> {
  const hub = await startHubUnderTest({ tenants: TENANTS, ...(temporal ? { temporal } : {}) });
  try {
    const measured = await runBlocks(hub, temporal?.namespace ?? 'hubwright');
    return report(measured);
  } finally {
    await hub.close();
  }
}

/** Floors and hub take turns, so that what else the machine does meets all of them. */
async function runBlocks(hub: HubUnderTest, namespace: string): Promise<Measured> {
  const measured: Measured = { bare: [], plain: [], temporal: [], hub: [], ways: [] };
  const lines = await openFirstLineTable(hub.stack.databaseUrl, 1);
  const floor = await openTemporalFloor({ address: hub.stack.temporalAddress, namespace }, () => lines.commit('floor'));
  const plain = await openPlainFloor(hub.stack.databaseUrl);
  try {
    await measureHub(hub, WARM_UP, { ...measured, hub: [], ways: [] });
    await floor.measure(WARM_UP, PAUSE_MS);
    await plain.measure({ count: WARM_UP, concurrency: 1, pauseMs: PAUSE_MS });
    for (let block = 0; block < BLOCKS; block += 1) {
      await measureBare(lines, measured.bare);
      measured.temporal.push(...(await floor.measure(PER_BLOCK, PAUSE_MS)));
      await measureInTurns(hub, plain, measured);
    }
    return measured;
  } finally {
    await plain.close();
    await floor.close();
    await lines.close();
  }
}

/** One run of the hub and one plain child after the other: a machine that others use slows both of a pair alike. */
async function measureInTurns(hub: HubUnderTest, plain: PlainFloor, into: Measured): Promise<void> {
  for (let index = 0; index < PER_BLOCK; index += 1) {
    await measureHub(hub, 1, into, index);
    into.plain.push(...(await plain.measure({ count: 1, concurrency: 1, pauseMs: PAUSE_MS })).latenciesMs);
  }
}

async function measureBare(lines: FirstLineTable, into: number[]): Promise<void> {
  const { latenciesMs } = await benchBareSandbox({
    ...{ count: PER_BLOCK, concurrency: 1, pauseMs: PAUSE_MS },
    onFirstLine: (_index, line) => lines.commit(line),
  });
  into.push(...latenciesMs);
}

async function measureHub(hub: HubUnderTest, count: number, into: Measured, first = 0): Promise<void> {
  for (let index = first; index < first + count; index += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const tenantId = hub.tenantIds[index % hub.tenantIds.length] ?? 0;
    const final = hub.commits.nextFinal();
    const firstLine = hub.commits.nextFirstLine();
    const beganAtMs = performance.now();
    await hub.client.sync(tenantId, 'normal');
    const answeredAtMs = performance.now();
    const { runId, heardAtMs } = await firstLine;
    await final;
    into.hub.push(heardAtMs - beganAtMs);
    into.ways.push({
      ...{ answered: answeredAtMs - beganAtMs, lineCommitted: heardAtMs - beganAtMs },
      ...(await readWay(hub, runId, performance.timeOrigin + beganAtMs)),
    });
  }
}

async function readWay(hub: HubUnderTest, runId: number, beganAtMs: number) {
  const { rows } = await hub.commits.db.query<Record<'leased' | 'started' | 'read', string>>(
    `select extract(epoch from a.leased_at) * 1000 as leased, extract(epoch from a.started_at) * 1000 as started,
       extract(epoch from c.first_line_at) * 1000 as read
     from attempts a join log_chunks c on c.run_id = a.run_id and c.first_line = 1 where a.run_id = $1`,
    [runId],
  );
  const row = rows[0];
  if (!row || rows.length !== 1) throw new Error(`run ${runId} has ${rows.length} attempts`);
  const since = (time: string): number => Number(time) - beganAtMs;
  return { leased: since(row.leased), processStarted: since(row.started), lineRead: since(row.read) };
}

function report({ bare, plain, temporal, hub, ways }: Measured): object {
  const floors = {
    bareSandbox: summarise(bare),
    plainChild: summarise(plain),
    temporalOneActivity: summarise(temporal),
  };
  const numbers = { hub: summarise(hub), ...floors };
  const ratios = {
    toBareSandbox: numbers.hub.p50Ms / numbers.bareSandbox.p50Ms,
    toPlainChild: numbers.hub.p50Ms / numbers.plainChild.p50Ms,
  };
  const way = Object.fromEntries(
    (['answered', 'leased', 'processStarted', 'lineRead', 'lineCommitted'] as const).map((step) => [
      step,
      summarise(ways.map((one) => one[step])).p50Ms,
    ]),
  );
  for (const [name, { p50Ms, p95Ms, count }] of Object.entries(numbers)) {
    say(`${name}: p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms (${count})`);
  }
  say(
    `the way of a run, p50 since the request: ${JSON.stringify(way, (_key, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value))}`,
  );
  say(`ratio to the bare sandbox: ${ratios.toBareSandbox.toFixed(2)} (wanted: ${WANTED.toBareSandbox} at most)`);
  say(`ratio to the plain child: ${ratios.toPlainChild.toFixed(2)} (wanted: ${WANTED.toPlainChild} at most)`);
  return { ...numbers, ratios, wanted: WANTED, wayP50Ms: way };
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await main();
