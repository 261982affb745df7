import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { expect } from 'chai';
import pg from 'pg';
import { RUNS_QUEUE } from '../../src/contracts/task-queues.ts';
import { createCuttableWays } from '../support/cuttable-ways.ts';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { type HubStack, startHubStack } from '../support/hub-stack.ts';
import { type ClientTenant, PandiumClient } from '../support/pandium-client.ts';
import { watchRunProcesses } from '../support/run-witness.ts';
import { buildSmallIntegration, installTenants } from '../support/small-integration.ts';
import { makeTestFolder } from '../support/test-folder.ts';
import { until } from '../support/until.ts';

/** Says each 100 ms that it lives, for as often and as long as its configs say; or writes more than its disk holds. */
const MAIN = `
const fs = require('node:fs');
const beats = Number(process.env.PAN_CFG_BEATS ?? 1);
const untilMs = Number(process.env.PAN_CFG_UNTIL_S ?? 0) * 1000;
if (process.env.PAN_CFG_FILL === 'true') {
  try { fs.writeFileSync('/hub/home/large', Buffer.alloc(64 * 1024 * 1024)); }
  catch (error) { console.error(error.code); process.exit(7); }
}
let beat = 0;
const timer = setInterval(() => {
  console.error('beat ' + (beat += 1));
  if (beat >= beats && Date.now() >= untilMs) clearInterval(timer);
}, 100);
`;
const MANIFEST = `configs:
  schema:
    type: object
    properties:
      beats: { type: integer, default: 1 }
      until_s: { type: integer, default: 0 }
      fill: { type: boolean, default: false }
`;

interface TestRun {
  readonly id: number;
  readonly phase: string;
  readonly failure: { readonly class: string; readonly reason: string | null; readonly message: string } | null;
  readonly attempts: readonly {
    readonly worker: string;
    readonly is_counted: boolean;
    readonly failure: { readonly reason: string | null } | null;
  }[];
}

const SCRIPT = 'faults-witness.js';

interface TestWork {
  readonly tenantId: number;
  readonly trigger: string;
  readonly runId: number;
}

