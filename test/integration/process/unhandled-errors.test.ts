import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readProcess } from '../../../src/base/process/read-process.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MAIN = join(import.meta.dirname, 'unhandled-main.ts');
const SUPERVISOR = fileURLToPath(new URL('../../../src/adapters/sandbox/supervisor-main.ts', import.meta.url));

interface Ended {
  readonly code: number | string | null | undefined;
  readonly stdout: string;
  readonly lines: readonly { readonly level: string; readonly component: string; readonly err: LoggedError }[];
}

interface LoggedError {
  readonly message: string;
  readonly stack: string;
  readonly cause: { readonly message: string };
}

const run = (moment: string): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [MAIN, moment], (error, stdout, stderr) => {
      const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
      resolve({
        code: error?.code ?? 0,
        stdout,
        lines: lines.map((line) => JSON.parse(line) as Ended['lines'][number]),
      });
    });
  });

describe('an error that nobody handles', () => {
  for (const moment of ['running', 'thrown', 'ending']) {
    it(`is logged with its stack and cause, and ends the process in order with exit code 1: ${moment}`, async () => {
      const { code, stdout, lines } = await run(moment);
      expect(code).to.equal(1);
      expect(stdout).to.equal('closed in order\n');
      expect(lines).to.have.length(1);
      expect(lines[0]).to.include({ level: 'fatal', component: 'test' });
      expect(lines[0]?.err.message).to.match(/^nobody /);
      expect(lines[0]?.err.stack).to.contain('unhandled-main.ts');
      expect(lines[0]?.err.cause.message).to.equal('the reason');
    });
  }

  it('ends a process at once that has nothing to end yet', async () => {
    const { code, stdout, lines } = await run('before');
    expect({ code, stdout, count: lines.length }).to.deep.equal({ code: 1, stdout: '', count: 1 });
  });

  it('makes a supervisor whose owner is gone kill what it guards, and say why', async () => {
    const guarded = spawn('sleep', ['600'], { stdio: 'ignore' });
    const entry = readProcess(guarded.pid as number);
    const supervisor = spawn(process.execPath, [SUPERVISOR, 'test'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const stderr = text(supervisor.stderr);
    await once(supervisor.stdout, 'data');
    const target = { cgroups: [], pid: entry?.pid, startTime: entry?.startTime };
    const arm = { op: 'arm', id: 'a', deadlineAtMs: Number.MAX_SAFE_INTEGER, target };
    // A target that can't be killed stands first: the others are killed all the same.
    const broken = { ...arm, id: 'b', target: { cgroups: null } };
    const exits = Promise.all([once(guarded, 'exit'), once(supervisor, 'exit')]);
    supervisor.stdin.end(`${JSON.stringify(broken)}\n${JSON.stringify(arm)}\n`);
    const [[, signal]] = (await exits) as [[null, string], unknown];
    expect(signal).to.equal('SIGKILL');
    expect(JSON.parse((await stderr).trim().split('\n')[0] ?? '')).to.include({ component: 'supervisor' });
  });

  it('ends a supervisor whose owner lives, which starts another one', async () => {
    const supervisor = spawn(process.execPath, [SUPERVISOR, 'test'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const stderr = text(supervisor.stderr);
    await once(supervisor.stdout, 'data');
    const exit = once(supervisor, 'exit');
    supervisor.stdin.write('this is no message\n');
    expect((await exit)[0]).to.equal(1);
    expect(JSON.parse(await stderr)).to.include({ level: 'fatal', component: 'supervisor' });
  });

  it('is handled in every process of the hub', () => {
    const mains = globSync(['{api,worker,start}/main.ts', 'start/hub.ts', 'src/**/*-main.ts'], { cwd: ROOT }).filter(
      // A thread ends with its error, which its owner gets.
      (file) => !file.endsWith('-thread-main.ts'),
    );
    expect(mains.length).to.be.greaterThan(5);
    const without = mains.filter(
      (file) => !/\b(runMain|onUnhandledError)\(/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(without).to.deep.equal([]);
  });
});
