import { expect } from 'chai';
import { storeLogChunk } from '../../src/adapters/run-logs/log-store.ts';
import { useApi } from '../support/api.ts';
import { insertIntegration, insertRelease, uniqueName } from '../support/hub-objects.ts';
import { PandiumClient } from './pandium-client.ts';

/** The fields of Pandium's objects, as its API reference lists them. */
const FIELDS = {
  integration: [
    'id created_date modified_date name long_name connectors repository_path repository_tracking_branch repository_url type',
    'categories tags flag default_release_id default_release_channel',
  ],
  release: [
    'id name repository_tracking_branch run_command tag config_schema config_version metadata_schema created_date modified_date',
  ],
  tenant: [
    'id name archived integration_id configs created_date modified_date paused user_schedule schedule source',
    'integration_release_id integration_release_channel status',
  ],
  run: ['id mode status triggers started_date completed_date tenant_id integration_id'],
};

const fieldsOf = (kind: keyof typeof FIELDS): string[] => FIELDS[kind].join(' ').split(' ');

describe('a client written for Pandium', () => {
  const api = useApi({ hasOwnPublicUrl: true });
  const newClient = () => new PandiumClient(api.url, api.ownerKey);

  it('lists, builds, makes a tenant, syncs, polls and reads the log with base URL and key alone', async () => {
    const client = newClient();
    const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
    const integrations = await client.listIntegrations();
    expect(integrations.find((one) => one.id === integrationId)).to.include.keys(fieldsOf('integration'));

    const release = await client.build(integrationId, 'v1.0.0');
    expect(release).to.include.keys(fieldsOf('release'));
    expect(release.tag).to.equal('v1.0.0');
    await insertRelease(api.db, integrationId);
    expect((await client.listReleases(integrationId)).map((one) => one.run_command)).to.deep.equal([
      'node main.js',
      null,
    ]);

    const tenant = await client.createTenant({ name: uniqueName('acme'), integration_id: integrationId, configs: {} });
    expect(tenant).to.include.keys(fieldsOf('tenant'));
    expect(tenant).to.deep.include({ paused: true, archived: false, integration_id: integrationId, configs: {} });
    const [listed] = await client.listTenants(integrationId);
    expect({ ...listed, warnings: [] }, 'only a write warns').to.deep.equal(tenant);
    expect(await client.metadata(tenant.id)).to.deep.include({ tenant_id: tenant.id, data: {} });

    const triggerId = await client.sync(tenant.id, 'normal', { order: 5 });
    expect(triggerId).to.match(/^[0-9]+$/);
    expect(await client.status(triggerId)).to.equal('Pending');
    const [run] = await client.listRuns(tenant.id);
    if (!run) throw new Error('the trigger has no run');
    expect(run).to.include.keys(fieldsOf('run'));
    expect(run).to.deep.include({ mode: 'normal', tenant_id: tenant.id, integration_id: integrationId });
    expect(run.triggers[0]).to.deep.include({ id: Number(triggerId), source: 'api', payload: { order: 5 } });

    await execute(run.id);
    expect(await client.status(triggerId)).to.equal('Succeeded');
    expect((await client.listRuns(tenant.id))[0]?.status.completionTime).to.be.a('string');
    expect(await client.log(run.id)).to.equal('hello from the run\n');
    expect((await client.archiveTenant(tenant.id)).archived).to.equal(true);
  });

  it('reads why something was refused in the field message', async () => {
    const client = newClient();
    const integrationId = await insertIntegration(api.db);
    const refusal = await client.createTenant({ name: 'acme', integration_id: integrationId }).catch(String);
    expect(refusal).to.include('The integration has no default release');
  });

  /** What a worker writes when it carries out the run. */
  async function execute(runId: number): Promise<void> {
    await api.db.query(
      `update runs set phase = 'running', admitted_at = now(), started_at = now(),
         log_day = (now() at time zone 'utc')::date where id = $1`,
      [runId],
    );
    const [attempt] = await api.db.query<{ id: number }>(
      `insert into attempts (run_id, number, worker_id, state, lease_expires_at, started_at)
       values ($1, 1, 'w', 'running', now() + interval '40 seconds', now()) returning id`,
      [runId],
    );
    const logDay = new Date().toISOString().slice(0, 10);
    await storeLogChunk(api.db, { kind: 'run', runId, attemptId: attempt?.id ?? 0, logDay }, [
      { number: 1, at: new Date(), kind: 'stderr', text: 'hello from the run' },
    ]);
    await api.db.query(
      `update attempts set state = 'succeeded', exit_code = 0, finished_at = now() where run_id = $1`,
      [runId],
    );
    await api.db.query(
      `update runs set phase = 'succeeded', finished_at = now(), is_log_complete = true where id = $1`,
      [runId],
    );
  }
});
