import { expect } from 'chai';
import { awaitOutput, collect, INNER_NODE, runIn, type SandboxUnderTest, specOf } from './sandbox-harness.ts';

/** How processes end, whatever the driver. */
export function describeSandboxEnd(under: () => SandboxUnderTest): void {
  describe('end', () => {
    it('ends with its main process although a child holds the streams', async () => {
      expect(await runIn(under().sandbox, 'sleep 1000 & echo started')).to.include({
        stdout: 'started\n',
        exitCode: 0,
      });
    });

    it('lets a process handle SIGTERM within the grace', async () => {
      const started = await under().sandbox.start(
        specOf(
          `echo; ${INNER_NODE} -e 'process.on("SIGTERM",()=>{console.log("bye");process.exit(3)});setInterval(()=>0,1000);console.log("up")'; exit $?`,
        ),
      );
      const result = collect(started);
      await awaitOutput(started.stdout, 'up');
      started.terminate(10_000);
      started.terminate(10_000);
      expect(await result).to.include({ stdout: '\nup\nbye\n', exitCode: 3 });
    });

    it('kills what ignores SIGTERM when the grace is over', async () => {
      const started = await under().sandbox.start(
        specOf(
          `trap '' TERM; (setsid sh -c 'trap "" TERM; while :; do sleep 1; done' &) ; echo up; while :; do sleep 1; done`,
        ),
      );
      const result = collect(started);
      await awaitOutput(started.stdout, 'up');
      started.terminate(100);
      expect(await result).to.include({ exitCode: null, signal: 'SIGKILL', startFailure: null });
    });

    it('ends at the deadline of the supervisor', async () => {
      const result = await runIn(under().sandbox, 'sleep 1000', { deadlineMs: 500 });
      expect(result).to.include({ exitCode: null, signal: 'SIGKILL' });
    });

    it('runs past its deadline when that is extended', async () => {
      const started = await under().sandbox.start(specOf('read -r _; echo done', { deadlineMs: 400 }));
      started.extendDeadline(60_000);
      await new Promise((resolve) => setTimeout(resolve, 700));
      started.stdin.end('\n');
      expect(await collect(started)).to.include({ stdout: 'done\n', exitCode: 0 });
    });
  });
}
