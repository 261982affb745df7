import { expect } from 'chai';
import { LogWriter } from '../../../src/adapters/run-logs/log-writer.ts';
import { NO_SECRETS } from '../../../src/base/redaction/redactor.ts';

describe('the end of a log', () => {
  it('waits for the chunk that is being stored', async () => {
    const stored = Promise.withResolvers<object[]>();
    const writer = new LogWriter({
      sql: { query: <Row extends object>() => stored.promise as Promise<Row[]> },
      target: { kind: 'run', runId: 1, attemptId: 1, logDay: '2026-01-01' },
      ...{ lastLine: 0, maxLineBytes: 100, maxLogBytes: 1_000, redactor: NO_SECRETS },
    });
    writer.hub('the last line');
    let isFinished = false;
    const finished = writer.finish().then(() => {
      isFinished = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isFinished).to.equal(false);
    stored.resolve([{ first_line: 1 }]);
    await finished;
    expect(isFinished).to.equal(true);
  });
});
