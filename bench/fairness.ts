import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startGitServer } from '../test/support/git-server.ts';
import { startHubStack } from '../test/support/hub-stack.ts';
import { PandiumClient } from '../test/support/pandium-client.ts';
import { buildSmallIntegration } from '../test/support/small-integration.ts';
import { writeResults } from './results.ts';

const RUN_MS = 10_000;
const SLOTS = 8;
const SINGLES = 3;
const AT_ONCE = 20;
const MAIN = `setTimeout(() => {}, ${RUN_MS})`;

/**
 * One partner queues a run of ten seconds for each of many tenants; how long another partner's one run then waits for its process,
 * and one of another integration of the same partner: `node bench/fairness.ts [tenants]`, 1,000 by default. What is left in the
 * queue ends with the hub.
 */
async function main(): Promise<void> {
  const tenants = Number(argv[2] ?? 1_000);
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-fairness-'));
  const stack = await startHubStack({ folder, workers: 'in-api', settings: { HUBWRIGHT_RUN_SLOTS: `${SLOTS}` } });
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  try {
    const client = new PandiumClient(stack.url, stack.apiKey);
    const [crowd, ofOther, ofSame] = await prepare(client, db, tenants);
    await triggerAll(client, crowd);
    say(`${tenants} runs are queued`);
    const waits = {
      otherPartner: await measure(client, db, ofOther),
      otherIntegration: await measure(client, db, ofSame),
    };
    const { rows } = await db.query<{ queued: number; slot_ms: number }>(STATE);
    const { queued: stillQueued = 0, slot_ms: slotMs = RUN_MS } = rows[0] ?? {};
    const longestMs = Math.max(...waits.otherPartner, ...waits.otherIntegration);
    const share = longestMs / slotMs;
    writeResults('fairness', { tenants, slots: SLOTS, runMs: RUN_MS, slotMs, stillQueued, waits, longestMs, share });
    say(`longest wait ${longestMs} ms; a run holds its slot for up to ${slotMs} ms; ${stillQueued} still queued`);
    process.exitCode = share <= 1 ? 0 : 1;
  } finally {
    await db.end();
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long a run of ten seconds held its slot on this machine, and that the queue was never empty. */
const STATE = `
  select (select count(*)::int from runs where phase = 'queued') as queued,
    (select ceil(max(extract(epoch from finished_at - leased_at)) * 1000)::int from attempts where finished_at is not null and run_id is not null) as slot_ms`;

type TenantIds = readonly number[];

/** The crowd, tenants of another partner, and those of another integration of the crowd's partner. */
async function prepare(
  client: PandiumClient,
  db: pg.Client,
  tenants: number,
): Promise<[TenantIds, TenantIds, TenantIds]> {
  const { rows } = await db.query<{ id: string }>(
    `insert into partners (name, state) values ('crowd', 'approved'), ('other', 'approved') returning id`,
  );
  const [first, second] = rows.map(({ id }) => Number(id));
  const git = await startGitServer();
  const install = async (partnerId: number | undefined, count: number): Promise<TenantIds> => {
    const { id } = await buildSmallIntegration(client, git, { main: MAIN });
    await db.query(`update integrations set partner_id = $2 where id = $1`, [id, partnerId]);
    const made = await db.query<{ id: string }>(
      `insert into tenants (integration_id, name, source, release_channel)
       select $1, 'tenant-' || n, 'api', 'Latest' from generate_series(1, $2) n returning id`,
      [id, count],
    );
    return made.rows.map((row) => Number(row.id));
  };
  const made: [TenantIds, TenantIds, TenantIds] = [
    await install(first, tenants),
    await install(second, SINGLES),
    await install(first, SINGLES),
  ];
  await git.close();
  return made;
}

async function triggerAll(client: PandiumClient, tenantIds: TenantIds): Promise<void> {
  for (let at = 0; at < tenantIds.length; at += AT_ONCE) {
    await Promise.all(tenantIds.slice(at, at + AT_ONCE).map((id) => client.sync(id, 'normal')));
  }
}

/** Milliseconds from the request to the start of the process, one after another, at different moments of the others' runs. */
async function measure(client: PandiumClient, db: pg.Client, tenantIds: TenantIds): Promise<number[]> {
  const waits: number[] = [];
  for (const tenantId of tenantIds) {
    const beganAtMs = Date.now();
    await client.sync(tenantId, 'normal');
    let startedAt: Date | null = null;
    while (startedAt === null) {
      await delay(50);
      const { rows } = await db.query<{ started_at: Date | null }>(`select started_at from runs where tenant_id = $1`, [
        tenantId,
      ]);
      startedAt = rows[0]?.started_at ?? null;
    }
    waits.push(startedAt.getTime() - beganAtMs);
    say(`tenant ${tenantId}: ${waits.at(-1)} ms`);
    await delay(1_700);
  }
  return waits;
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}

await main();
