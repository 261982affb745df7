import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import type { ArtifactDigest, ArtifactStore } from '../../../src/adapters/artifacts/artifact-store.ts';
import { createLocalArtifactStore } from '../../../src/adapters/artifacts/local-artifact-store.ts';
import { createReleaseCache, type ReleaseCache } from '../../../src/adapters/artifacts/release-cache.ts';
import { claimArtifact } from '../../../src/app/releases/claim-artifact.ts';
import { type RetainArtifactsDeps, retainArtifacts } from '../../../src/app/releases/retain-artifacts.ts';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { insertIntegration, insertRelease, insertTenant } from '../../support/hub-objects.ts';
import { useDatabase } from '../../support/postgres.ts';
import { strictItems } from '../../support/strict-items.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

describe('retention of artifacts', () => {
  const database = useDatabase();
  let db: Database;
  let store: ArtifactStore;
  let cache: ReleaseCache;

  before(async () => {
    db = await openDatabase({ url: database.url, poolSize: 8 });
  });
  after(() => db.close());
  beforeEach(async () => {
    await db.query(`update releases set artifact_removed_at = now() where state = 'ready'`);
    const folder = makeTestFolder('retention');
    store = await createLocalArtifactStore(join(folder, 'artifacts'));
    cache = await createReleaseCache({ folder: join(folder, 'cache'), store, limitBytes: 1 << 30 });
  });

  const deps = (more: Partial<RetainArtifactsDeps> = {}): RetainArtifactsDeps => ({
    ...{ db, artifacts: store, cache, keptCount: 2 },
    ...more,
  });
  const put = async (content: Buffer = randomBytes(32)): Promise<ArtifactDigest> =>
    (await store.put(Readable.from([content]))).digest;
  /** A ready release with a stored artifact. */
  const release = async (integrationId: number, digest?: ArtifactDigest): Promise<number> => {
    const id = await insertRelease(db, integrationId);
    await db.query(`update releases set artifact_digest = $2 where id = $1`, [id, digest ?? (await put())]);
    return id;
  };
  const releases = async (count: number): Promise<{ integration: number; ids: number[] }> => {
    const integration = await insertIntegration(db);
    const ids: number[] = [];
    for (let made = 0; made < count; made += 1) ids.push(await release(integration));
    return { integration, ids };
  };
  const digestOf = async (id: number): Promise<ArtifactDigest> => {
    const rows = await db.query<{ digest: ArtifactDigest }>(
      `select artifact_digest as digest from releases where id = $1`,
      [id],
    );
    return rows[0]?.digest as ArtifactDigest;
  };
  const isKept = async (id: number): Promise<boolean> => {
    const rows = await db.query(`select 1 from releases where id = $1 and artifact_removed_at is null`, [id]);
    expect(await store.has(await digestOf(id))).to.equal(rows.length === 1);
    return rows.length === 1;
  };
  const kept = (ids: readonly number[]): Promise<boolean[]> => Promise.all(ids.map(isKept));

  it('keeps the newest, removes the others from store and cache, says so once, and changes nothing when repeated', async () => {
    const { ids } = await releases(4);
    const oldest = await digestOf(ids[0] as number);
    const directory = await cache.ensureUnpacked(oldest, (_tar, folder) => writeFile(join(folder, 'f'), 'x'));
    const first = await retainArtifacts(deps(), strictItems());
    expect([...first.releaseIds].sort()).to.deep.equal(ids.slice(0, 2).sort());
    expect(first.removedFiles).to.equal(2);
    expect(await kept(ids)).to.deep.equal([false, false, true, true]);
    expect(existsSync(directory)).to.equal(false);
    expect(await retainArtifacts(deps(), strictItems())).to.deep.equal({
      releaseIds: [],
      removedFiles: 0,
      removedBytes: 0,
    });
    const rows = await db.query(
      `select 1 from activity where action = 'release.artifact_removed' and subject_id = any($1)`,
      [ids],
    );
    expect(rows).to.have.length(2);
  });

  it('keeps every one in use: default, channel, latest, a tenant, a run that has not ended', async () => {
    const { integration, ids } = await releases(8);
    const [isDefault, ofChannel, ofTenant, ofRun, ofArchived, latest] = ids as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    await db.query(`update integrations set default_release_id = $1 where id = $2`, [isDefault, integration]);
    await db.query(`insert into channels (integration_id, name, release_id) values ($1, 'beta', $2)`, [
      integration,
      ofChannel,
    ]);
    const tenant = await insertTenant(db, integration);
    await db.query(`update tenants set release_id = $1 where id = $2`, [ofTenant, tenant]);
    const archived = await insertTenant(db, integration);
    await db.query(`update tenants set release_id = $1, archived_at = now() where id = $2`, [ofArchived, archived]);
    await db.query(
      `insert into runs (tenant_id, integration_id, lane, mode, phase, admitted_at, started_at, log_day, release_id)
       values ($1, $2, 'other', 'normal', 'running', now(), now(), current_date, $3)`,
      [tenant, integration, ofRun],
    );
    await db.query(`update releases set is_tracking = false where id = any($1)`, [ids.slice(6)]);
    await retainArtifacts(deps(), strictItems());
    expect(await kept(ids)).to.deep.equal([true, true, true, true, false, true, true, true]);
    expect(latest).to.equal(ids[5]);
  });

  it('leaves a release alone that a tenant is moved to at this moment', async () => {
    const { integration, ids } = await releases(3);
    const tenant = await insertTenant(db, integration);
    await db.transaction(async (sql) => {
      await sql.query(`update tenants set release_id = $1 where id = $2`, [ids[0], tenant]);
      expect((await retainArtifacts(deps(), strictItems())).releaseIds).to.deep.equal([]);
    });
    await retainArtifacts(deps(), strictItems());
    expect(await kept(ids)).to.deep.equal([true, true, true]);
  });

  it('removes each once where several workers pass at once', async () => {
    const { ids } = await releases(12);
    const passes = await Promise.all(Array.from({ length: 4 }, () => retainArtifacts(deps(), strictItems())));
    expect(passes.flatMap((pass) => pass.releaseIds).sort()).to.deep.equal(ids.slice(0, 10).sort());
    expect(passes.reduce((sum, pass) => sum + pass.removedFiles, 0)).to.equal(10);
    expect((await kept(ids)).filter(Boolean)).to.have.length(2);
  });

  it('keeps a file that another release, also of another integration, has too', async () => {
    const { ids } = await releases(3);
    const twin = await release(await insertIntegration(db), await digestOf(ids[0] as number));
    await retainArtifacts(deps(), strictItems());
    expect(await store.has(await digestOf(twin))).to.equal(true);
  });

  it('ends later what was cut off between the mark and the file', async () => {
    const { ids } = await releases(3);
    const remove = () => Promise.reject(new Error('cut off'));
    await retainArtifacts(deps({ artifacts: { list: () => store.list(), remove } }), strictItems()).catch(
      () => undefined,
    );
    expect(await store.has(await digestOf(ids[0] as number))).to.equal(true);
    expect((await retainArtifacts(deps(), strictItems())).removedFiles).to.equal(1);
    expect(await kept(ids)).to.deep.equal([false, true, true]);
  });

  it('leaves the file of a build that has claimed it, and removes what a failed build left', async () => {
    const integration = await insertIntegration(db);
    const digest = await put();
    const releaseId = await insertRelease(db, integration, { state: 'building' });
    const rows = await db.query<{ id: number }>(
      `insert into attempts (release_id, number, worker_id, state, lease_expires_at) values ($1, 1, 'w', 'running', now()) returning id`,
      [releaseId],
    );
    await claimArtifact(db, { releaseId, attemptId: rows[0]?.id ?? 0, digest });
    await retainArtifacts(deps(), strictItems());
    expect(await store.has(digest)).to.equal(true);
    await db.query(`update releases set state = 'failed', artifact_digest = null where id = $1`, [releaseId]);
    await retainArtifacts(deps(), strictItems());
    expect(await store.has(digest)).to.equal(false);
  });
});
