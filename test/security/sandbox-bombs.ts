import { expect } from 'chai';
import {
  awaitOutput,
  collect,
  findRunning,
  type SandboxUnderTest,
  until,
} from '../integration/sandbox/sandbox-harness.ts';
import type { MakeSpec, RunInside } from './run-inside.ts';

const MEBIBYTE = 1024 * 1024;
/** On a busy machine. */
const MAX_SIGHT_MS = 10_000;

/** What exhausts a machine stays within its sandbox's limits. */
export function describeSandboxBombs(under: () => SandboxUnderTest, specOf: MakeSpec): void {
  const run: RunInside = async (command, overrides) => collect(await under().sandbox.start(specOf(command, overrides)));

  describe('bombs', () => {
    it('survives a fork bomb', async () => {
      const started = await under().sandbox.start(
        specOf(`perl -e '$SIG{TERM} = "IGNORE"; $| = 1; print "lit\n"; fork while 1'`, { limits: { processes: 40 } }),
      );
      const result = collect(started);
      await awaitOutput(started.stdout, 'lit');
      started.terminate(200);
      expect((await result).startFailure).to.equal(null);
    });

    it('survives a memory bomb over several processes', async function () {
      if (!under().hasCgroups) return this.skip();
      const command = `for i in 1 2 3 4; do perl -e '$x = "x" x 60000000; sleep 1' & done; wait; echo survived`;
      const result = await run(command, { limits: { memoryBytes: 128 * MEBIBYTE } });
      expect(result.isOutOfMemory).to.equal(true);
    });

    it('survives a full disk', async () => {
      const command =
        'head -c 1G /dev/zero >/tmp/a; head -c 1G /dev/zero >/hub/home/a; head -c 1G /dev/zero >/dev/shm/a; ls -l /tmp/a | cut -d" " -f5; echo alive';
      const result = await run(command, { limits: { diskBytes: 16 * MEBIBYTE } });
      expect(result.stdout).to.match(/alive/);
      expect(Number(result.stdout.split('\n')[0])).to.be.lessThan(17 * MEBIBYTE);
    });

    it('survives a line without end on a reader that takes its time', async () => {
      const megabytes = 500;
      const started = await under().sandbox.start(specOf(`head -c ${megabytes}M /dev/zero >&2`));
      const rssBefore = process.memoryUsage().rss;
      let bytes = 0;
      started.stdout.resume();
      for await (const chunk of started.stderr) bytes += (chunk as Buffer).length;
      await started.exited;
      expect(bytes).to.equal(megabytes * MEBIBYTE);
      expect(process.memoryUsage().rss - rssBefore, 'growth').to.be.lessThan((megabytes / 2) * MEBIBYTE);
    });

    it('ends a child that ignores SIGTERM and left its session', async () => {
      const child = `perl -e 'use POSIX; exit if fork; POSIX::setsid(); exit if fork; $SIG{TERM}="IGNORE"; print "up\n"; exec "sleep", "4323"'`;
      const started = await under().sandbox.start(specOf(`${child}; sleep 1000`));
      const result = collect(started);
      await awaitOutput(started.stdout, 'up');
      const sleepers = (): number[] => findRunning(under(), 'sleep\x004323\0');
      await until(() => sleepers().length > 0, MAX_SIGHT_MS, 'the child is seen');
      started.terminate(100);
      await result;
      await until(() => sleepers().length === 0, MAX_SIGHT_MS, 'the child is gone');
    });
  });
}
