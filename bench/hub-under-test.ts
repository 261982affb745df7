import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGitServer } from '../test/support/git-server.ts';
import { type HubStack, startHubStack } from '../test/support/hub-stack.ts';
import { PandiumClient } from '../test/support/pandium-client.ts';
import { buildSmallIntegration, installTenants } from '../test/support/small-integration.ts';
import { type CommitWatch, watchCommits } from './commit-watch.ts';

/** As many runs at a time as `npm start` allows; the bare sandbox gets the same. */
export const SLOTS = 8;

export interface HubUnderTest {
  readonly stack: HubStack;
  readonly client: PandiumClient;
  readonly tenantIds: readonly number[];
  readonly commits: CommitWatch;
  close(): Promise<void>;
}

export interface HubUnderTestOptions {
  readonly tenants: number;
  /** A Temporal server of the bench's own; the embedded dev server where there is none. */
  readonly temporal?: { readonly address: string; readonly namespace: string };
  /** Of the hub, beside the number of slots. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The same process as the bare sandbox's. */
const MAIN = `console.error("first line")`;

/** API and worker in one process as `npm start` runs them, on a PostgreSQL that syncs to disk, with one built release. */
export async function startHubUnderTest(options: HubUnderTestOptions): Promise<HubUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-bench-hub-'));
  const settings = { HUBWRIGHT_RUN_SLOTS: `${SLOTS}`, ...options.settings };
  const { temporal } = options;
  const stack = await startHubStack({ folder, workers: 'in-api', settings, ...(temporal ? { temporal } : {}) });
  const client = new PandiumClient(stack.url, stack.apiKey);
  const git = await startGitServer();
  const integration = await buildSmallIntegration(client, git, { main: MAIN });
  await git.close();
  const tenantIds = (await installTenants(client, integration.id, options.tenants)).map(({ id }) => id);
  const commits = await watchCommits(stack.databaseUrl);
  return {
    ...{ stack, client, tenantIds, commits },
    close: async () => {
      await commits.close();
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