describe('faults', function faults() {
  this.timeout(180_000);
  const ways = createCuttableWays();
  let stack: HubStack;
  let client: PandiumClient;
  let git: GitServer;
  let data: string;
  let isMounted = false;
  let integrationId = 0;

  before(async () => {
    const folder = makeTestFolder('faults');
    // Outside of the test folder, which is removed as a whole: a mount in it would be in the way.
    data = mkdtempSync(join(tmpdir(), 'small-disk-'));
    isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', data]).status === 0;
    const settings = {
      ...{ HUBWRIGHT_DATA_DIR: data, HUBWRIGHT_RUN_SLOTS: '4', HUBWRIGHT_NETWORK_POOL: '2' },
      ...{ HUBWRIGHT_DRAIN_S: '3', HUBWRIGHT_RUN_GRACE_S: '1' },
    };
    stack = await startHubStack({ folder, workers: 2, settings, waysOf: ways.waysOf });
    client = new PandiumClient(stack.url, stack.apiKey);
    git = await startGitServer();
    const run = `node ${SCRIPT} "$PAN_CTX_TENANT_ID"`;
    const options = { main: MAIN, mainFile: SCRIPT, run, manifest: MANIFEST };
    integrationId = (await buildSmallIntegration(client, git, options)).id;
  });
  afterEach(function showLogs() {
    if (this.currentTest?.state === 'failed') process.stderr.write(`${stack?.logs()}\n`);
  });
  after(async () => {
    await git?.close();
    await stack?.stop();
    if (isMounted) spawnSync('umount', ['--lazy', data]);
    rmSync(data, { recursive: true, force: true });
  });

  const tenantWith = async (prefix: string, configs: object): Promise<ClientTenant> => {
    const [tenant] = await installTenants(client, integrationId, 1, configs, prefix);
    if (!tenant) throw new Error('no tenant was made');
    return tenant;
  };
  const runOf = async (tenantId: number, trigger: string): Promise<TestRun> =>
    client.request('GET', `/v2/runs/${(await client.runOf(tenantId, trigger)).id}`);
  const beatsOf = async (runId: number): Promise<string[]> =>
    (await client.log(runId)).split('\n').filter((line) => /beat \d+$/.test(line));
  const workerOf = async (tenantId: number, trigger: string): Promise<`worker-${number}`> => {
    const { attempts } = await runOf(tenantId, trigger);
    const pid = Number(/-(\d+)-[0-9a-f]+$/.exec(attempts.at(-1)?.worker ?? '')?.[1]);
    const part = (['worker-1', 'worker-2'] as const).find((one) => stack.pidOf(one) === pid);
    if (!part) throw new Error(`no worker has the process id ${pid}`);
    return part;
  };

  it('hands over what a worker that is told to end can not finish, and lets the rest end', async () => {
    const [long, short] = [await tenantWith('long', { beats: 80 }), await tenantWith('short', { beats: 8 })];
    const longTrigger = await client.sync(long.id, 'normal');
    await client.untilStatus(longTrigger, 'Running');
    const worker = await workerOf(long.id, longTrigger);
    const shortTrigger = await client.sync(short.id, 'normal');
    await client.untilStatus(shortTrigger, 'Running');
    process.kill(stack.pidOf(worker), 'SIGTERM');
    expect(await client.untilEnded(shortTrigger)).to.equal('Succeeded');
    expect(await client.untilEnded(longTrigger)).to.equal('Succeeded');
    expect((await runOf(short.id, shortTrigger)).attempts).to.have.length(1);
    const { attempts } = await runOf(long.id, longTrigger);
    expect(attempts.map(({ is_counted, failure }) => [is_counted, failure?.reason ?? null])).to.deep.equal([
      [false, 'worker_shutdown'],
      [true, null],
    ]);
    expect(attempts[0]?.worker).not.to.equal(attempts[1]?.worker);
  });

  /** Starts runs until each worker has one. */
  const runOnBothWorkers = async (configs: object): Promise<Map<`worker-${number}`, TestWork[]>> => {
    const byWorker = new Map<`worker-${number}`, TestWork[]>();
    for (let number = 1; byWorker.size < 2; number += 1) {
      const tenant = await tenantWith(`each-${number}`, configs);
      const trigger = await client.sync(tenant.id, 'normal');
      await client.untilStatus(trigger, 'Running');
      const run = await runOf(tenant.id, trigger);
      await until('its first line is stored', async () => (await beatsOf(run.id)).length > 0);
      const worker = await workerOf(tenant.id, trigger);
      byWorker.set(worker, [...(byWorker.get(worker) ?? []), { tenantId: tenant.id, trigger, runId: run.id }]);
    }
    return byWorker;
  };

  it('ends a worker that is told to while database or Temporal is away, and others bring its work to its end once', async () => {
    await stack.untilReady();
    const witness = watchRunProcesses(SCRIPT);
    const temporal = await openTemporal(stack);
    const byWorker = await runOnBothWorkers({ until_s: Math.ceil(Date.now() / 1000) + 12 });
    const [cutOff = [], apart = []] = [byWorker.get('worker-1'), byWorker.get('worker-2')];
    const logs = await Promise.all(cutOff.map(({ runId }) => client.log(runId)));

    await ways.cut('worker-1', 'databaseUrl');
    await ways.cut('worker-2', 'temporalAddress');
    // Only worker-1 hears of these, and tries its local activities in vain.
    const owed = await tenantWith('owed', {});
    const pendingTrigger = await client.sync(owed.id, 'normal');
    const tick = await temporal.startTick(owed.id);
    await temporal.untilTried(`run:${(await runOf(owed.id, pendingTrigger)).id}`);
    await temporal.untilTried(tick.workflowId);
    const pids = [stack.pidOf('worker-1'), stack.pidOf('worker-2')];
    for (const pid of pids) process.kill(pid, 'SIGTERM');
    const exits = await Promise.all(pids.map((pid) => stack.untilEnded(pid)));
    expect(exits.map(({ signal }) => signal)).to.deep.equal([null, null]);
    expect(exits[0]?.code).to.equal(1);
    expect(leftBy(stack, 'worker-1')).to.include.members(cutOff.map(({ runId }) => `run ${runId}`));

    await ways.mend();
    await expireLeases(stack, pids[0] ?? 0);
    for (const [works, reason] of [
      [cutOff, 'worker_lost'],
      [apart, 'worker_shutdown'],
    ] as const) {
      for (const { tenantId, trigger } of works) {
        expect(await client.untilEnded(trigger)).to.equal('Succeeded');
        const { attempts } = await runOf(tenantId, trigger);
        expect(attempts.map(({ failure }) => failure?.reason ?? null)).to.deep.equal([reason, null]);
      }
    }
    expect(await client.untilEnded(pendingTrigger)).to.equal('Succeeded');
    expect((await runOf(owed.id, pendingTrigger)).attempts).to.have.length(1);
    expect(await tick.result()).to.deep.equal({ runId: null, phase: null });
    for (const [index, { runId }] of cutOff.entries()) {
      const log = await client.log(runId);
      expect(log.startsWith(logs[index] ?? ''), log).to.equal(true);
      expect(log.match(/^beat 1$/gm), 'one of each attempt').to.have.length(2);
    }
    expect(witness.overlaps).to.deep.equal([]);
    witness.stop();
    await temporal.close();
  });

  it('carries a run through a short absence of the database, with every line of its log', async () => {
    await stack.untilReady();
    const tenant = await tenantWith('through', { beats: 50 });
    const trigger = await client.sync(tenant.id, 'normal');
    await client.untilStatus(trigger, 'Running');
    await stack.kill('postgres');
    expect((await client.send('POST', `/v2/tenants/${tenant.id}/sync`)).status).to.equal(503);
    await stack.restart('postgres');
    await stack.untilReady();
    expect(await client.untilEnded(trigger)).to.equal('Succeeded');
    const run = await runOf(tenant.id, trigger);
    expect(run.attempts).to.have.length(1);
    const lines = (await beatsOf(run.id)).map((line) => line.replace(/^.*beat /, ''));
    expect(lines).to.deep.equal(Array.from({ length: 50 }, (_, index) => `${index + 1}`));
  });

  it('fails a run that fills its own disk by itself alone', async () => {
    await client.request('PATCH', `/v2/integrations/${integrationId}`, { limits: { disk_mib: 8 } });
    const [full, other] = [await tenantWith('full', { fill: true }), await tenantWith('other', {})];
    const triggers = [await client.sync(full.id, 'normal'), await client.sync(other.id, 'normal')] as const;
    expect(await client.untilEnded(triggers[0])).to.equal('Failed (Integration Issue)');
    expect(await client.untilEnded(triggers[1])).to.equal('Succeeded');
    const run = await runOf(full.id, triggers[0]);
    expect(run.failure).to.include({ class: 'integration' });
    expect(await client.log(run.id)).to.include('ENOSPC');
  });

  it('tells a full disk of the hub in one sentence, stays up, and carries the run out once there is space', async function full() {
    if (!isMounted) return this.skip();
    const tenant = await tenantWith('waiting', {});
    const unpacked = join(data, 'cache', 'releases');
    for (const name of readdirSync(unpacked)) rmSync(join(unpacked, name), { recursive: true });
    const filler = await startFilling(data);
    const trigger = await client.sync(tenant.id, 'normal');
    const status = await client.untilEnded(trigger).finally(() => filler.stop());
    expect(status).to.equal('Failed (Platform Issue)');
    const run = await runOf(tenant.id, trigger);
    expect(run.failure).to.include({ class: 'platform', reason: 'storage_full' });
    expect(run.failure?.message).to.match(/^The disk of the worker's machine is full: .*\.$/);
    expect(run.attempts).to.have.length(3);
    await stack.untilReady();
    rmSync(filler.file);
    const again = await client.request<{ triggers: { id: string }[] }>('POST', `/v2/runs/${run.id}/rerun`, {});
    expect(await client.untilEnded(again.triggers[0]?.id ?? '')).to.equal('Succeeded');
  });
});

/** Fills the disk again and again: what ends or is swept in the meantime gives space back. */
async function startFilling(folder: string): Promise<{ readonly file: string; stop(): void }> {
  const file = join(folder, 'filler');
  const loop = 'while :; do dd if=/dev/zero bs=4k oflag=append conv=notrunc of="$0"; sleep 0.02; done';
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'sh', '-c', loop, file], { stdio: 'ignore', detached: true });
  while (statfsSync(folder).bavail > 0) await delay(20);
  return { file, stop: () => process.kill(-(child.pid as number), 'SIGKILL') };
}

