import { Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { migrations as allMigrations, type SchemaMigration } from '../../migrations/index.ts';
import { createFunctions } from './create-functions.ts';
import { entities } from './entities/index.ts';
import { LOCKS } from './locks.ts';

const TABLE = 'schema_migrations';

/**
 * Brings the database at `url` to the present schema, then creates the functions whose text changed. Safe to repeat, and safe when
 * several processes do it at once.
 */
export async function migrate(url: string, migrations: readonly SchemaMigration[] = allMigrations): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'hubwright-migrate' });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock(${LOCKS.migrations})`);
    await renameRecorded(client, migrations);
    await runMigrations(url, migrations);
    await createFunctions(client);
  } finally {
    await client.end();
  }
}

/** Databases that were migrated before migrations had numbers go on under the present names. */
async function renameRecorded(client: pg.Client, migrations: readonly SchemaMigration[]): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(`select to_regclass($1) is not null as exists`, [TABLE]);
  if (!rows[0]?.exists) return;
  const renamed = migrations.filter(({ formerName }) => formerName !== undefined);
  await client.query(
    `update ${TABLE} m set name = n.name from unnest($1::text[], $2::text[]) as n (former_name, name)
     where m.name = n.former_name`,
    [renamed.map(({ formerName }) => formerName), renamed.map(({ name }) => name)],
  );
}

async function runMigrations(url: string, migrations: readonly SchemaMigration[]): Promise<void> {
  const orm = new MikroORM({
    clientUrl: url,
    entities,
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    logger: () => {},
    migrations: { tableName: TABLE, migrationsList: migrations.map(toListed), snapshot: false, allOrNothing: true },
  });
  try {
    await orm.migrator.up();
  } finally {
    await orm.close(true);
  }
}

function toListed({ name, statements }: SchemaMigration) {
  class ListedMigration extends Migration {
    override async up(): Promise<void> {
      for (const statement of statements) this.addSql(statement);
    }
  }
  return { name, class: ListedMigration };
}
