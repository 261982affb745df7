import { argv, stdout } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { type HubUnderTest, SLOTS, startHubUnderTest } from './hub-under-test.ts';
import { writeResults } from './results.ts';
import { countEventsPerRun, readScheduleNumbers, type ScheduleNumbers } from './schedule-numbers.ts';
import { startTemporalOnPostgres } from './temporal-on-postgres.ts';

const WANTED_P99_MS = 5_000;
const EMBEDDED_NAMESPACE = 'hubwright';
const AT_ONCE = 8;
const PUSH_TIMEOUT_MS = 1_800_000;
/** After the window, for the runs of its last triggers. */
const DRAIN_TIMEOUT_MS = 180_000;
const PROGRESS_MS = 60_000;

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    tenants: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '15' },
    'every-s': { type: 'string', default: '300' },
    backend: { type: 'string', default: 'temporal' },
    'temporal-on-postgres': { type: 'boolean', default: false },
  },
});

/**
 * So many tenants on "every 5 minutes" with a real small integration: how late their triggers and the processes of their runs
 * are, what a run costs in events, and whether anything was lost or doubled.
 */
async function main(): Promise<void> {
  const temporal = values['temporal-on-postgres'] ? await startTemporalOnPostgres(say) : undefined;
  if (temporal === null) throw new Error('Temporal on PostgreSQL could not be had.');
  try {
    const result = await measure(temporal);
    const where = temporal ? 'postgres' : 'embedded';
    writeResults(`schedules-${values.tenants}-${where}-${values.backend}`, result);
  } finally {
    await temporal?.close();
  }
}

async function measure(temporal?: { address: string; namespace: string }): Promise<Record<string, unknown>> {
  const everyS = Number(values['every-s']);
  const hub = await startHubUnderTest({
    ...(temporal ? { temporal } : {}),
    tenants: Number(values.tenants),
    settings: { HUBWRIGHT_SCHEDULES_BACKEND: values.backend },
  });
  try {
    const { db } = hub.commits;
    const toldS = await schedule(hub, everyS);
    say(
      `${values.tenants} tenants are scheduled and told in ${toldS.toFixed(0)} s; measuring ${values.minutes} minutes`,
    );
    const from = new Date();
    const to = new Date(from.getTime() + Number(values.minutes) * 60_000);
    const window = { from, to, everyS, tenantIds: hub.tenantIds.map(Number) };
    while (Date.now() < to.getTime()) {
      await delay(Math.min(PROGRESS_MS, Math.max(0, to.getTime() - Date.now())));
      const { rows } = await db.query<{ done: string }>(`select count(*) as done from triggers where nominal_at > $1`, [
        from,
      ]);
      say(`${rows[0]?.done} triggers`);
    }
    await untilDrained(db, to);
    const numbers = await readScheduleNumbers(db, window);
    const address = temporal ?? { address: hub.stack.temporalAddress, namespace: EMBEDDED_NAMESPACE };
    const eventsPerRun = await countEventsPerRun(db, window, address);
    tell(numbers, eventsPerRun);
    return {
      ...{
        tenants: window.tenantIds.length,
        minutes: Number(values.minutes),
        everyS,
        backend: values.backend,
        slots: SLOTS,
      },
      ...{
        temporal: temporal ? 'on PostgreSQL' : 'embedded',
        toldS,
        eventsPerRun,
        ...numbers,
        wantedP99Ms: WANTED_P99_MS,
      },
    };
  } finally {
    await hub.close();
  }
}

/** Gives the integration its schedule, resumes all tenants, and waits until every one is synced. Returns seconds. */
async function schedule({ client, commits, tenantIds }: HubUnderTest, everyS: number): Promise<number> {
  const { rows } = await commits.db.query<{ id: string }>(`select integration_id as id from tenants limit 1`);
  const policy = { default: { kind: 'interval', every_s: everyS }, catch_up: 'all' };
  await client.request('PATCH', `/v2/integrations/${rows[0]?.id}`, { schedule: policy });
  const beganAt = performance.now();
  const waiting = [...tenantIds];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await client.request('POST', `/v2/tenants/${next}/resume`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await until(PUSH_TIMEOUT_MS, 'every tenant is told', async () => {
    const owed = await commits.db.query(`select 1 from tenants where timer_version <> schedule_version limit 1`);
    const backend = await commits.db.query(`select 1 from timer_backend where backend = $1`, [values.backend]);
    return owed.rowCount === 0 && backend.rowCount === 1;
  });
  return (performance.now() - beganAt) / 1000;
}

async function untilDrained(db: pg.Client, to: Date): Promise<void> {
  await until(DRAIN_TIMEOUT_MS, 'the runs of the window have ended', async () => {
    const open = await db.query(
      `select 1 from tenants where next_due_at <= $1 union all
       select 1 from triggers t join runs r on r.id = t.run_id where t.nominal_at <= $1 and r.finished_at is null limit 1`,
      [to],
    );
    return open.rowCount === 0;
  });
}

async function until(timeoutMs: number, what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`It was waited in vain until ${what}.`);
    await delay(500);
  }
}

function tell(numbers: ScheduleNumbers, eventsPerRun: number): void {
  const { triggerLateness: made, startLateness: started } = numbers;
  say(
    `${numbers.triggers} triggers of ${numbers.wanted}; lost ${numbers.lost}, doubled ${numbers.doubled}, not succeeded ${numbers.notSucceeded}`,
  );
  say(`trigger late by p50 ${made.p50Ms}, p99 ${made.p99Ms}, max ${made.maxMs} ms`);
  say(
    `process late by p50 ${started.p50Ms}, p99 ${started.p99Ms} (wanted: below ${WANTED_P99_MS}), max ${started.maxMs} ms`,
  );
  say(`${eventsPerRun.toFixed(1)} events a scheduled run, in its own workflow`);
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await main();