async function openTemporal(stack: HubStack) {
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const client = new Client({ connection, namespace: 'hubwright' });
  return {
    startTick: (tenantId: number) => {
      const options = { workflowId: `sync:${tenantId}-by-hand`, taskQueue: RUNS_QUEUE, args: [{ tenantId }] };
      return client.workflow.start('tickWorkflow', options);
    },
    /** A worker has its workflow task and keeps it, since a local activity has no end yet. */
    untilTried: (workflowId: string) =>
      until(`a worker carries out ${workflowId}`, async () => {
        // It may not be there yet.
        const found = await client.workflow
          .getHandle(workflowId)
          .describe()
          .catch(() => null);
        return found?.raw.pendingWorkflowTask?.startedTime;
      }),
    close: () => connection.close(),
  };
}

/** What the last line of a worker that ended names. */
function leftBy(stack: HubStack, part: string): string[] {
  const lines = readFileSync(join(stack.folder, 'logs', `${part}.log`), 'utf8').split('\n');
  const line = lines.findLast((text) => text.includes('"left":')) ?? '{}';
  return (JSON.parse(line) as { left?: string[] }).left ?? [];
}

/** The attempts of a worker that has ended: nothing of it lives, so that their leases need not be waited for. */
async function expireLeases(stack: HubStack, pid: number): Promise<void> {
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  await db.query(
    `update attempts set lease_expires_at = clock_timestamp() where finished_at is null and worker_id ~ $1`,
    [`-${pid}-`],
  );
  await db.end();
}
