import { expect } from 'chai';
import type { Sandbox } from '../../../src/adapters/sandbox/sandbox.ts';
import type { RunExecutor } from '../../../src/app/runs/run-executor.ts';
import { useRunSandbox } from '../../support/run-sandbox.ts';

interface AttemptRow {
  readonly state: string;
  readonly failure: { readonly class: string; readonly reason: string; readonly message: string };
}

describe('faults of the hub while it carries out an attempt', () => {
  const runs = useRunSandbox({ 'main.sh': 'sleep 600' });

  async function attemptOf(executor: RunExecutor): Promise<AttemptRow | undefined> {
    const { runId } = await runs.begin({ manifest: { run: 'sh main.sh' } });
    expect((await executor.execute(runId, null)).kind).to.equal('retry');
    return (await runs.db.query<AttemptRow>(`select state, failure from attempts where run_id = $1`, [runId]))[0];
  }

  it('tells a run that its supervisor had to end as a lease that was lost, not as the integration’s failure', async () => {
    const { sandbox } = runs;
    // As where no renewal reached the database until the deadline.
    const impatient: Sandbox = {
      driver: sandbox.driver,
      start: (spec) => sandbox.start({ ...spec, deadlineMs: 300 }),
      ...{ check: () => sandbox.check(), sweep: () => sandbox.sweep(), close: () => sandbox.close() },
      openWorkspace: (...input) => sandbox.openWorkspace(...input),
    };
    const attempt = await attemptOf(runs.executor({ sandbox: impatient }));
    expect(attempt?.failure).to.include({ class: 'platform', reason: 'lease_lost' });
  });

  for (const [what, error] of [
    ['no space', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })],
    ['no quota', Object.assign(new Error('EDQUOT: disk quota exceeded, write'), { code: 'EDQUOT' })],
  ] as const) {
    it(`tells ${what} as a full disk, in one sentence that names no path`, async () => {
      const attempt = await attemptOf(runs.executor({ releaseFiles: { acquire: () => Promise.reject(error) } }));
      expect(attempt?.failure).to.include({ class: 'platform', reason: 'storage_full' });
      expect(attempt?.failure.message).to.match(/^The disk of the worker's machine is full: [^/]*\.$/);
    });
  }
});
