import { join } from 'node:path';
import type { Logger } from 'pino';
import { createWatchActivities, type WatchActivities } from '../activities/watch-activities.ts';
import type { Git } from '../src/adapters/git/git.ts';
import { parseManifest } from '../src/adapters/manifest/parse-manifest.ts';
import type { TemporalClient } from '../src/adapters/temporal/connect.ts';
import { ensurePollSchedule } from '../src/adapters/temporal/ensure-poll-schedule.ts';
import type { CredentialOf } from '../src/app/source-control/credential-of.ts';
import type { Config } from '../src/config/config.ts';
import type { Database } from '../src/db/database.ts';

export interface SourceControlComponentsDeps {
  readonly config: Config;
  readonly db: Database;
  readonly logger: Logger;
  readonly client: TemporalClient;
  readonly git: Git;
  readonly credentialOf: CredentialOf;
}

export interface SourceControlComponents {
  readonly activities: WatchActivities;
  /** Sees to it that the schedule of polling is there; tried again by the relay until it is. */
  readonly relayPass: () => Promise<void>;
}

/** What watching repositories needs of a worker. */
export function composeSourceControl({
  config,
  db,
  logger,
  client,
  git,
  credentialOf,
}: SourceControlComponentsDeps): SourceControlComponents {
  let isScheduled = false;
  return {
    activities: createWatchActivities({
      db,
      git,
      gitLimits: config.git,
      credentialOf,
      parseManifest,
      stagingDirectory: join(config.dataDirectory, 'repository-tests'),
      pollMs: config.watching.pollMs,
      onError: (error, integrationId) =>
        logger.error(
          { integrationId, error: error instanceof Error ? error.message : String(error) },
          'a repository could not be read',
        ),
    }),
    relayPass: async () => {
      if (isScheduled) return;
      await ensurePollSchedule(client, config.watching.pollMs);
      isScheduled = true;
    },
  };
}
