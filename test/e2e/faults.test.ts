import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { type HubStack, startHubStack } from '../support/hub-stack.ts';
import { type ClientTenant, PandiumClient } from '../support/pandium-client.ts';
import { buildSmallIntegration, installTenants } from '../support/small-integration.ts';
import { makeTestFolder } from '../support/test-folder.ts';

/** Says each 100 ms that it lives, for as long as its config says; or writes more than its disk holds. */
const MAIN = `
const fs = require('node:fs');
const beats = Number(process.env.PAN_CFG_BEATS ?? 1);
if (process.env.PAN_CFG_FILL === 'true') {
  try { fs.writeFileSync('/hub/home/large', Buffer.alloc(64 * 1024 * 1024)); }
  catch (error) { console.error(error.code); process.exit(7); }
}
let beat = 0;
const timer = setInterval(() => {
  console.error('beat ' + (beat += 1));
  if (beat >= beats) clearInterval(timer);
}, 100);
`;
const MANIFEST = `configs:
  schema:
    type: object
    properties:
      beats: { type: integer, default: 1 }
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

describe('faults', function faults() {
  this.timeout(180_000);
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
    const settings = { HUBWRIGHT_DATA_DIR: data, HUBWRIGHT_DRAIN_S: '3', HUBWRIGHT_RUN_SLOTS: '4' };
    stack = await startHubStack({ folder, workers: 2, settings: { ...settings, HUBWRIGHT_NETWORK_POOL: '2' } });
    client = new PandiumClient(stack.url, stack.apiKey);
    git = await startGitServer();
    integrationId = (await buildSmallIntegration(client, git, { main: MAIN, manifest: MANIFEST })).id;
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
