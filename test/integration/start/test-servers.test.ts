import { expect } from 'chai';
import pg from 'pg';
import { isTemporalReady } from '../../../src/adapters/temporal/temporal-readiness.ts';
import { useDatabase } from '../../support/postgres.ts';
import { useTemporal } from '../../support/use-temporal.ts';

describe('servers for tests', () => {
  const database = useDatabase();
  const empty = useDatabase({ isMigrated: false });
  const temporal = useTemporal();

  it('gives each suite a database of its own that is migrated', async () => {
    expect(await countTables(database.url)).to.be.greaterThan(0);
  });

  it('gives a database without tables where that is asked for', async () => {
    expect(await countTables(empty.url)).to.equal(0);
  });

  it('runs PostgreSQL 15 or later', async () => {
    const [row] = await query(database.url, `select current_setting('server_version_num')::int as version`);
    expect(row?.version).to.be.at.least(150_000);
  });

  it('refuses a connection without the password', async () => {
    const url = new URL(database.url);
    url.password = 'guess';
    const issue = await query(url.href, 'select 1').catch((error: unknown) => error);
    expect(issue).to.be.instanceOf(Error).with.property('code', '28P01');
  });

  it('gives a Temporal namespace that answers', async () => {
    expect(await isTemporalReady(temporal.address, temporal.namespace)).to.equal(true);
  });
});

async function countTables(url: string): Promise<unknown> {
  const [row] = await query(
    url,
    `select count(*)::int as n from information_schema.tables where table_schema = 'public'`,
  );
  return row?.n;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
