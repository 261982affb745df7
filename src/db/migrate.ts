import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { Migration20261122Initial } from '../../migrations/migration-20261122-initial.ts';
import { Migration20261123Releases } from '../../migrations/migration-20261123-releases.ts';
import { Migration20261123Rollouts } from '../../migrations/migration-20261123-rollouts.ts';
import { Migration20261123Watching } from '../../migrations/migration-20261123-watching.ts';
import { Migration20261126Configs } from '../../migrations/migration-20261126-configs.ts';
import { Migration20261126Egress } from '../../migrations/migration-20261126-egress.ts';
import { Migration20261126Logs } from '../../migrations/migration-20261126-logs.ts';
import { Migration20261126Releases } from '../../migrations/migration-20261126-releases.ts';
import { Migration20261126Runs } from '../../migrations/migration-20261126-runs.ts';
import { Migration20261126Schedules } from '../../migrations/migration-20261126-schedules.ts';
import { Migration20261126Timers } from '../../migrations/migration-20261126-timers.ts';
import { entities } from './entities/index.ts';

const MIGRATIONS = [
  Migration20261122Initial,
  Migration20261123Watching,
  Migration20261123Releases,
  Migration20261123Rollouts,
  Migration20261126Schedules,
  Migration20261126Configs,
  Migration20261126Runs,
  Migration20261126Egress,
  Migration20261126Releases,
  Migration20261126Logs,
  Migration20261126Timers,
];

/** Brings the database at `url` to the present schema; idempotent, and safe when two processes do it at once. */
export async function migrate(url: string): Promise<void> {
  const orm = new MikroORM({
    clientUrl: url,
    entities,
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    logger: () => {},
    migrations: {
      tableName: 'schema_migrations',
      migrationsList: MIGRATIONS.map((migration) => ({ name: migration.name, class: migration })),
      snapshot: false,
      allOrNothing: true,
    },
  });
  try {
    await orm.em.getConnection().transactional(async (transaction) => {
      await orm.em
        .getConnection()
        .execute(`select pg_advisory_xact_lock(hashtext('migrations'))`, [], 'run', transaction);
      await orm.migrator.up();
    });
  } finally {
    await orm.close(true);
  }
}
