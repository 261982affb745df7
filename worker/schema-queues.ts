import type { Logger } from 'pino';
import { createSchemaValidator, type SchemaValidator } from '../src/adapters/manifest/schema-validator.ts';

/** Checks of schemas that don't wait for one another; the API has its own. */
export interface SchemaQueues {
  /** What admits and starts runs. */
  readonly runs: SchemaValidator;
  /** Rollouts, which check many tenants at once. */
  readonly rollouts: SchemaValidator;
  /** New releases, whose schemas were never tried. */
  readonly builds: SchemaValidator;
  close(): Promise<void>;
}

export function createSchemaQueues(logger: Logger): SchemaQueues {
  const onError = (error: unknown): void => logger.error({ err: error }, 'a check of schemas ended its thread');
  const runs = createSchemaValidator({ poolSize: 2, onError });
  const rollouts = createSchemaValidator({ poolSize: 1, onError });
  const builds = createSchemaValidator({ poolSize: 1, onError });
  const all = [runs, rollouts, builds];
  return { runs, rollouts, builds, close: async () => void (await Promise.all(all.map((queue) => queue.close()))) };
}
