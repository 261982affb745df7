import { expect } from 'chai';
import { acquireRun } from '../../../src/app/runs/acquire-run.ts';
import { finishAttempt } from '../../../src/app/runs/finish-attempt.ts';
import { hubFailure } from '../../../src/domain/runs/classify-exit.ts';
import { makeRunFixture, registerTestWorker } from '../../support/run-fixture.ts';
import { succeedAttempt, useRunQueue } from '../../support/run-queue.ts';

describe('the end of a run', () => {
  const queue = useRunQueue();

  const acquire = async (runId: number): Promise<number> => {
    await queue.db.query(`update runs set next_attempt_at = null where id = $1`, [runId]);
    const acquired = await acquireRun(queue.db, runId, 'test-worker');
    if (acquired.kind !== 'acquired') throw new Error(acquired.kind);
    return acquired.attemptId;
  };

  for (const [reason, isComplete] of [
    ['worker_lost', false],
    ['worker_shutdown', true],
  ] as const) {
    it(`calls its log ${isComplete ? 'complete' : 'incomplete'} after an attempt that ended as ${reason}`, async () => {
      await registerTestWorker(queue.db, 4);
      const { tenantIds } = await makeRunFixture(queue.db, { tenants: 1 });
      const { runId } = await queue.accept(tenantIds[0] ?? 0);
      const ended = await finishAttempt(queue.db, runId, {
        ...{ attemptId: await acquire(runId), exitCode: null, signal: null, isLogComplete: isComplete },
        ...{ outcome: { kind: 'failed', failure: hubFailure('platform', 'It was lost.', reason) } },
        ...{ stdoutLine: null, state: null, options: null, warnings: [] },
      });
      expect(ended.kind).to.equal('retry');
      await succeedAttempt(queue.db, runId, await acquire(runId));
      const rows = await queue.db.query(`select phase, is_log_complete from runs where id = $1`, [runId]);
      expect(rows).to.deep.equal([{ phase: 'succeeded', is_log_complete: isComplete }]);
    });
  }
});
