import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { connectEngine } from '../../../src/adapters/sandbox/container/engine-client.ts';
import { readDescendants } from '../../../src/adapters/sandbox/process-table.ts';
import { startTestEngine, TEST_RUNTIMES, type TestEngine } from '../../support/container-engine.ts';
import { awaitOutput, findLeftovers, newHubId, openContainers, until } from './sandbox-harness.ts';

const OWNER_MAIN = fileURLToPath(new URL('./container-owner-main.ts', import.meta.url));
/** The supervisor's own limit is far below; a busy machine's engine is not. */
const MAX_END_MS = 30_000;

for (const runtime of TEST_RUNTIMES) describeOrphans(runtime);

function describeOrphans({ title, runscPath }: (typeof TEST_RUNTIMES)[number]): void {
  describe(`containers of podman with ${title}, without their owner`, function orphans() {
    this.timeout(90_000);
    let engine: TestEngine;
    let hubId: string;
    let dataDirectory: string;
    let owner: ChildProcess | null = null;

    before(async function () {
      if (process.getuid?.() !== 0) return this.skip();
      engine = await startTestEngine({ runscPath });
    });
    after(() => engine?.close());

    beforeEach(() => {
      hubId = newHubId();
      dataDirectory = mkdtempSync(join(tmpdir(), 'hubwright-orphans-'));
    });
    afterEach(() => {
      owner?.kill('SIGKILL');
      rmSync(dataDirectory, { recursive: true, force: true });
    });

    it('are gone after a SIGKILL of the owner, and so are their disks', async () => {
      await startOwner('60000');
      expect(await containersOf(hubId)).to.have.lengthOf(2);
      await killHard();
      await until(async () => (await leftovers()).length === 0, MAX_END_MS, 'all gone');
    });

    it('end at their deadline when the owner is frozen', async () => {
      const frozen = await startOwner('1000');
      frozen.kill('SIGSTOP');
      await until(async () => (await containersOf(hubId)).length === 0, MAX_END_MS, 'the containers are gone');
      await killHard();
      await until(async () => (await leftovers()).length === 0, MAX_END_MS, 'all gone');
    });

    it('are swept by the next owner when the supervisor was killed too', async () => {
      const frozen = await startOwner('60000');
      const supervisor = findSupervisor(frozen.pid ?? 0);
      frozen.kill('SIGSTOP');
      process.kill(supervisor, 'SIGKILL');
      await killHard();
      expect(await containersOf(hubId)).to.have.lengthOf(2);
      const stranger = await openContainers(engine);
      const next = await openContainers(engine, { hubId, dataDirectory });
      try {
        await stranger.sandbox.sweep();
        expect(await containersOf(hubId), 'another hub sweeps nothing of this').to.have.lengthOf(2);
        await next.sandbox.sweep();
        expect(await containersOf(hubId)).to.deep.equal([]);
      } finally {
        await next.close();
        await stranger.close();
      }
      await until(async () => (await leftovers()).length === 0, MAX_END_MS, 'all gone');
    });

    async function startOwner(deadlineMs: string): Promise<ChildProcess> {
      const child = spawn(process.execPath, [OWNER_MAIN, hubId, dataDirectory, JSON.stringify(engine), deadlineMs], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      owner = child;
      await awaitOutput(child.stdout as Readable, 'started');
      return child;
    }

    async function killHard(): Promise<void> {
      const child = owner as ChildProcess;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }

    async function containersOf(hub: string): Promise<readonly unknown[]> {
      const filters = encodeURIComponent(JSON.stringify({ label: [`hubwright.hub=${hub}`] }));
      const client = await connectEngine(engine.socketPath);
      return (await client.call('GET', `/containers/json?all=true&filters=${filters}`)) as unknown[];
    }

    async function leftovers(): Promise<readonly unknown[]> {
      return [...findLeftovers(hubId, dataDirectory), ...(await containersOf(hubId))];
    }

    function findSupervisor(parent: number): number {
      const found = readDescendants(parent).find(({ pid }) => commandLine(pid).includes('supervisor-main.ts'));
      return found?.pid ?? 0;
    }
  });
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
