import type { Files, GitServer } from './git-server.ts';
import type { ClientTenant, PandiumClient } from './pandium-client.ts';

let count = 0;

export interface SmallIntegration {
  readonly id: number;
  readonly releaseId: number;
  readonly repositoryUrl: string;
}

export interface SmallIntegrationOptions {
  /** The text of its one script. */
  readonly main: string;
  /** More of the manifest, below `base` and `run`. */
  readonly manifest?: string;
  readonly run?: string;
  /** `main.js` by default. */
  readonly mainFile?: string;
}

/** A Node integration of one file, built to `ready` through the API from a repository of its own. */
export function buildSmallIntegration(
  client: PandiumClient,
  git: GitServer,
  options: SmallIntegrationOptions,
): Promise<SmallIntegration> {
  const manifest = `version: 0.4\nbase: node\nrun: ${options.run ?? 'node main.js'}\n${options.manifest ?? ''}`;
  return buildFrom(client, git, { 'PANDIUM.yaml': manifest, [options.mainFile ?? 'main.js']: options.main });
}

/** An integration of these files, built to `ready`. @throws Error with the release's failure */
export async function buildFrom(client: PandiumClient, git: GitServer, files: Files): Promise<SmallIntegration> {
  count += 1;
  const name = `small-${count}`;
  const repository = await git.createRepository(name, files);
  const integration = await client.request<{ id: number }>('POST', '/v2/integrations', {
    name,
    type: 'Internal',
    repository_url: repository.url,
    repository_tracking_branch: 'main',
    default_release_channel: 'Latest',
  });
  const queued = await client.build({ tag: 'v1', integration_id: integration.id });
  const release = await client.untilReleased(integration.id, queued.id);
  if (release.state !== 'ready') throw new Error(`${name} was not built: ${JSON.stringify(release.failure)}`);
  return { id: integration.id, releaseId: release.id, repositoryUrl: repository.url };
}

/** Tenants that follow the latest release. */
export async function installTenants(
  client: PandiumClient,
  integrationId: number,
  tenants: number,
  configs: object = {},
  prefix = 'tenant',
): Promise<ClientTenant[]> {
  const made: ClientTenant[] = [];
  for (let number = 1; number <= tenants; number += 1) {
    const name = `${prefix}-${integrationId}-${number}`;
    made.push(await client.createTenant({ name, integration_id: integrationId, configs }));
  }
  return made;
}
