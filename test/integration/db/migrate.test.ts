import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { expect } from 'chai';
import { migrations } from '../../../migrations/index.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { describeSchema } from '../../support/describe-schema.ts';
import { useDatabase } from '../../support/postgres.ts';
import { withClient } from '../../support/with-client.ts';

const SCHEMA_FILE = join(import.meta.dirname, 'schema.txt');
const DIGESTS_FILE = join(import.meta.dirname, 'migration-digests.json');
/** `UPDATE_SNAPSHOTS=1 npx mocha test/integration/db/migrate.test.ts` writes both files anew. */
const isUpdate = env.UPDATE_SNAPSHOTS === '1';

const describeAt = (url: string) => withClient(url, describeSchema);

describe('migrations', () => {
  const migrated = useDatabase();
  const older = useDatabase({ isMigrated: false });
  const empty = useDatabase({ isMigrated: false });
  const drifted = useDatabase({ isMigrated: false });

  it('lead to the schema of the snapshot', async () => {
    const schema = await describeAt(migrated.url);
    if (isUpdate) writeFileSync(SCHEMA_FILE, schema);
    expect(schema, 'a change of the schema: review it, then update the snapshot').to.equal(
      readFileSync(SCHEMA_FILE, 'utf8'),
    );
  });

  it('are numbered without gaps and never change once their digest is recorded', () => {
    const digests = Object.fromEntries(
      migrations.map(({ name, statements }) => [
        name,
        createHash('sha256').update(JSON.stringify(statements)).digest('hex'),
      ]),
    );
    const recorded: Record<string, string> = JSON.parse(readFileSync(DIGESTS_FILE, 'utf8'));
    const kept = Object.fromEntries(Object.keys(recorded).map((name) => [name, digests[name]]));
    expect(kept, 'add a migration instead of changing one').to.deep.equal(recorded);
    if (isUpdate) writeFileSync(DIGESTS_FILE, `${JSON.stringify(digests, null, 2)}\n`);
    else expect(Object.keys(digests)).to.deep.equal(Object.keys(recorded));
    expect(migrations.map(({ name }) => Number(name.slice(0, 4)))).to.deep.equal(migrations.map((_, at) => at + 1));
  });

  it('go on in a database that was migrated under the names they had before they were numbered', async () => {
    const former = migrations.flatMap(({ formerName, statements }) =>
      formerName === undefined ? [] : [{ name: formerName, statements }],
    );
    await migrate(older.url, former);
    await migrate(older.url);
    expect(await namesAt(older.url)).to.deep.equal(migrations.map(({ name }) => name));
    expect(await describeAt(older.url)).to.equal(await describeAt(migrated.url));
  });

  it('rename what older reconciliations and activity entries found', async () => {
    const before = migrations.findIndex(({ name }) => name === '0016-schedule-drift');
    await migrate(drifted.url, migrations.slice(0, before));
    const found = JSON.stringify([{ schedule_id: 'sync:1', tenant_id: 1, fault: 'missing' }]);
    await withClient(drifted.url, async (client) => {
      await client.query(
        `insert into schedule_reconciliations (requested_by, is_thorough, fault_counts, faults) values ('hub', true, '{"missing": 1}', $1)`,
        [found],
      );
      await client.query(
        `insert into activity (actor, action, subject_kind, after)
         values ('hub', 'schedules.mended', 'schedule_reconciliation', jsonb_build_object('counts', '{}'::jsonb, 'faults', $1::jsonb))`,
        [found],
      );
    });
    await migrate(drifted.url);
    const drift = [{ schedule_id: 'sync:1', tenant_id: 1, drift: 'missing' }];
    await withClient(drifted.url, async (client) => {
      const reconciliations = await client.query(`select drift_counts, drift from schedule_reconciliations`);
      expect(reconciliations.rows).to.deep.equal([{ drift_counts: { missing: 1 }, drift }]);
      const entries = await client.query(`select action, after from activity`);
      expect(entries.rows).to.deep.equal([{ action: 'schedules.repaired', after: { counts: {}, drift } }]);
    });
  });

  it('run once where several processes start at the same time', async () => {
    await Promise.all([1, 2, 3].map(() => migrate(empty.url)));
    expect(await namesAt(empty.url)).to.deep.equal(migrations.map(({ name }) => name));
  });
});

describe('SQL functions', () => {
  const database = useDatabase();
  const bodyOf = (name: string) =>
    withClient(database.url, async (client) => {
      const { rows } = await client.query<{ body: string }>(`select prosrc as body from pg_proc where proname = $1`, [
        name,
      ]);
      return rows[0]?.body;
    });

  it('are created again where the database has another text', async () => {
    const present = await bodyOf('latest_release_id');
    await withClient(database.url, async (client) => {
      await client.query(`create or replace function latest_release_id(of_integration bigint) returns bigint
        language sql stable as 'select 1::bigint'`);
      await client.query(`comment on function latest_release_id is 'the digest of an older text'`);
    });
    await migrate(database.url);
    expect(await bodyOf('latest_release_id')).to.equal(present);
  });

  it('are left alone where their text is the same', async () => {
    const versions = () =>
      withClient(database.url, async (client) => {
        const query = `select proname, xmin::text from pg_proc where pronamespace = 'public'::regnamespace order by 1`;
        return (await client.query<object>(query)).rows;
      });
    const before = await versions();
    await migrate(database.url);
    expect(await versions()).to.deep.equal(before);
  });

  it('have bodies that fit the schema', async () => {
    await withClient(database.url, async (client) => {
      const { rows } = await client.query<{ text: string }>(
        `select pg_get_functiondef(oid) as text from pg_proc where pronamespace = 'public'::regnamespace`,
      );
      for (const { text } of rows) await client.query(text);
      expect(rows).to.have.length.greaterThan(4);
    });
  });
});

function namesAt(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(`select name from schema_migrations order by id`);
    return rows.map(({ name }) => name);
  });
}
