import { randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadSecretKeys } from '../../../src/adapters/secrets/load-secret-keys.ts';
import { openSecretStore } from '../../../src/adapters/secrets/open-secret-store.ts';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { expectAppError } from '../../support/expect-app-error.ts';
import { useDatabase } from '../../support/postgres.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

describe('the store of secrets', () => {
  const target = useDatabase();
  const dataDirectory = makeTestFolder('secrets');
  let db: Database;
  before(async () => {
    db = await openDatabase({ url: target.url, poolSize: 4 });
  });
  after(() => db.close());

  const open = (keys: readonly string[] = []) => openSecretStore(db, { keys, dataDirectory });

  it('has one key, readable by its owner only, also where several processes make it at once', async () => {
    const settings = { keys: [], dataDirectory };
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadSecretKeys(settings)));
    expect(new Set(keys.map(([key]) => Buffer.from(key ?? []).toString('hex'))).size).to.equal(1);
    expect(statSync(join(dataDirectory, 'secret.key')).mode & 0o777).to.equal(0o600);
    expect(readdirSync(dataDirectory)).to.deep.equal(['secret.key']);
  });

  it('keeps what was put last, opens it after a restart, and forgets it', async () => {
    const store = await open();
    const id = await store.put(db, 'connection:1', 'first');
    expect(await store.put(db, 'connection:1', 'second token')).to.equal(id);
    expect(await (await open()).read(db, 'connection:1')).to.equal('second token');
    expect(await store.read(db, 'connection:2')).to.equal(null);
    await store.remove(db, 'connection:1');
    expect(await store.read(db, 'connection:1')).to.equal(null);
  });

  it('opens no row that was copied to another owner', async () => {
    const store = await open();
    await store.put(db, 'connection:3', 'its token');
    await db.query(
      `insert into settings_secrets (owner, sealed, key_id)
       select 'connection:4', sealed, key_id from settings_secrets where owner = 'connection:3'`,
    );
    expect(await store.read(db, 'connection:3')).to.equal('its token');
    await expectAppError(store.read(db, 'connection:4'), 'secret_unreadable');
  });

  it('does not open with another key than the one it began with, and says so', async () => {
    await open();
    const error = await expectAppError(open([randomBytes(32).toString('base64')]), 'config_invalid');
    expect(error.message).to.match(/secret key is not the one/);
    await open();
  });

  it('takes a new key in front of the old one', async () => {
    const [old] = await loadSecretKeys({ keys: [], dataDirectory });
    const store = await open([randomBytes(32).toString('hex'), Buffer.from(old ?? []).toString('base64')]);
    await store.put(db, 'connection:5', 'sealed anew');
    expect(await store.read(db, 'connection:5')).to.equal('sealed anew');
    await expectAppError((await open()).read(db, 'connection:5'), 'secret_unreadable');
  });

  it('refuses a key that is none, and a key file that others can read, without telling the key', async () => {
    const error = await expectAppError(open(['hunter2']), 'config_invalid');
    expect(error.message).to.include('HUBWRIGHT_SECRET_KEY').and.not.include('hunter2');
    const folder = makeTestFolder('open-key');
    writeFileSync(join(folder, 'secret.key'), randomBytes(32).toString('base64'));
    chmodSync(join(folder, 'secret.key'), 0o644);
    await expectAppError(loadSecretKeys({ keys: [], dataDirectory: folder }), 'config_invalid');
  });

  it('seals what an older key sealed anew, batch by batch, and leaves alone what no given key opens', async () => {
    await db.query(`delete from settings_secrets where owner <> 'key_check'`);
    const [old] = await loadSecretKeys({ keys: [], dataDirectory });
    const oldKey = Buffer.from(old ?? []).toString('base64');
    const before = await open();
    const owners = Array.from({ length: 230 }, (_, index) => `connection:${100 + index}`);
    for (const owner of owners) await before.put(db, owner, `token of ${owner}`);
    await db.query(`insert into settings_secrets (owner, sealed, key_id) values ('connection:1', 'x', 'lost')`);
    const dates = () => db.query('select owner, modified_at from settings_secrets order by owner');
    const datesBefore = await dates();

    const key = randomBytes(32).toString('base64');
    const store = await open([key, oldKey]);
    expect(await store.countByKey(db)).to.include({ present: 0, older: 232 });
    // Killed in its middle: what its transaction did is gone, and the next one does it.
    const killed = db.transaction(async (sql) => {
      await store.resealBatch(sql, 0);
      throw new Error('killed');
    });
    expect(await killed.catch((error: Error) => error.message)).to.equal('killed');
    const passes = await Promise.all([1, 2].map(() => resealAll(store)));
    expect(passes.reduce((sum, count) => sum + count, 0)).to.equal(231);
    expect(await resealAll(store)).to.equal(0);
    expect(await store.countByKey(db)).to.include({ present: 231, older: 1 });
    expect(await dates()).to.deep.equal(datesBefore);

    const alone = await open([key]);
    for (const owner of owners) expect(await alone.read(db, owner)).to.equal(`token of ${owner}`);
    await expectAppError(open(), 'config_invalid');
  });

  async function resealAll(store: Awaited<ReturnType<typeof open>>): Promise<number> {
    let count = 0;
    for (let afterId: number | null = 0; afterId !== null; ) {
      const from: number = afterId;
      const batch = await db.transaction((sql) => store.resealBatch(sql, from));
      count += batch.resealed;
      afterId = batch.lastId;
    }
    return count;
  }
});
