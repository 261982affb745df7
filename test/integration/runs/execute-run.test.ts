import { expect } from 'chai';
import { useActingRuns } from '../../support/acting-runs.ts';

describe('executing runs', () => {
  const runs = useActingRuns();

  it('runs a process to its end, with its log, its state and the summaries', async () => {
    const { runId, tenantId } = await runs.begin('state');
    expect(await runs.executor.execute(runId, null)).to.deep.equal({ kind: 'final', phase: 'succeeded' });
    const run = await runs.runOf(runId);
    expect(run).to.include({ phase: 'succeeded', log_line_count: 1, is_log_complete: true });
    expect(await runs.logOf(runId)).to.deep.equal(['hello from tenant-1 normal']);
    const metadata = await runs.db.query<{ data: object }>(`select data from tenant_metadata where tenant_id = $1`, [
      tenantId,
    ]);
    expect(metadata[0]?.data).to.deep.equal({ seen: ['normal'], extra: 1 });
    const summaries = await runs.db.query(`select kind from tenant_run_summaries where tenant_id = $1`, [tenantId]);
    expect(summaries).to.have.length(2);
  });

  it('gives the process its contract and nothing of the host', async () => {
    const { runId } = await runs.begin('environment');
    await runs.executor.execute(runId, null);
    const env = JSON.parse((await runs.logOf(runId))[1] as string) as Record<string, string>;
    expect(env).to.include({
      PAN_CFG_ACT: 'environment',
      PAN_CTX_ENV: 'test',
      PAN_CTX_RUN_ID: String(runId),
      HOME: '/hub/home',
    });
    expect(JSON.parse(env.PAN_CTX_RUN_TRIGGERS as string)[0]).to.deep.include({ source: 'api', mode: 'normal' });
    expect(
      Object.keys(env).filter(
        (name) => !/^(PAN_|HOME$|TMPDIR$|PATH$|LANG$|PWD$|TRACEPARENT$|SHLVL$|_$|OLDPWD$)/.test(name),
      ),
    ).to.deep.equal([]);
  });

  it('tells an exit code other than 0 as the integration’s failure and writes no state', async () => {
    const { runId } = await runs.begin('fail');
    expect(await runs.executor.execute(runId, null)).to.deep.equal({ kind: 'final', phase: 'failed' });
    expect((await runs.runOf(runId)).failure).to.include({ class: 'integration', exit_code: 3 });
  });

  it('tries an integration failure again where its policy says so', async () => {
    const { runId } = await runs.begin('fail', { retryPolicy: { integrationAttempts: 2 } });
    expect((await runs.executor.execute(runId, null)).kind).to.equal('retry');
    expect((await runs.executor.execute(runId, null)).kind).to.equal('retry');
    await runs.db.query(`update runs set next_attempt_at = null where id = $1`, [runId]);
    expect(await runs.executor.execute(runId, null)).to.deep.equal({ kind: 'final', phase: 'failed' });
    const attempts = await runs.db.query(`select id from attempts where run_id = $1`, [runId]);
    expect(attempts).to.have.length(2);
    expect(await runs.logOf(runId)).to.include('Attempt 2 starts.');
  });

  it('keeps odd bytes readable and cuts long lines', async () => {
    const bytes = await runs.begin('bytes');
    await runs.executor.execute(bytes.runId, null);
    expect(await runs.logOf(bytes.runId)).to.include('a\ufffd\ufffdb');
    const long = await runs.begin('long');
    await runs.executor.execute(long.runId, null);
    const lines = await runs.logOf(long.runId);
    expect(lines[1]).to.match(/^x{65536} … \[line cut: 134464 more bytes\]$/);
    expect(lines[2]).to.equal('after');
  });

  it('fails a run whose last line of stdout is too long to be its state', async () => {
    const { runId } = await runs.begin('longline');
    await runs.executor.execute(runId, null);
    expect((await runs.runOf(runId)).failure?.class).to.equal('metadata_validation');
  });

  it('fails before its process starts where the configs do not fit the schema', async () => {
    const configSchema = { type: 'object', properties: { act: { type: 'integer', title: 'Act' } } };
    const { runId } = await runs.begin('state', { manifest: { configSchema } });
    await runs.executor.execute(runId, null);
    const run = await runs.runOf(runId);
    expect(run.failure?.class).to.equal('config_validation');
    const attempts = await runs.db.query<{ started_at: Date | null }>(
      `select started_at from attempts where run_id = $1`,
      [runId],
    );
    expect(attempts[0]?.started_at).to.equal(null);
  });

  it('fails a run whose metadata does not fit its schema and keeps the metadata', async () => {
    const metadataSchema = { type: 'object', properties: { extra: { type: 'string' } } };
    const { runId, tenantId } = await runs.begin('state', { manifest: { version: '1.0', metadataSchema } });
    await runs.executor.execute(runId, null);
    expect((await runs.runOf(runId)).failure?.class).to.equal('metadata_validation');
    expect(await runs.db.query(`select 1 from tenant_metadata where tenant_id = $1`, [tenantId])).to.have.length(0);
  });

  it('fails where this worker has another toolchain', async () => {
    const other = runs.anotherExecutor({ toolchains: { find: async () => null } });
    const { runId } = await runs.begin('state');
    await other.execute(runId, null);
    expect((await runs.runOf(runId)).failure).to.include({ class: 'platform', reason: 'toolchain_missing' });
  });

  it('narrows a run to the egress list of its integration, and names in its log once what was refused', async () => {
    const { runId } = await runs.begin('lookups');
    await runs.db.query(
      `update integrations set egress = '{"opened": [], "allowed": ["*.example.com"]}'
       where id = (select integration_id from runs where id = $1)`,
      [runId],
    );
    await runs.executor.execute(runId, null);
    const refused = (name: string): string => `${name} was refused: it is not on the egress list of the integration.`;
    const log = await runs.logOf(runId);
    expect(log.filter((line) => line === 'ENOTFOUND')).to.have.lengthOf(3);
    expect(log.filter((line) => line.includes('refused'))).to.deep.equal([refused('a.test'), refused('b.test')]);
  });
});
