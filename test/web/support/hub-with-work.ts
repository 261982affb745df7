import { readExample } from '../../../examples/read-example.ts';
import { startGitServer } from '../../support/git-server.ts';
import { uniqueName } from '../../support/hub-objects.ts';
import { until } from '../../support/until.ts';

/** What pages are looked at with: real objects of a real hub. */
export interface HubWithWork {
  readonly integrationId: number;
  readonly integrationName: string;
  readonly releaseId: number;
  readonly tenantId: number;
  readonly tenantName: string;
  readonly runId: number;
  readonly rolloutId: number;
}

interface Hub {
  readonly url: string;
  readonly apiKey: string;
}

/** Builds the example integration, installs it, runs it and rolls it out. */
export async function makeHubWithWork(hub: Hub): Promise<HubWithWork> {
  const git = await startGitServer();
  try {
    const call = createCaller(hub);
    const integrationName = uniqueName('orders');
    const repository = await git.createRepository(integrationName, readExample('node'));
    const { id: integrationId } = await call('POST', '/v2/integrations', {
      name: integrationName,
      long_name: 'Orders to spreadsheet',
      type: 'Internal',
      repository_url: repository.url,
      repository_tracking_branch: 'main',
      default_release_channel: 'Latest',
    });
    const { id: releaseId } = await call('POST', '/v2/sourcecontrol/build', {
      integration_id: integrationId,
      tag: 'first',
    });
    await until('the release is built', async () => (await call('GET', `/v2/releases/${releaseId}`)).state === 'ready');
    const tenantName = uniqueName('blue-harbor');
    const { id: tenantId } = await call('POST', '/v2/tenants', { name: tenantName, integration_id: integrationId });
    await call('POST', `/v2/tenants/${tenantId}/sync?mode=init`, {});
    const run = await until('the init sync ended', async () => {
      const [newest] = await call<RunFields[]>('GET', `/v2/runs?tenant_id=${tenantId}`);
      return newest?.phase === 'succeeded' ? newest : null;
    });
    const { id: rolloutId } = await call('POST', `/v2/integrations/${integrationId}/rollouts`, {
      release_id: releaseId,
      tenants: { following: 'latest' },
    });
    return { integrationId, integrationName, releaseId, tenantId, tenantName, runId: run.id, rolloutId };
  } finally {
    await git.close();
  }
}

interface RunFields {
  readonly id: number;
  readonly phase: string;
  readonly state: string;
}

/** Calls the API as a machine does. @throws Error with what it answered */
export function createCaller({ url, apiKey }: Hub) {
  return async <Result = RunFields>(method: string, path: string, body?: object): Promise<Result> => {
    const headers = { 'X-API-KEY': apiKey, ...(body && { 'Content-Type': 'application/json' }) };
    const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Result;
  };
}
