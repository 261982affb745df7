import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import {
  awaitOutput,
  collect,
  findCgroups,
  findLeftovers,
  findProcesses,
  newHubId,
  openBubblewrap,
  specOf,
  until,
} from './sandbox-harness.ts';

const OWNER_MAIN = fileURLToPath(new URL('./owner-main.ts', import.meta.url));
const ROUNDS = Number(process.env.SANDBOX_KILL_ROUNDS ?? 8);

describe('sandboxes without their owner', () => {
  let hubId: string;
  let dataDirectory: string;
  let owner: ChildProcess | null;

  beforeEach(function () {
    if (process.getuid?.() !== 0) return this.skip();
    hubId = newHubId();
    dataDirectory = mkdtempSync(join(tmpdir(), 'hubwright-orphans-'));
    owner = null;
  });

  afterEach(() => {
    owner?.kill('SIGKILL');
    if (dataDirectory !== undefined) rmSync(dataDirectory, { recursive: true, force: true });
  });

  it('are gone after a SIGKILL of the owner at any moment of their start', async function () {
    this.timeout(60_000);
    for (let round = 0; round < ROUNDS; round += 1) {
      owner = startOwner('3', '60000', 'early');
      await awaitOutput(owner.stdout as Readable, 'started');
      await new Promise((resolve) => setTimeout(resolve, round * 9));
      await killHard(owner);
      await until(() => findLeftovers(hubId, dataDirectory).length === 0, 5_000, `round ${round}: all gone`);
    }
  });

  it('are gone after a SIGKILL of the owner while they run', async () => {
    owner = startOwner('2', '60000');
    await awaitOutput(owner.stdout as Readable, 'started');
    expect(findProcesses(hubId).length).to.be.greaterThan(6);
    await killHard(owner);
    await until(() => findLeftovers(hubId, dataDirectory).length === 0, 5_000, 'all gone');
  });

  it('end at their deadline when the owner is frozen', async () => {
    owner = startOwner('1', '1500');
    await awaitOutput(owner.stdout as Readable, 'started');
    owner.kill('SIGSTOP');
    await until(() => sandboxed(hubId).length === 0, 5_000, 'the sandbox is gone');
  });

  it('are ended by a supervisor that survives signals to its group', async () => {
    owner = startOwner('1', '60000');
    await awaitOutput(owner.stdout as Readable, 'started');
    for (const pid of supervisors(hubId))
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(pid, signal);
    await killHard(owner);
    await until(() => findLeftovers(hubId, dataDirectory).length === 0, 5_000, 'all gone');
  });

  it('are swept by the next owner when the supervisor was killed too', async () => {
    owner = startOwner('1', '60000');
    await awaitOutput(owner.stdout as Readable, 'started');
    const [supervisor] = supervisors(hubId);
    process.kill(owner.pid ?? 0, 'SIGSTOP');
    process.kill(supervisor ?? 0, 'SIGKILL');
    await killHard(owner);
    expect(findCgroups(hubId)).to.not.deep.equal([]);
    const stranger = await openBubblewrap();
    const living = startOwner('1', '60000');
    await awaitOutput(living.stdout as Readable, 'started');
    const next = await openBubblewrap({ hubId, dataDirectory });
    try {
      await stranger.sandbox.sweep();
      expect(ownersOf(hubId), 'another hub sweeps nothing of this').to.have.lengthOf(3);
      await next.sandbox.sweep();
      expect(ownersOf(hubId), 'the living stay').to.have.lengthOf(2);
      expect(readdirSync(join(dataDirectory, 'sandbox', hubId))).to.have.lengthOf(2);
      expect(sandboxed(hubId), "the living one's sandbox runs on").to.not.deep.equal([]);
    } finally {
      await killHard(living);
      await next.close();
      await stranger.close();
    }
    await until(() => findLeftovers(hubId, dataDirectory).length === 0, 5_000, 'all gone');
  });

  it('are started anew under a supervisor that was replaced', async () => {
    const under = await openBubblewrap();
    try {
      const started = await under.sandbox.start(specOf('echo up; sleep 1000', { deadlineMs: 2_500 }));
      const result = collect(started);
      const [first] = supervisors(under.hubId);
      process.kill(first ?? 0, 'SIGKILL');
      await until(() => supervisors(under.hubId).some((pid) => pid !== first), 5_000, 'another supervisor');
      expect(await result).to.include({ signal: 'SIGKILL' });
    } finally {
      await under.close();
    }
  });

  function startOwner(...rest: string[]): ChildProcess {
    return spawn(process.execPath, [OWNER_MAIN, hubId, dataDirectory, ...rest], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }
});

async function killHard(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** Processes inside a sandbox: their environment has the mark of the spec. */
function sandboxed(hubId: string): number[] {
  return findProcesses(hubId).filter((pid) => {
    const path = `/proc/${pid}/environ`;
    return existsSync(path) && read(path).includes(`MARK=${hubId}`);
  });
}

/** Names of the owners that have cgroups. */
function ownersOf(hubId: string): string[] {
  return [...new Set(findCgroups(hubId).flatMap((directory) => subdirectories(directory)))];
}

function subdirectories(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function supervisors(hubId: string): number[] {
  return findProcesses(hubId).filter((pid) => read(`/proc/${pid}/cmdline`).includes('supervisor-main.ts'));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
