import { argv, env } from 'node:process';
import { parseArgs } from 'node:util';
import { type DemoHub, findDemoHub } from './demo-hub.ts';
import { HubClient } from './hub-client.ts';
import { readExample } from './read-example.ts';
import { startGitServer } from './serve-git.ts';

interface Release {
  readonly id: number;
  readonly state: string;
  readonly failure: { readonly message: string } | null;
}

interface Run {
  readonly id: number;
  readonly phase: string;
  readonly failure: { readonly message: string } | null;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** The main job against a running hub: repository → release → tenant → an init run and a normal run. */
async function main(): Promise<void> {
  if (argv.includes('--help')) {
    say(
      'npm run demo -- [--data-dir DIR] [--url URL]\nTakes an example from a repository to two runs, on a hub that npm start has started.',
    );
    return;
  }
  const hub = findDemoHub({ ...env, ...readFlags(argv.slice(2)) });
  const client = new HubClient(hub);
  const gitServer = await startGitServer(hub.gitPort === null ? {} : { port: hub.gitPort });
  try {
    const repository = await gitServer.createRepository('example-node', readExample('node'));
    say(`Repository   ${repository.url} (examples/node)`);
    const integrationId = await makeIntegration(client, hub, repository.url);
    const release = await build(client, hub, integrationId);
    const tenantId = await install(client, hub, integrationId, release.id);
    await run(client, hub, tenantId, 'init');
    await client.patch(`/v2/tenants/${tenantId}`, { configs: { greeting: 'bonjour', order_count: 2 } });
    await run(client, hub, tenantId, 'normal');
    const { data } = await client.get(`/v2/tenants/${tenantId}/metadata`);
    say(`Metadata     ${JSON.stringify(data)}`);
    say('\nThe demo is done: a git repository became a release, and a tenant ran it twice.');
  } finally {
    await gitServer.close();
  }
}

/** `--data-dir DIR` and `--url URL` win over the environment. @throws TypeError on any other flag */
function readFlags(args: string[]): Record<string, string> {
  const { values } = parseArgs({ args, options: { 'data-dir': { type: 'string' }, url: { type: 'string' } } });
  return {
    ...(values['data-dir'] === undefined ? {} : { HUBWRIGHT_DATA_DIR: values['data-dir'] }),
    ...(values.url === undefined ? {} : { HUBWRIGHT_URL: values.url }),
  };
}

async function makeIntegration(client: HubClient, hub: DemoHub, repositoryUrl: string): Promise<number> {
  const integration = await client.post<{ id: number }>('/v2/integrations', {
    name: `demo-${Date.now().toString(36)}`,
    long_name: 'Demo: greetings',
    type: 'Internal',
    repository_url: repositoryUrl,
    repository_tracking_branch: 'main',
    default_release_channel: 'Latest',
  });
  say(`Integration  ${hub.url}/v2/integrations/${integration.id}`);
  return integration.id;
}

async function build(client: HubClient, hub: DemoHub, integrationId: number): Promise<Release> {
  const asked = await client.post<Release>('/v2/sourcecontrol/build', { integration_id: integrationId, tag: 'demo' });
  const path = `/v2/integrations/${integrationId}/releases/${asked.id}`;
  const release = await client.until<Release>(path, ({ state }) => state !== 'queued' && state !== 'building');
  say(`Release      ${hub.url}${path} is ${release.state}`);
  sayWorkflow(hub, `build:${release.id}`);
  say(indent(await client.text(`/v2/releases/${release.id}/log`)));
  if (release.state !== 'ready')
    throw new Error(`The build failed: ${release.failure?.message ?? 'see its log'}${gitHint(hub)}`);
  return release;
}

/** The hub fetches from private addresses only where it is configured to. */
function gitHint(hub: DemoHub): string {
  if (hub.gitPort !== null) return '';
  return ' (A hub that was not started with "npm start" fetches from this machine only with HUBWRIGHT_GIT_ALLOWED_HOSTS=127.0.0.1.)';
}

async function install(client: HubClient, hub: DemoHub, integrationId: number, releaseId: number): Promise<number> {
  const tenant = await client.post<{ id: number }>('/v2/tenants', {
    name: 'demo-customer',
    integration_id: integrationId,
    integration_release_id: releaseId,
  });
  say(`Tenant       ${hub.url}/v2/tenants/${tenant.id}`);
  return tenant.id;
}

async function run(client: HubClient, hub: DemoHub, tenantId: number, mode: 'init' | 'normal'): Promise<void> {
  const { trigger_id: triggerId } = await client.post<{ trigger_id: string }>(
    `/v2/tenants/${tenantId}/sync?mode=${mode}`,
    {},
  );
  await client.until<{ status: string }>(
    `/v2/runs/triggers/${triggerId}/status`,
    ({ status }) => status !== 'Pending' && status !== 'Running',
  );
  const found = await findRun(client, tenantId, triggerId);
  say(`${`Run (${mode})`.padEnd(13)}${hub.url}/v2/runs/${found.id} ${found.phase}`);
  sayWorkflow(hub, `run:${found.id}`);
  say(indent(await client.text(`/v2/runs/${found.id}/log`)));
  if (found.phase !== 'succeeded')
    throw new Error(`The run ended ${found.phase}: ${found.failure?.message ?? 'see its log'}`);
}

async function findRun(client: HubClient, tenantId: number, triggerId: string): Promise<Run> {
  const answer = await client.get<RunList>(`/v2/tenants/${tenantId}/runs`);
  const runs = Array.isArray(answer) ? (answer as RunOfTenant[]) : (answer.data ?? []);
  const listed = runs.find(({ triggers }) => triggers.some(({ id }) => String(id) === triggerId));
  if (listed === undefined) throw new Error(`The hub has no run for the trigger ${triggerId}.`);
  return client.get<Run>(`/v2/runs/${listed.id}`);
}

interface RunOfTenant {
  readonly id: number;
  readonly triggers: readonly { readonly id: number }[];
}

interface RunList {
  readonly data?: RunOfTenant[];
}

function sayWorkflow(hub: DemoHub, workflowId: string): void {
  if (hub.temporalUiUrl === null) return;
  const path = `namespaces/${hub.temporalNamespace}/workflows/${encodeURIComponent(workflowId)}`;
  say(`             ${hub.temporalUiUrl}/${path}`);
}

function indent(log: string): string {
  const lines = log.trimEnd().split('\n');
  return lines.map((line) => `               ${line}`).join('\n');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
