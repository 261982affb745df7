import { expect } from 'chai';
import { pino } from 'pino';
import { describeError } from '../../../src/base/logging/describe-error.ts';
import { toTemporalLogger } from '../../../worker/temporal-runtime.ts';

describe("the Temporal SDK's log lines", () => {
  const logged = (write: (logger: ReturnType<typeof toTemporalLogger>) => void): Record<string, unknown>[] => {
    const lines: string[] = [];
    write(
      toTemporalLogger(
        pino(
          { level: 'debug', base: null, timestamp: false, serializers: { err: describeError } },
          { write: (line) => lines.push(line) },
        ),
      ),
    );
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it("stand in the hub's log with where to look and why, and without anything else", () => {
    const meta = {
      workflowId: 'run:7',
      attempt: 2,
      taskToken: 'c2VjcmV0',
      args: ['secret'],
      error: new Error('It broke.'),
    };
    const [{ err, ...line } = {}] = logged((logger) => logger.warn('Activity failed', meta));
    expect(line).to.deep.equal({
      ...{
        level: 40,
        component: 'temporal',
        workflowId: 'run:7',
        attempt: 2,
        msg: 'Activity failed',
      },
    });
    expect(err).to.include({ name: 'Error', message: 'It broke.' });
  });

  it('of starting and stopping are for debugging', () => {
    expect(logged((logger) => logger.info('Worker state changed', { state: 'RUNNING' }))).to.deep.equal([
      { level: 20, component: 'temporal', msg: 'Worker state changed' },
    ]);
  });
});
