import { argv, stdout } from 'node:process';
import { benchBareSandbox } from './bare-sandbox.ts';
import { openFirstLineTable } from './first-line-table.ts';
import { type HubUnderTest, SLOTS, startHubUnderTest } from './hub-under-test.ts';
import { openPlainFloor, type PlainFloor } from './plain-floor.ts';
import { openProcessorAccount, ownProcessorMs, type ProcessorAccount } from './processor-account.ts';
import { writeResults } from './results.ts';
import { startTemporalOnPostgres } from './temporal-on-postgres.ts';

const TENANTS = 200;
const WARM_UP = 20;
/** Of the bare sandbox; of the plain child; and the processor time of a run. */
const WANTED = { toBareSandbox: 0.25, toPlainChild: 0.4, processorMsPerRun: 110 } as const;

/** One trigger for each of 200 tenants at once, beside as many bare sandboxes and plain children; `--temporal-on-postgres` for that server too. */
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
  const plain = await openPlainFloor(hub.stack.databaseUrl);
  const accounts = openAccounts(hub, plain, temporal === undefined);
  try {
    await triggerAll(hub, hub.tenantIds.slice(0, WARM_UP));
    const floorsBefore = await measureFloors(hub, plain, accounts);
    const run = await accounts.during(TENANTS, () => triggerAll(hub, hub.tenantIds));
    const floorsAfter = await measureFloors(hub, plain, accounts);
    await checkEach(hub);
    return report(TENANTS / run.result, run.msPerRun, [floorsBefore, floorsAfter]);
  } finally {
    accounts.close();
    await plain.close();
    await hub.close();
  }
}

interface Floors {
  readonly bareSandboxPerSecond: number;
  readonly plainChildPerSecond: number;
  readonly plainChildMsPerRun: Readonly<Record<string, number>>;
}

/** Before and after the hub's turn, so that what else the machine does meets all of them. */
async function measureFloors(hub: HubUnderTest, plain: PlainFloor, accounts: Accounts): Promise<Floors> {
  const bareSandboxPerSecond = await measureBare(hub);
  const request = { count: TENANTS, concurrency: SLOTS, pauseMs: 0 };
  const { result, msPerRun } = await accounts.during(TENANTS, () => plain.measure(request));
  return { bareSandboxPerSecond, plainChildPerSecond: result.perSecond, plainChildMsPerRun: msPerRun };
}

interface Accounts {
  /** Does the work and returns what each part used for each of `count` runs, in milliseconds. */
  during<Result>(
    count: number,
    work: () => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly msPerRun: Record<string, number> }>;
  close(): void;
}

/** Who uses the processor: the hub's own process, what it starts, the servers, and the floor with its children. */
function openAccounts({ stack }: HubUnderTest, plain: PlainFloor, hasTemporal: boolean): Accounts {
  const pids = {
    hub: stack.pidOf('hub'),
    postgres: stack.pidOf('postgres'),
    ...(hasTemporal ? { temporal: stack.pidOf('temporal') } : {}),
    plainChild: plain.pid,
  };
  const accounts = Object.entries(pids).map(([name, pid]): [string, ProcessorAccount] => {
    const account = openProcessorAccount(name);
    account.add(pid);
    return [name, account];
  });
  const read = (): Record<string, number> => {
    const used = Object.fromEntries(accounts.map(([name, account]) => [name, account.usedMs()]));
    const hubItself = ownProcessorMs(pids.hub);
    return { ...used, hub: hubItself, sandboxes: (used.hub ?? 0) - hubItself };
  };
  return {
    during: async (count, work) => {
      const before = read();
      const result = await work();
      const after = read();
      const each = Object.entries(after).map(([name, ms]): [string, number] => [
        name,
        (ms - (before[name] ?? 0)) / count,
      ]);
      const all = each.reduce((sum, [, ms]) => sum + ms, 0);
      return { result, msPerRun: { all, ...Object.fromEntries(each) } };
    },
    close: () => {
      for (const [, account] of accounts) account.close();
    },
  };
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

function report(runsPerSecond: number, processorMsPerRun: Record<string, number>, floors: readonly Floors[]): object {
  const mean = (of: (each: Floors) => number): number =>
    floors.reduce((sum, each) => sum + of(each), 0) / floors.length;
  const bareSandboxPerSecond = mean((each) => each.bareSandboxPerSecond);
  const plainChildPerSecond = mean((each) => each.plainChildPerSecond);
  const plainChildMsPerRun = mean(
    ({ plainChildMsPerRun: each }) => (each.plainChild ?? Number.NaN) + (each.postgres ?? Number.NaN),
  );
  const ratios = {
    toBareSandbox: runsPerSecond / bareSandboxPerSecond,
    toPlainChild: runsPerSecond / plainChildPerSecond,
  };
  say(
    `hub ${shown(runsPerSecond)}/s, bare sandbox ${shown(bareSandboxPerSecond)}/s, plain child ${shown(plainChildPerSecond)}/s`,
  );
  say(`ratio to the bare sandbox ${shown(ratios.toBareSandbox)} (wanted: ${WANTED.toBareSandbox} at least)`);
  say(`ratio to the plain child ${shown(ratios.toPlainChild)} (wanted: ${WANTED.toPlainChild} at least)`);
  say(`processor time of a run, ms (wanted: ${WANTED.processorMsPerRun} at most): ${list(processorMsPerRun)}`);
  say(`processor time of a plain child, ms: ${shown(plainChildMsPerRun)}; nothing lost, nothing twice`);
  return {
    ...{ tenants: TENANTS, slots: SLOTS, runsPerSecond, bareSandboxPerSecond, plainChildPerSecond, ratios },
    ...{ processorMsPerRun, plainChildMsPerRun, wanted: WANTED },
  };
}

const shown = (value: number): string => value.toFixed(2);
const list = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${shown(value)}`)
    .join(', ');

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
