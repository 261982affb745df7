import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { makeTestFolder } from '../../support/test-folder.ts';
import {
  awaitOutput,
  collect,
  findLeftovers,
  findProcesses,
  newHubId,
  openBubblewrap,
  runIn,
  type SandboxUnderTest,
  specOf,
  until,
} from './sandbox-harness.ts';

const OWNER_MAIN = fileURLToPath(new URL('./owner-main.ts', import.meta.url));

describe('the launcher of sandboxes', function launcher() {
  this.timeout(60_000);

  describe('of a living owner', () => {
    let under: SandboxUnderTest;
    beforeEach(async () => {
      under = await openBubblewrap();
    });
    afterEach(() => under.close());

    it('takes what it launched along when it dies, and another one launches what comes next', async () => {
      const started = await under.sandbox.start(specOf('echo up; sleep 1000', { env: { MARK: under.hubId } }));
      const result = collect(started);
      await awaitOutput(started.stdout, 'up');
      process.kill(findLauncher(under.hubId), 'SIGKILL');
      const { exitCode, startFailure } = await result;
      expect({ exitCode, startFailure }).to.deep.equal({
        exitCode: null,
        startFailure: 'The process that launches sandboxes on this worker ended, and this one with it.',
      });
      // A slot of the launcher that died may be handed out before its end is seen; a run in it is tried again, as here.
      const succeeds = async (): Promise<boolean> => {
        const { stdout, exitCode } = await runIn(under.sandbox, 'echo again');
        return stdout === 'again\n' && exitCode === 0;
      };
      await until(succeeds, 10_000, 'another launcher works');
      const network = { kind: 'internet', openHosts: [] } as const;
      expect(await runIn(under.sandbox, 'echo with a network', { network })).to.include({ exitCode: 0 });
    });

    it('outlives the signals that end a group, which its sandboxes do not get either', async () => {
      const launcher = findLauncher(under.hubId);
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(launcher, signal);
      expect(await runIn(under.sandbox, 'echo out')).to.include({ stdout: 'out\n', exitCode: 0 });
      expect(findLauncher(under.hubId)).to.equal(launcher);
      expect(readFileSync(`/proc/${launcher}/stat`, 'utf8').split(') ')[1]?.split(' ')[2], 'its group').to.equal(
        `${launcher}`,
      );
    });

    it('ends with the owner’s sandbox', async () => {
      const { hubId, dataDirectory } = under;
      await under.close();
      expect(findLeftovers(hubId, dataDirectory)).to.deep.equal([]);
      under = await openBubblewrap();
    });
  });

  it('is ended by the supervisor where it is frozen when its owner dies', async function frozen() {
    if (process.getuid?.() !== 0) return this.skip();
    const hubId = newHubId();
    const dataDirectory = makeTestFolder('launcher');
    const owner: ChildProcess = spawn(process.execPath, [OWNER_MAIN, hubId, dataDirectory, '1', '60000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await awaitOutput(owner.stdout as Readable, 'started');
    process.kill(findLauncher(hubId), 'SIGSTOP');
    const exit = once(owner, 'exit');
    owner.kill('SIGKILL');
    await exit;
    await until(() => findLeftovers(hubId, dataDirectory).length === 0, 5_000, 'all gone');
  });
});

/** The one that has launched the others. */
function findLauncher(hubId: string): number {
  const launchers = findProcesses(hubId).filter((pid) => read(`/proc/${pid}/cmdline`).includes('launcher.pl'));
  const found = launchers.find((pid) => read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ')[3] === `${pid}`);
  if (found === undefined) throw new Error('there is no launcher');
  return found;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
