import { expect } from 'chai';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { readTenantStatus } from '../../../src/db/stores/tenants/tenant-status.ts';
import { useDatabase } from '../../support/postgres.ts';

describe('the status of a page of tenants', () => {
  const database = useDatabase();
  let db: Database;

  before(async () => {
    db = await openDatabase({ url: database.url, poolSize: 4 });
  });
  after(() => db.close());

  it('names for each what it runs next, whatever it follows, holds or has recorded', async () => {
    await db.query(INTEGRATIONS);
    await db.query(RELEASES);
    await db.query(
      `update integrations i set default_release_id = (select id from releases r where r.integration_id = i.id and r.number = 2)`,
    );
    await db.query(
      `insert into channels (integration_id, name, release_id) select integration_id, 'Beta', id from releases where number = 1`,
    );
    await db.query(TENANTS);
    const expected = await db.query<{ id: number; next: number | null }>(
      `select id, next_release_id(t) as next from tenants t order by id`,
    );
    const status = await readTenantStatus(
      db,
      expected.map(({ id }) => id),
    );
    expect(expected.map(({ id }) => ({ id, next: status.get(id)?.nextReleaseId }))).to.deep.equal(expected);
    expect(new Set(expected.map(({ next }) => next)).size).to.be.greaterThan(4);
  });
});

const INTEGRATIONS = `
  insert into integrations (name, long_name, type, state, default_release_channel)
  select 'i-' || n, 'I', 'Internal', 'published', 'Default' from generate_series(1, 2) n`;

const RELEASES = `
  insert into releases (integration_id, number, state, branch, is_tracking, requested_ref, commit_sha, repository_url, repository_path,
    manifest, artifact_digest, requested_by)
  select i.id, n, 'ready', 'main', true, '{}', repeat('a', 40), 'http://127.0.0.1/none', '', '{}', 'sha256:fixture', 'test'
  from integrations i, generate_series(1, 3) n order by i.id, n`;

/** Every kind of following, with and without a recorded release, held and not, twice each. */
const TENANTS = `
  insert into tenants (integration_id, name, source, release_channel, release_id, held_reason)
  select i.id, 'tenant-' || row_number() over (), 'api', channel,
    (select id from releases r where r.integration_id = i.id and r.number = recorded), held
  from integrations i, unnest(array[null, 'Latest', 'Default', 'Beta', 'Gone']) channel, unnest(array[null, 1, 3]) recorded,
    unnest(array[null, 'needs_reconfiguration']) held, generate_series(1, 2)`;
