import { expect } from 'chai';
import { useRunSandbox } from '../../support/run-sandbox.ts';

describe('the payloads of a run', () => {
  const runs = useRunSandbox({ 'main.js': '' });

  it('are written one after the other, whatever they are together', async function () {
    this.timeout(60_000);
    const many = 64;
    const run = `cat /hub/context/triggers/* | wc -c >&2; ls /hub/context/triggers | wc -l >&2`;
    const { runId } = await runs.begin({ manifest: { run } }, { body: new Uint8Array(1024 * 1024) });
    await runs.db.query(
      `insert into triggers (tenant_id, run_id, source, mode, created_by, body)
       select tenant_id, id, 'api', 'normal', 'test', decode(repeat('41', 1048576), 'hex') from runs, generate_series(2, $2) where id = $1`,
      [runId, many],
    );
    const before = process.memoryUsage().rss;
    let peak = before;
    const sampling = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 5);
    const outcome = await runs.executor().execute(runId, null);
    clearInterval(sampling);
    expect(outcome).to.deep.equal({ kind: 'final', phase: 'succeeded' });
    expect(await runs.logOf(runId)).to.include.members([String(many * 1024 * 1024), String(many)]);
    expect((peak - before) / (1024 * 1024)).to.be.below(150);
  });
});
